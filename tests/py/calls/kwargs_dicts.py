def f(**k): return k
d = {"b": 1, "a": 2}
print(f(**d), f(**d) is d, f(z=1, **d, y=2), list(f(c=1, **{"b": 2}, a=3)), f(**{}), f(**{"self": 1, "class": 2, "a b": 3, "": 4}))
class Map:
    def keys(self): print("keys"); return iter(["x", "y"])
    def __getitem__(self, k): print("get", k); return k * 2
print(f(**Map()), f(a=1, **Map()))
from collections import OrderedDict, ChainMap, defaultdict
from types import MappingProxyType
print(f(**OrderedDict(q=1)), f(**ChainMap({"a": 1}, {"b": 2})), f(**MappingProxyType({"m": 1})), f(**defaultdict(int, k=1)))
class BadKeys:
    def keys(self): return [1, "a"]
    def __getitem__(self, k): return k
class RaiseGet:
    def keys(self): return ["a"]
    def __getitem__(self, k): raise ValueError("get " + k)
class StrSub(str): pass
for m in (BadKeys(), RaiseGet(), {1: 2}, {None: 1}, {(): 1}, 5, None, [("a", 1)], "ab", {StrSub("s"): 1}):
    try: r = f(**m); print(r, [type(k).__name__ for k in r])
    except Exception as e: print(type(e).__name__, e)
def g(a, b=2, *args, c=3, **kw): kw["seen"] = len(kw); return a, b, args, c, kw
opts = {"c": 30, "z": 1}
print(g(1, **opts), opts, g(*[1, 2, 3], **opts), g(a=1, **opts), g(**{"a": 1, "b": 5}))
def mut(k, **kw): k["x"] = 1; kw["y"] = 2; return k, kw
src = {}; print(mut(src, **{"q": 1}), src)
def posonly(a, /, **kw): return a, kw
print(posonly(1, a=2), posonly(1, **{"a": 3}))
def cls_kw(cls=1, self=2, **kw): return cls, self, kw
print(cls_kw(self=5, cls=6, other=7))
class C:
    def m(self, **kw): return kw
    @classmethod
    def k(cls, **kw): return cls.__name__, kw
    def __init__(self, **kw): self.__dict__.update(kw)
    def __call__(self, **kw): return kw
for fn in (lambda: C().m(self=1), lambda: C.k(cls=1), lambda: C(self=1), lambda: C()(self=1), lambda: C.m(self=1), lambda: f(a=1, **{"a": 2}), lambda: f(**{"a": 1}, **{"a": 2}), lambda: C(x=1).x, lambda: vars(C(a=1, b=2)), lambda: dict(self=1), lambda: dict(cls=1), lambda: "{self}".format(self=1), lambda: g(1, a=2), lambda: g(b=1), lambda: posonly(a=1), lambda: type("N", (), {}, metaclass=type) if False else "skip"):
    try: print(fn())
    except TypeError as e: print(e)
def order(**kw): return list(kw)
print(order(z=1, a=2, m=3, **{"b": 1, "y": 2}), order(**dict(sorted(d.items()))))
def outer(*args, **kw): return inner(*args, **kw)
def inner(*args, **kw): return args, kw
print(outer(1, 2, x=3), outer(*"ab", **{"k": 1}), outer())
def kwonly(*, a, b=2, c): return a, b, c
for kw in ({}, {"a": 1}, {"a": 1, "c": 3}, {"a": 1, "c": 3, "d": 4}, {"b": 1}):
    try: print(kwonly(**kw))
    except TypeError as e: print(e)
def three(a, b, c): return a + b + c
print(three(*"xyz"), three("x", *"yz"), three(*"x", b="y", c="z"), three(*(), **dict(a=1, b=2, c=3)), three(1, *[2], **{"c": 3}))
huge = {f"k{i}": i for i in range(300)}; print(len(f(**huge)), f(**huge)["k299"], sum(f(**huge).values())); print(len(inner(*range(500))[0]), inner(*range(5), **huge)[0])
def defaults(a=[], *, b={}): a.append(1); b[len(b)] = 1; return a, b
defaults(); print(defaults(), defaults(a=[9]), defaults.__defaults__, defaults.__kwdefaults__)
