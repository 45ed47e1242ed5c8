def pos(a, b, c): return a + b * c
def dflt(a, b=2, *, c=3): return a + b + c
def star(*a, **k): return len(a) + len(k)
def rec(n): return n if n < 2 else rec(n - 1) + rec(n - 2)
def tak(x, y, z): return z if y >= x else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y=0): self.x, self.y = x, y
    def norm(self): return self.x * self.x + self.y * self.y
    def __add__(self, o): return P(self.x + o.x, self.y + o.y)
    def __call__(self, k): return self.x * k
    @property
    def s(self): return self.x + self.y
    @classmethod
    def make(cls, v): return cls(v, v)
    @staticmethod
    def st(v): return v + 1
def run(n):
    t = 0
    p = P(1, 2)
    for i in range(n):
        t += pos(i, 2, 3) + pos(c=1, a=i, b=2) + pos(i, b=1, c=2) + dflt(i) + dflt(i, 1) + dflt(i, c=0) + star() + star(1, 2, k=3)
        t += p.norm() + p(i) + p.s + P.make(i).x + P.st(i) + p.st(1) + P(i).y + (p + p).x
        t += (lambda v: v * 2)(i) + len("abc") + abs(-i) + min(i, 5) + max(1, 2) + int("7") + isinstance(i, int)
        f = p.norm; t += f()
        t += [1, 2, 3].index(2) + "abc".count("a") + {1: 2}.get(1) + (1).__add__(2) + int.__mul__(2, 3) + sum((1, 2))
        args = (1, 2); t += pos(*args, 3) + pos(*args, **{"c": 1}) + star(*range(3))
    return t
print(run(1500), rec(18), tak(12, 8, 4))
def deep_args(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p): return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
print(sum(deep_args(*range(i, i + 16)) for i in range(1000)))
def closure(n):
    t = 0
    def add(v):
        nonlocal t
        t += v
    for i in range(n): add(i)
    return t
print(closure(3000))
def wrong_args(n):
    c = 0
    for i in range(n):
        try: pos(*([1] * (i % 5)))
        except TypeError: c += 1
        try: dflt(1, **({"c": 1} if i % 2 else {"zz": 1}))
        except TypeError: c += 10
    return c
print(wrong_args(2000))
def poly_call(n):
    fs = [abs, str, lambda x: x, P, P.st, P(3), len.__class__, "x".__mul__, [].append, int, print if False else float]
    r = []
    for i in range(n): r.append(type(fs[i % len(fs)](5) if i % len(fs) != 6 else 0).__name__)
    return r[:11], len(r)
print(poly_call(2200))
class Fn:
    def __init__(self): self.n = 0
    def __call__(self, *a): self.n += len(a); return self
f = Fn()
for i in range(1000): f(1)(2, 3)()
print(f.n)
def ret_many(i): return i, i + 1, (i + 2, [i])
s = 0
for i in range(1500):
    a, b, (c, [d]) = ret_many(i); s += a + b + c + d
print(s)
def mutual(n): return True if n == 0 else other(n - 1)
def other(n): return False if n == 0 else mutual(n - 1)
print([mutual(i) for i in range(5)], sum(mutual(i % 50) for i in range(500)))
def ack(m, n): return n + 1 if not m else ack(m - 1, ack(m, n - 1) if n else 1)
print(ack(2, 9))
import functools
print(sum(map(functools.partial(pos, 1, 2), range(1000))), functools.reduce(lambda a, b: a * 31 + b & 0xFFFFFF, range(2000)), sorted(range(1000), key=lambda v: (v * 7919) % 1009)[:5])
