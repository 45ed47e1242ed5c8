class Auto(type):
    reg = {}
    def __new__(m, n, b, ns, **kw):
        cls = super().__new__(m, n, b, ns)
        if not kw.get("abstract"): m.reg[n] = cls
        return cls
    def __init__(cls, n, b, ns, abstract=False): super().__init__(n, b, ns)
    def __call__(cls, *a):
        if cls.__dict__.get("_frozen"): raise TypeError(f"{cls.__name__} cannot be instantiated")
        return super().__call__(*a)
    def __getattr__(cls, n):
        if n.isupper(): return f"{cls.__name__}.{n}"
        raise AttributeError(n)
    def __or__(cls, o): return Union(cls, o)
    def __contains__(cls, o): return isinstance(o, cls)
    def __lt__(cls, o): return cls.__name__ < o.__name__
    def __len__(cls): return sum(1 for k in vars(cls) if not k.startswith("_"))
class Union:
    def __init__(self, *c): self.c = c
    def __or__(self, o): return Union(*self.c, o)
    def __contains__(self, o): return any(o in k for k in self.c)
    def __repr__(self): return "|".join(k.__name__ for k in self.c)
class Base(metaclass=Auto, abstract=True): pass
class A(Base): x = 1
class B(A): y = 2; z = 3
class F(Base): _frozen = True
print(sorted(Auto.reg), A.FOO, A() in A, A() in B, A | B | F, B() in (A | F), sorted([B, A]), len(B), type(A).__name__)
for f in (lambda: F(), lambda: A.lower, lambda: A().FOO, lambda: A(1)):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
class Ordered(type):
    @classmethod
    def __prepare__(m, n, b): return Multi()
    def __new__(m, n, b, ns): return super().__new__(m, n, b, {k: v[-1] if len(v) == 1 or k.startswith("__") else Dispatch(v) for k, v in ns.d.items()})
class Multi:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): self.d.setdefault(k, []).append(v)
    def __getitem__(self, k): return self.d[k][-1]
    def get(self, k, d=None): return self.d[k][-1] if k in self.d else d
    def __contains__(self, k): return k in self.d
class Dispatch:
    def __init__(self, fs): self.fs = fs
    def __get__(self, o, t): return lambda *a: next(f for f in self.fs if f.__code__.co_argcount == len(a) + 1)(o, *a)
try:
    class Over(metaclass=Ordered):
        def f(self): return "none"
        def f(self, a): return f"one {a}"
        def f(self, a, b): return f"two {a} {b}"
    print(Over().f(), Over().f(1), Over().f(1, 2))
except TypeError as e: print(e)
class DictPrep(type):
    @classmethod
    def __prepare__(m, n, b): return NS()
class NS(dict):
    def __missing__(self, k):
        if k.startswith("auto_"): self[k] = len(self); return self[k]
        raise KeyError(k)
class E(metaclass=DictPrep):
    auto_a
    auto_b
    c = auto_a
    try: undefined_name
    except NameError as e: print("name error", e)
    l = len("abc")
print(E.auto_a < E.auto_b, E.c == E.auto_a, E.l)
class Trace(type):
    def __new__(m, n, b, ns):
        for k, v in list(ns.items()):
            if callable(v) and not k.startswith("__"): ns[k] = m.wrap(k, v)
        return super().__new__(m, n, b, ns)
    @staticmethod
    def wrap(k, f):
        def w(*a): log.append(k); return f(*a)
        return w
log = []
class T(metaclass=Trace):
    def a(self): return self.b() + 1
    def b(self): return 1
print(T().a(), log)
class Inst(type):
    def __instancecheck__(c, o): return hasattr(o, c.need)
    def __subclasscheck__(c, s): return hasattr(s, c.need)
class Lenable(metaclass=Inst): need = "__len__"
print(isinstance([], Lenable), isinstance(5, Lenable), issubclass(dict, Lenable), issubclass(int, Lenable), isinstance("x", (int, Lenable)))
try:
    try: raise ValueError("v")
    except Lenable: print("never")
except TypeError as e: print(e)
class ExcMeta(type):
    def __instancecheck__(c, o): return True
    def __subclasscheck__(c, o): return True
class AnyExc(Exception, metaclass=ExcMeta): pass
try:
    try: raise ValueError("v")
    except AnyExc: print("never")
except ValueError as e: print("except uses real subclass checks", isinstance(e, AnyExc))
def meta(n, b, ns): ns["via"] = "function"; return type(n, b, ns)
class Fn(metaclass=meta): pass
print(Fn.via, type(Fn) is type)
class M1(type): pass
class M2(type): pass
class C1(metaclass=M1): pass
class C2(metaclass=M2): pass
try:
    class C3(C1, C2): pass
except TypeError as e: print(str(e)[:60])
class M12(M1, M2): pass
class C3(C1, C2, metaclass=M12): pass
print(type(C3).__name__, [k.__name__ for k in type(C3).__mro__])
class Del(type):
    def __delattr__(c, n): log.append(f"del {n}"); super().__delattr__(n)
    def __setattr__(c, n, v): log.append(f"set {n}"); super().__setattr__(n, v)
class D(metaclass=Del): q = 1
log.clear(); D.q = 2; D.r = 3; del D.r; print(log, D.q)
class Str(type):
    def __str__(c): return "STR " + c.__name__
    def __format__(c, s): return f"FMT {s}"
    def __call__(c, *a): return c if a else super().__call__()
    def __iter__(c): return iter((c.__name__,))
    def __bool__(c): return False
    def __hash__(c): return 7
    def __eq__(c, o): return True
class Z(metaclass=Str): pass
print(str(Z), f"{Z:x}", Z(1) is Z, list(Z), not Z, {Z: 1}[Z], Z == 5, repr(Z) if False else "")
