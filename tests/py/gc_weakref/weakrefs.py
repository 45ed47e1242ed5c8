import weakref, gc
class C:
    def __init__(self, n=0): self.n = n
    def __repr__(self): return f"C{self.n}"
    def m(self): return self.n
c = C(1)
r = weakref.ref(c); print(r() is c, weakref.ref(c) is r, type(r).__name__, weakref.getweakrefcount(c), weakref.getweakrefs(c) == [r], hash(r) == hash(c), r == weakref.ref(c))
log = []
r2 = weakref.ref(c, lambda ref: log.append(ref() is None)); print(r2 is r, r2 == r, r2.__callback__ is not None, r.__callback__)
p = weakref.proxy(c); print(p.n, p.m(), str(p), type(p).__name__, p == c, isinstance(p, C)); p.n = 5; print(c.n)
del c; gc.collect()
print(r(), r2(), log, r == r2, weakref.getweakrefcount)  if False else print(r(), r2(), log, r == r2)
try: p.n
except ReferenceError as e: print(e)
try: print(repr(r).split(" at ")[0], "dead" in repr(r))
except Exception as e: print(e)
for bad in [5, "s", None, (), [], {}, object(), 1.5, True, ..., b""]:
    try: weakref.ref(bad); print("ok", type(bad).__name__)
    except TypeError as e: print(e)
for ok in [C, len if False else C.m, set(), frozenset([1]), lambda: 0, (i for i in ()), type("X", (list,), {})(), weakref, __import__("collections").deque()]:
    print(weakref.ref(ok)() is ok, end=" ")
print()
for args in [(), (1, 2, 3), (C(), None), (C(), 5)]:
    try: weakref.ref(*args); print("made")
    except TypeError as e: print(e)
class H:
    def __hash__(self): return 7
    def __eq__(self, o): return isinstance(o, H)
a, b = H(), H(); ra, rb = weakref.ref(a), weakref.ref(b); print(ra == rb, hash(ra)); del a; gc.collect(); print(ra == rb, hash(ra), ra() is None)
d = H(); rd = weakref.ref(d); del d; gc.collect()
try: hash(rd)
except TypeError as e: print(e)
wd = weakref.WeakValueDictionary(); k1, k2 = C(1), C(2); wd["a"], wd["b"] = k1, k2
print(len(wd), sorted(wd), wd["a"], wd.get("zz")); del k1; gc.collect(); print(len(wd), list(wd.items()), "a" in wd)
wk = weakref.WeakKeyDictionary(); wk[k2] = "v"; print(len(wk), wk[k2], list(wk.values())); ws = weakref.WeakSet([k2]); print(len(ws), k2 in ws); del k2; gc.collect(); print(len(wk), len(ws), len(wd))
def fin_cb(*a, **k): print("finalize", a, k)
o = C(3); f = weakref.finalize(o, fin_cb, 1, k=2); print(f.alive, f.peek()[0] is o); del o; gc.collect(); print(f.alive, f())
o = C(4); f = weakref.finalize(o, fin_cb); f(); print(f.alive, f.detach()); f.atexit = False
o = C(5); m = weakref.WeakMethod(o.m); print(m()()); del o; gc.collect(); print(m())
class Sub(weakref.ref):
    def __init__(self, o, cb=None, tag=None): super().__init__(o, cb); self.tag = tag
    def __new__(cls, o, cb=None, tag=None): return super().__new__(cls, o, cb)
o = C(6); s = Sub(o, tag="t"); print(s.tag, s() is o, s is weakref.ref(o), s == weakref.ref(o))
def bad_cb(r): raise ValueError("callback failed")
import sys
seen = []; sys.unraisablehook = lambda u: seen.append((type(u.exc_value).__name__, str(u.exc_value)))
rb = weakref.ref(o, bad_cb); del o; gc.collect(); print(seen); sys.unraisablehook = sys.__unraisablehook__
order = []
o = C(7); refs = [weakref.ref(o, lambda r, i=i: order.append(i)) for i in range(3)]; del o; gc.collect(); print(sorted(order))
o = C(8); rr = weakref.ref(o, lambda r: order.append("no")); del rr; gc.collect(); del o; gc.collect(); print(order[3:])
a = C(1); a.self = a; ra = weakref.ref(a); del a; gc.collect(); print(ra())
x, y = C(1), C(2); x.o, y.o = y, x; rx, ry = weakref.ref(x), weakref.ref(y); del x; gc.collect(); print(rx() is y.o, ry() is y); del y; gc.collect(); print(rx(), ry())
class P: 
    def __add__(self, o): return "add"
    def __len__(self): return 3
    def __getitem__(self, i): return i
    def __call__(self, *a): return a
    def __iter__(self): return iter("ab")
    def __bool__(self): return False
o = P(); p = weakref.proxy(o); print(p + 1, len(p), p[5], p(1), list(p), bool(p), type(p).__name__, "a" in p); p.attr = 1; del p.attr
try: hash(p)
except TypeError as e: print(e)
