class I(int):
    def __new__(cls, v=0, *, unit=""): o = super().__new__(cls, v); o.unit = unit; return o
    def __add__(self, o): return I(int(self) + int(o), unit=self.unit)
    def __str__(self): return f"{int(self)}{self.unit}"
class F(float):
    def __repr__(self): return f"F({float.__repr__(self)})"
class S(str):
    def __getitem__(self, i): return S(super().__getitem__(i))
    def shout(self): return S(self.upper() + "!")
class L(list):
    def __getitem__(self, i): return super().__getitem__(i % len(self)) if isinstance(i, int) else L(super().__getitem__(i))
    def first(self): return self[0]
class D(dict):
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k) from None
    def __missing__(self, k):
        if k == "quiet": return None
        raise KeyError(k)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    x = property(lambda s: s[0])
class St(set):
    def add(self, v): super().add(abs(v))
class B(bytes): pass
class E(Exception):
    def __init__(self, *a, code=0): super().__init__(*a); self.code = code
    def __str__(self): return f"[{self.code}] {super().__str__()}"
i = I(5, unit="km"); print(i, repr(i), i + 3, type(i + 3).__name__, i * 2, type(i * 2).__name__, i == 5, i < 6, [0] * i, i.unit, f"{i}", f"{i:03d}", "%d %s" % (i, i), int(i), hash(i) == hash(5), {5: "x"}[i], range(i), i.bit_length(), -i, isinstance(i, int), sum([i, i]), max(i, 3), divmod(i, 2), bool(I()))
f = F(1.5); print(f, [f], f + 1, f"{f}", f"{f:.2f}", str(f), f == 1.5, F("2"), round(f), F(3).is_integer(), type(f * f).__name__)
s = S("hello"); print(s[1], type(s[1]).__name__, s[1:3].shout(), s + "x", type(s + "x").__name__, s.shout().shout(), len(s), s == "hello", {"hello": 1}[s], s in "hello world", "".join([s, s]), s.split("l"), type(s.replace("z", "")).__name__, S(5), sorted(s), "%s" % s, s.__class__.__name__)
l = L([1, 2, 3]); l.append(4); print(l[5], l[1:], type(l[1:]).__name__, l.first(), l, len(l), l + [1], type(l + [1]).__name__, L("ab") * 2, sorted(l), l == [1, 2, 3, 4], list(l), 3 in l, l[-1], [*l], sum(l), isinstance(l, list), L(), bool(L()))
d = D(a=1); d.b = 5; print(d.a, d, d["quiet"], d.__dict__, d.get("zz"), len(d), {**d}, D.fromkeys("x"), type(d.copy()).__name__, d == {"a": 1})
for fn in (lambda: d.zz, lambda: d["zz"]):
    try: fn()
    except (AttributeError, KeyError) as e: print(type(e).__name__, e)
t = T(1, 2); print(t, t.x, t + (3,), type(t + (3,)).__name__, t == (1, 2), {(1, 2): "k"}[t], T(), len(t), [*t], t[::-1], T(*"ab"))
q = St([-1]); q.add(-5); print(sorted(q), type(q | {1}).__name__, 5 in q, len(q)); b = B(b"abc"); print(b, b[0], b + b"d", type(b[:1]).__name__, b == b"abc", B(2))
try: raise E("msg", 1, code=7)
except E as e: print(e, e.args, e.code, repr(e))
class Multi(I, metaclass=type): pass
print(Multi(3) + 1, Multi.__mro__[1].__name__)
class Both(L, metaclass=type):
    def __init__(self, *a, **k): super().__init__(a); self.k = k
print(Both(1, 2, x=3), Both(1, x=3).k)
try:
    class X(int, str): pass
except TypeError as e: print(e)
class Mixin:
    def hello(self): return f"hi {self!r} {len(self)}"
class ML(Mixin, list): pass
class MD(dict, Mixin): pass
print(ML([1]).hello(), MD(a=1).hello(), ML.__mro__[1].__name__)
import copy
for o in (i, s, l, d, t): c = copy.copy(o); print(type(c).__name__, c == o, getattr(c, "unit", "-"), end=" ")
print()
for base in (bool, type(None), range, slice, type(lambda: 0), type(len), type(...), memoryview, type((i for i in ())), type(int.real), type({}.keys())):
    try: type("Z", (base,), {}); print(base.__name__, "ok")
    except TypeError as e: print(e)
