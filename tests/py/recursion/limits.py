import sys
sys.setrecursionlimit(120)
print(sys.getrecursionlimit())
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(type(e).__name__, str(e).startswith("maximum recursion depth exceeded"))
def depth(n=0):
    try: return depth(n + 1)
    except RecursionError: return n
print(50 < depth() < 120)
class A:
    def __getattr__(self, n): return getattr(self, n + "x")
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __add__(self, o): return self + o
    def __getitem__(self, k): return self[k]
    def __str__(self): return str(self)
    def __hash__(self): return hash(self)
    def __bool__(self): return bool(self)
    def __format__(self, s): return format(self, s)
a = A()
for op in [lambda: a.foo, lambda: repr(a), lambda: a == a, lambda: a(), lambda: iter(a), lambda: len(a), lambda: a + 1, lambda: a[0], lambda: str(a), lambda: hash(a), lambda: bool(a), lambda: f"{a}", lambda: sorted([3, 1], key=lambda k: f(k)), lambda: [f(i) for i in range(2)], lambda: list(map(f, [1]))]:
    try: op()
    except RecursionError: print("RecursionError", end=" ")
print()
for bad in [0, -5, "x", None]:
    try: sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
def try_low():
    def deep(n): return deep(n - 1) if n else sys.setrecursionlimit(20)
    try: deep(50)
    except RecursionError as e: print(str(e).split(" at the recursion depth")[0])
    sys.setrecursionlimit(120)
try_low()
def mutual_a(n): return mutual_b(n)
def mutual_b(n): return mutual_a(n)
try: mutual_a(1)
except RecursionError: print("mutual")
def gen(n):
    yield n
    yield from gen(n + 1)
try:
    for x in gen(0): last = x
except RecursionError: print("gen", last > 20)
def finally_rec(n):
    try: return finally_rec(n + 1)
    finally: pass
try: finally_rec(0)
except RecursionError: print("finally ok")
def handler(n):
    try: return handler(n + 1)
    except RecursionError: return "caught deep"
print(handler(0), f.__name__)
l = []
for i in range(100): l = [l]
print(len(repr(l)) if sys.setrecursionlimit(1000) is None else 0)
def count(n): return 0 if n == 0 else 1 + count(n - 1)
sys.setrecursionlimit(6000); print(count(2000)); sys.setrecursionlimit(1000)
x = []; x.append(x); d = {}; d["d"] = d
print(x == x, repr(x), repr(d), x in x)
t = ([],); t[0].append(t); print(repr(t))
sys.setrecursionlimit(120)
class N:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
n = N(1); n.n = n; m = N(2); m.n = m
try: n == m
except RecursionError: print("user eq")
def property_rec():
    class P:
        @property
        def v(self): return self.v
    try: P().v
    except RecursionError: print("property")
property_rec()
class M(type):
    def __call__(cls): return cls()
class K(metaclass=M): pass
try: K()
except RecursionError: print("metaclass call")
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 20), (lambda f: f(f, 10))(lambda f, n: 1 if n == 0 else n * f(f, n - 1)))
s = "(" * 5000
try: eval(s)
except (SyntaxError, RecursionError, MemoryError) as e: print(type(e).__name__ in ("SyntaxError", "RecursionError", "MemoryError"))
