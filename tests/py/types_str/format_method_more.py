class A:
    x = 5
    l = [1, [2, 3]]
    d = {"k": "v", "1": "one", 1: "int one"}
    def __format__(self, s): return f"A({s})"
    def __str__(self): return "A-str"
a = A()
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
