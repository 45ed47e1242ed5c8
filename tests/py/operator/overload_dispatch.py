class Vec:
    def __init__(self, *c): self.c = c
    def __repr__(self): return f"Vec{self.c}"
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self.c, o.c))) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __mul__(self, k): return Vec(*(a * k for a in self.c)) if isinstance(k, (int, float)) else sum(a * b for a, b in zip(self.c, k.c)) if isinstance(k, Vec) else NotImplemented
    __rmul__ = __mul__
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -o
    def __truediv__(self, k): return self * (1 / k)
    def __abs__(self): return sum(a * a for a in self.c) ** 0.5
    def __eq__(self, o): return isinstance(o, Vec) and self.c == o.c
    def __hash__(self): return hash(self.c)
    def __bool__(self): return any(self.c)
    def __matmul__(self, o): return self * o
    def __iadd__(self, o): self.c = (self + o).c; return self
    def __getitem__(self, i): return self.c[i]
    def __lt__(self, o): return abs(self) < abs(o)
    def __pos__(self): return Vec(*self.c)
    def __pow__(self, n, m=None): return Vec(*(pow(a, n, m) for a in self.c))
    def __divmod__(self, k): return Vec(*(a // k for a in self.c)), Vec(*(a % k for a in self.c))
    def __lshift__(self, n): return Vec(*self.c[n:], *self.c[:n])
    def __contains__(self, x): return x in self.c
    def __round__(self, n=None): return Vec(*(round(a, n) for a in self.c))
a, b = Vec(3, 4), Vec(1, 2)
print(a + b, a - b, a * 2, 2 * a, a * b, a @ b, -a, +a, a / 2, abs(a), a == Vec(3, 4), a != b, bool(Vec(0, 0)), sum([a, b]), a < b, b < a, sorted([a, b]), max(a, b), a ** 2, pow(a, 3, 5), divmod(a, 2), a << 1, 3 in a, round(Vec(1.26, 2.34), 1), {a: 1}[Vec(3, 4)], [*a])
c = a; c += b; print(c, a is c, a); c -= b; print(c is a, c, a); c *= 2; print(c)
for s in ("a + 1", "1 + a", "a * 'x'", "a - 1", "a // 2", "a % 2", "a & a", "~a", "a > 1", "a @ 5", "2 ** a", "a >> 1", "5 << a", "a['x']", "a()", "len(a)", "a.x", "int(a)", "a + None", "[] + a", "a + []", "'' * a", "divmod(5, a)", "a <= b", "a >= b", "complex(a)"):
    try: print(s, "=>", eval(s))
    except Exception as e: print(s, "=>", type(e).__name__, e)
class Expr:
    def __init__(self, s): self.s = s
    def __repr__(self): return self.s
ops = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "matmul": "@", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
for n, o in ops.items():
    setattr(Expr, f"__{n}__", lambda self, x, o=o: Expr(f"({self} {o} {x!r})"))
    if n not in ("lt", "le", "gt", "ge", "eq", "ne"): setattr(Expr, f"__r{n}__", lambda self, x, o=o: Expr(f"({x!r} {o} {self})"))
for n, o in {"neg": "-", "pos": "+", "invert": "~"}.items(): setattr(Expr, f"__{n}__", lambda self, o=o: Expr(f"{o}{self}"))
Expr.__getitem__ = lambda s, k: Expr(f"{s}[{k!r}]"); Expr.__call__ = lambda s, *a, **k: Expr(f"{s}({', '.join([*map(repr, a), *(f'{n}={v!r}' for n, v in k.items())])})"); Expr.__getattr__ = lambda s, n: Expr(f"{s}.{n}") if not n.startswith("__") else (_ for _ in ()).throw(AttributeError(n))
x, y = Expr("x"), Expr("y")
print(x + 1 * y - 2 / x // 3 % y ** 2, 1 << x >> y & 3 | 4 ^ x, -x + +y - ~x, x @ y, 5 @ x, x < 1, 1 < x, x == y, 2 != x, x[1:2], x[1, "a"], x(1, k=y), x.attr.sub[0](), 2 ** x ** 3, (x + y) * (x - y), "s" + x, [1] * x, None | x, 1.5 - x, x <= y)
print(not x, bool(x), x and y, x or y, (1 < x) and (x < 5), 1 if x else 2)
class Chain:
    def __lt__(self, o): log.append("lt"); return self
    def __bool__(self): log.append("bool"); return True
log = []; r = Chain() < Chain() < Chain(); print(type(r).__name__, log)
class NI:
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
    def __add__(self, o): return NotImplemented
n = NI(); print(n == n, n == NI(), n != n, n == 5)
for s in ("n < n", "n + n", "n < 1", "1 > n", "n + 1"):
    try: eval(s)
    except TypeError as e: print(e)
class Sub(Vec):
    def __radd__(self, o): return "Sub.radd"
    def __eq__(self, o): return "Sub.eq"
    def __gt__(self, o): return "Sub.gt"
    __hash__ = Vec.__hash__
print(Vec(1) + Sub(2), Sub(1) + Vec(2), Vec(1) == Sub(1), Sub(1) == Vec(1), Vec(1) < Sub(2), Sub(1) + Sub(2))
