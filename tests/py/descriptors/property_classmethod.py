class C:
    def __init__(self): self._x = 0
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v):
        if v < 0: raise ValueError("negative")
        self._x = v
    @x.deleter
    def x(self): print("deleted"); self._x = None
    ro = property(lambda self: "ro")
    wo = property(None, lambda self, v: print("wo", v))
    nothing = property()
c = C(); c.x = 5; print(c.x, C.x.__doc__, C.x.fget.__name__, C.x.__name__)
try: c.x = -1
except ValueError as e: print(e)
del c.x; print(c.x)
for s in ["c.ro = 1", "del c.ro", "c.wo", "c.wo = 3", "del c.wo", "c.nothing", "c.nothing = 1", "C.x = 5", "C().x.y", "C.ro.fget = 1", "property(5).__get__(1)", "property(fget=len).__get__('abc')"]:
    try: exec(s); print(s, "ok")
    except Exception as e: print(s, type(e).__name__, e)
class Sub(C):
    @C.ro.getter
    def ro(self): return "sub " + super().ro
print(Sub().ro, C().ro)
p = property(lambda s: 1, doc="explicit"); print(p.__doc__, p.getter(lambda s: 2).__doc__)
p.__doc__ = "changed"; print(p.__doc__)
class MyProp(property):
    def __get__(self, o, t): return "myprop" if o is not None else self
class D:
    @MyProp
    def z(self): "zdoc"
print(D().z, type(D.z).__name__, D.z.__doc__)
class E:
    @classmethod
    def cm(cls, a=1): "cmdoc"; return cls.__name__, a
    @staticmethod
    def sm(a, b=2): "smdoc"; return a, b
    @classmethod
    @staticmethod
    def both(): return "both"
class F(E): pass
print(E.cm(), F.cm(2), F().cm(3), E.sm(1), E().sm(1, 3))
print(E.cm.__name__, E.cm.__doc__, E.cm.__self__, E.cm.__func__.__name__, E.__dict__["cm"].__doc__, E.__dict__["sm"].__name__, E.__dict__["sm"].__wrapped__.__name__, E.__dict__["cm"].__isabstractmethod__)
try: E.both()
except TypeError as e: print(e)
print(E.__dict__["sm"](7), repr(E.__dict__["cm"]).startswith("<classmethod(<function E.cm at"), callable(E.__dict__["sm"]), callable(E.__dict__["cm"]))
class G:
    def normal(self): return self
    alias = normal
    cm2 = classmethod(normal)
    sm2 = staticmethod(normal)
g = G()
print(g.normal() is g, g.alias() is g, G.cm2() is G, G.sm2(5), g.sm2(6), g.alias.__name__)
class Counter:
    n = 0
    @classmethod
    def inc(cls): cls.n += 1; return cls.n
class CounterSub(Counter): pass
Counter.inc(); CounterSub.inc(); print(Counter.n, CounterSub.n, Counter.inc(), CounterSub.inc())
class Meta(type):
    @property
    def mp(cls): return f"meta prop of {cls.__name__}"
    @classmethod
    def mc(mcs): return mcs.__name__
    def mm(cls): return cls.__name__
class H(metaclass=Meta): pass
print(H.mp, H.mc(), H.mm())
for n in ("mp", "mm", "mc"):
    try: getattr(H(), n)
    except AttributeError as e: print(e)
def deco(f):
    def w(*a, **k): return ("wrapped", f(*a, **k))
    return w
class I:
    @property
    @deco
    def p(self): return 1
    @deco
    def m(self): return 2
    @classmethod
    @deco
    def c(cls): return 3
    @staticmethod
    @deco
    def s(): return 4
print(I().p, I().m(), I.c(), I.s())
from functools import cached_property, partialmethod, singledispatchmethod
class J:
    calls = 0
    @cached_property
    def cp(self): J.calls += 1; return J.calls
    pm = partialmethod(lambda self, a, b: (a, b), 1)
j = J(); print(j.cp, j.cp, vars(j), j.pm(2)); del j.cp; print(j.cp)
print(property.__set_name__(property(len), C, "nm") if hasattr(property, "__set_name__") else "")
class K:
    @property
    def a(self): return self.b
    @property
    def b(self): return self.missing_attr
try: K().a
except AttributeError as e: print(e)
