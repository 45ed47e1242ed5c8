class Base:
    __slots__ = ("_v",)
    def __init__(self, v): self.v = v
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x if x >= 0 else 0
    @v.deleter
    def v(self): del self._v
class Child(Base):
    __slots__ = ("extra",)
    @Base.v.getter
    def v(self): return super().v * 10
class Child2(Base):
    @property
    def v(self): return Base.v.fget(self) + 1
    @v.setter
    def v(self, x): Base.v.fset(self, x * 2)
b, c, d = Base(5), Child(5), Child2(5); print(b.v, c.v, d.v, Base(-1).v); c.v = 7; d.v = 7; print(c.v, d.v, hasattr(c, "__dict__"), d.__dict__)
del b.v
try: b.v
except AttributeError as e: print(e)
try: del d.v
except AttributeError as e: print(e)
class Temp:
    def __init__(self, c): self.c = c
    f = property(lambda s: s.c * 9 / 5 + 32, lambda s, v: setattr(s, "c", (v - 32) * 5 / 9), lambda s: setattr(s, "c", 0), "Fahrenheit")
t = Temp(100); print(t.f, Temp.f.__doc__); t.f = 32; print(t.c); del t.f; print(t.c, Temp.f.fget(t), Temp.f.fset is not None, type(Temp.f).__name__)
class Cached:
    def __init__(self, fn): self.fn, self.name = fn, fn.__name__
    def __get__(self, o, t):
        if o is None: return self
        if self.name not in o.__dict__: o.__dict__[self.name] = self.fn(o); log.append("computed")
        return o.__dict__[self.name]
log = []
class X:
    @Cached
    def heavy(self): return 42
x = X(); print(x.heavy, x.heavy, log, type(X.heavy).__name__); del x.heavy; print(x.heavy, log)
class Validated:
    def __init_subclass__(cls):
        for n, t in cls.__annotations__.items(): setattr(cls, n, Field(n, t))
class Field:
    def __init__(self, n, t): self.n, self.t = "_" + n, t
    def __get__(self, o, c): return self if o is None else getattr(o, self.n)
    def __set__(self, o, v):
        if not isinstance(v, self.t): raise TypeError(f"{self.n[1:]}: {v!r} is not {self.t.__name__}")
        setattr(o, self.n, v)
class User(Validated):
    name: str
    age: int
u = User(); u.name, u.age = "Al", 5; print(u.name, u.age, vars(u))
for n, v in (("name", 5), ("age", "x"), ("age", True)):
    try: setattr(u, n, v); print("set", v)
    except TypeError as e: print(e)
try: User().name
except AttributeError as e: print(e)
class Meta(type):
    @property
    def count(cls): return cls._count
    @count.setter
    def count(cls, v): cls._count = v
class Counted(metaclass=Meta):
    _count = 0
    def __init__(self): type(self).count += 1
Counted(); Counted(); print(Counted.count); Counted.count = 10; print(Counted._count)
try: Counted().count
except AttributeError as e: print(e)
class Alias:
    def __init__(self, n): self.n = n
    def __get__(self, o, t): return getattr(o if o is not None else t, self.n)
    def __set__(self, o, v): setattr(o, self.n, v)
    def __delete__(self, o): delattr(o, self.n)
class P:
    x = Alias("real"); y = Alias("cls"); cls = "class value"
p = P(); p.x = 5; print(p.real, p.x, p.y, P.y); del p.x; print(hasattr(p, "real"))
class Proxy:
    __slots__ = ("_o",)
    def __init__(self, o): object.__setattr__(self, "_o", o)
    def __getattribute__(self, n): return getattr(object.__getattribute__(self, "_o"), n)
    def __setattr__(self, n, v): setattr(object.__getattribute__(self, "_o"), n, v)
    def __len__(self): return len(object.__getattribute__(self, "_o"))
    def __getitem__(self, i): return object.__getattribute__(self, "_o")[i]
pr = Proxy([1, 2]); pr.append(3); print(len(pr), pr[0], pr.count(1), pr.__class__, type(pr).__name__, isinstance(pr, list), list(pr), 2 in pr)
class ClassProp:
    def __init__(self, f): self.f = f
    def __get__(self, o, t): return self.f(t)
class Q:
    @ClassProp
    def name(cls): return cls.__name__.lower()
class R(Q): pass
print(Q.name, R.name, R().name); Q.name = "overwritten"; print(Q.name, R.name)
import abc
class Abs(abc.ABC):
    @property
    @abc.abstractmethod
    def p(self): ...
    @p.setter
    @abc.abstractmethod
    def p(self, v): ...
class Half(Abs):
    @property
    def p(self): return 1
print(Half().p, Abs.__abstractmethods__)
try: Abs()
except TypeError as e: print(e)
try: Half().p = 5
except AttributeError as e: print(e)
