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
'{0 }'.format(1)
'{99999999999999999999}'.format(1)
'{:!<5}'.format(1), '{:{{}'.format(1) if False else '', '{:}}'.format(1) if False else '', '{!r:{}}'.format('a', '>5')
'{0!s:}'.format('x'), '{:>{w}}'.format('a', w='5'), '{:>{w}}'.format('a', w=5)
'{x}'.format_map({'x': 1}), '{x.real}'.format_map({'x': 1})
'{x}'.format_map({})
'{}'.format_map({'': 1})
'{0}'.format_map([1])
'{0}'.format_map({0: 'int', '0': 'str'})
'{x}'.format(**{'x': 1}), '{0}{1}'.format(*'ab'), '{:%Y}'.format(a), '{:x:y}'.format(a), '{:a b}'.format(a)
format(5), format(5, '3'), format('a', '>3'), format(a), format(a, 'q'), format(None), format([1], ''), format(1.5, '.2f')
format([], 'x')
format(None, 'x')
format(object(), 'x').startswith('x')
format(5, 5)
format()
'é{}😀'.format('x'), '{é}'.format(é=1), '{0:é>5}'.format(1), '{:😀^5}'.format('a')
""")
