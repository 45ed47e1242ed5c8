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
'{0!r'.format(1)
'{0[}'.format(1)
'{0[]}'.format([1])
'{0.}'.format(1)
'{0[a]}'.format([1])
'{0[5]}'.format([1])
'{0.nope}'.format(a)
'{0[k]}'.format(5)
'{:zz}'.format(5)
'{:d}'.format('a')
'{:5}'.format([])
'{:{}}'.format(1)
'{:{:{}}}'.format(1, 2, 3)
'{a.b.c}'.format(a=1)
'{0[0]x}'.format([1])
'{-1}'.format(1)
'{ 0}'.format(1)
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
class M(dict):
    def __missing__(self, k): return f"missing-{k}"
print("{a} {b}".format_map(M(a=1)))
class G:
    def __getattr__(self, n): return f"attr:{n}"
    def __getitem__(self, k): return f"item:{k!r}"
print("{0.abc} {0[abc]} {0[12]} {0[-1]} {0[1.5]} {0.a[b]}".format(G()) if False else "{0.abc} {0[abc]} {0[12]} {0[-1]} {0[1.5]}".format(G()))
class Bad:
    def __format__(self, s): return 5
try: "{}".format(Bad())
except TypeError as e: print(e)
import string
print(list(string.Formatter().parse("a{b!r:>{c}}d{{e}}{}")))
print(string.Formatter().format("{0} {1:>3} {x}", 1, 2, x=3), string.Formatter().vformat("{} {}", (1, 2), {}))
print(string.Template("$a ${b} $$ $c").safe_substitute(a=1, b=2))
