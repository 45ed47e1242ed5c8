def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class A:
    x = 5
    l = [1, [2, 3]]
    d = {"k": "v", "1": "one", 1: "int one"}
    def __format__(self, s): return f"A({s})"
    def __str__(self): return "A-str"
a = A()
show(r"""
'{}'.format(1), '{0}'.format(1), '{} {}'.format(1, 2), '{1} {0}'.format(1, 2), '{a} {b}'.format(a=1, b=2), '{0} {a}'.format(1, a=2), '{} {a} {}'.format(1, 2, a=3), '{{{}}}'.format(5), '{{}}'.format(), ''.format(1, 2), 'x'.format()
'{0.x} {0.l[0]} {0.l[1][1]} {0.d[k]} {0.d[1]} {a.x}'.format(a, a=a), '{[0]}'.format([9]), '{.x}'.format(a), '{0[k]}'.format({'k': 1}), '{0[a b]}'.format({'a b': 1}), '{0[-1]}'.format({'-1': 2}), '{0[0]}{0[1]}'.format('xy')
'{:5}|{:<5}|{:>5}|{:^5}|{:*^5}'.format(1, 2, 'a', 'b', 'c'), '{:{}}'.format(1, 5), '{:{w}.{p}f}'.format(3.14159, w=8, p=2), '{0:{1}{2}}'.format('x', '>', 3), '{:{:}}'.format(1, 5), '{a:{b}}'.format(a=1, b='03d')
'{!r}'.format('a'), '{!s}'.format('a'), '{!a}'.format('é'), '{0!r:>6}'.format('a'), '{a!r}'.format(a=a).startswith('<'), '{:spec}'.format(a), '{!s:>6}'.format(a), '{}'.format(a), '{:}'.format(a), '{0!s}'.format(a)
'{}'.format()
'{} {}'.format(1)
'{1}'.format(1)
'{a}'.format()
'{0} {}'.format(1, 2)
'{} {0}'.format(1, 2)
'{'.format()
'}'.format()
'{0'.format(1)
'{0}}'.format(1)
'{!x}'.format(1)
'{!}'.format(1)
'{!rr}'.format(1)
""")
