class M(type):
    def __new__(m, n, b, ns, **kw):
        ns["added"] = n.lower()
        cls = super().__new__(m, n, b, ns)
        cls.kw = kw
        return cls
    def __init__(cls, n, b, ns, **kw): super().__init__(n, b, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __repr__(cls): return f"<M {cls.__name__}>"
    def __len__(cls): return 7
    def __getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __iter__(cls): return iter("xyz")
    def __contains__(cls, x): return x == 1
    def __add__(cls, o): return "add"
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 5
    def __bool__(cls): return False
    def __instancecheck__(cls, o): return o == "inst"
    def __subclasscheck__(cls, c): return c is int
    def __dir__(cls): return ["only"]
    def __setattr__(cls, n, v): type.__setattr__(cls, n, v)
    prop = property(lambda cls: "meta prop")
class A(metaclass=M, key="v"):
    def __init__(self, x=0): self.x = x
class B(A): pass
print(A, A.added, A.kw, B.kw, B.added, type(B), A(5).x, len(A), A[3], list(A), 1 in A, 2 in A, A + 1, A == B, bool(A), isinstance("inst", A), isinstance(A(), A), issubclass(int, A), issubclass(str, A), dir(A), A.prop, f"{A}", hash(A))
for s in ["A().added", "A().prop", "len(A())", "A()[0]", "iter(A())"]:
    try: print(s, eval(s))
    except Exception as e: print(s, type(e).__name__, e)
class M2(type): pass
class X(metaclass=M2): pass
try:
    class Y(A, X): pass
except TypeError as e: print(e)
class M3(M, M2): pass
class Y(A, X, metaclass=M3): pass
print(type(Y))
def func_meta(n, b, ns, **kw): return (n, b, sorted(k for k in ns if not k.startswith("__")), kw)
class Z(metaclass=func_meta, opt=1):
    a = 1
print(Z)
class P(type):
    @classmethod
    def __prepare__(m, n, b, **kw): print("prepare", n); return Log()
    def __new__(m, n, b, ns, **kw): return super().__new__(m, n, b, dict(ns))
class Log(dict):
    def __setitem__(self, k, v): print("set", k) if not k.startswith("__") else None; super().__setitem__(k, v)
class Q(metaclass=P):
    a = 1
    def f(self): pass
    a = 2
print(Q.a)
class BadPrep(type):
    @classmethod
    def __prepare__(m, n, b): return 5
try:
    class R(metaclass=BadPrep): pass
except TypeError as e: print(e)
for m in (5, "str", None):
    try:
        class S(metaclass=m): pass
    except TypeError as e: print(e)
class Sing(type):
    inst = {}
    def __call__(cls, *a):
        if cls not in cls.inst: cls.inst[cls] = super().__call__(*a)
        return cls.inst[cls]
class One(metaclass=Sing): pass
print(One() is One())
class NoNew(type):
    def __new__(m, n, b, ns): return 42
class T(metaclass=NoNew): pass
print(T)
class ClassCell(type):
    def __new__(m, n, b, ns):
        print("__classcell__" in ns); return super().__new__(m, n, b, ns)
class U(metaclass=ClassCell):
    def f(self): return __class__
print(U().f())
class Drop(type):
    def __new__(m, n, b, ns): ns.pop("__classcell__", None); return super().__new__(m, n, b, ns)
try:
    class V(metaclass=Drop):
        def f(self): return __class__
except RuntimeError as e: print(e)
import types
W = types.new_class("W", (A,), {"key": 1}, lambda ns: ns.update(body=1)); print(W, W.body, W.kw, types.resolve_bases((int,)))
class Entry:
    def __mro_entries__(self, bases): print("mro_entries", len(bases)); return (dict,)
class Y2(Entry()): pass
print(Y2.__mro__, Y2.__orig_bases__[0].__class__.__name__)
class BadEntry:
    def __mro_entries__(self, bases): return 5
try:
    class Y3(BadEntry()): pass
except TypeError as e: print(e)
try:
    class Y4(5): pass
except TypeError as e: print(e)
try:
    class Y5(*[int], *[str]): pass
except TypeError as e: print(e)
print(type.__call__(int, "5"), type.__new__(type, "N", (), {}).__name__, type.mro(int), type(type), M.__mro__, type.__prepare__(), type.__instancecheck__(int, 5))
class SlotMeta(type):
    x = 5
class SM(metaclass=SlotMeta): pass
SM.x = 6; print(SM.x, SlotMeta.x); del SM.x; print(SM.x)
SM.__name__ = "Renamed"; SM.__qualname__ = "Q.R"; SM.__module__ = "mod"; SM.__doc__ = "d"; print(SM, SM.__name__, SM.__doc__)
for a, v in [("__name__", 5), ("__name__", "a\0"), ("__qualname__", 1), ("__bases__", ()), ("__dict__", {}), ("__mro__", ()), ("__module__", 5)]:
    try: setattr(SM, a, v); print("set", a)
    except Exception as e: print(a, type(e).__name__, e)
try: del SM.__name__
except TypeError as e: print(e)
