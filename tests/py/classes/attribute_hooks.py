class G:
    real = "class attr"
    def __getattr__(self, n):
        if n.startswith("x"): return f"dyn {n}"
        raise AttributeError(f"custom {n}")
g = G()
g.inst = 1
print(g.real, g.inst, g.xyz, hasattr(g, "abc"), getattr(g, "abc", "dflt"))
try: g.abc
except AttributeError as e: print(e, e.name, e.obj is g)
class A:
    def __getattribute__(self, n):
        print("getattribute", n)
        return object.__getattribute__(self, n)
    def __getattr__(self, n):
        print("getattr", n)
        return 42
    def m(self): return "m"
a = A()
a.v = 1
print(a.v, a.w, a.m())
print(a.__dict__)
class S:
    def __setattr__(self, n, v):
        print("set", n, v)
        super().__setattr__(n, v)
    def __delattr__(self, n):
        print("del", n)
        object.__delattr__(self, n)
s = S()
s.a = 1
s.a += 1
del s.a
try: del s.a
except AttributeError as e: print(e)
setattr(s, "b", 2)
class Raises:
    @property
    def p(self): raise AttributeError("inner attribute error")
    @property
    def q(self): raise ValueError("q")
    def __getattr__(self, n): return f"fallback for {n}"
print(Raises().p)
try: Raises().q
except ValueError as e: print(e)
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_t", target)
    def __getattr__(self, n): return getattr(self._t, n)
    def __setattr__(self, n, v): setattr(self._t, n, v)
class T: pass
t = T()
p = Proxy(t)
p.x = 5
print(t.x, p.x, p.__class__.__name__, list(p.__dict__))
try: len(Proxy([1]))
except TypeError as e: print(e)
class Meta(type):
    def __getattr__(cls, n): return f"meta {n}"
    def __setattr__(cls, n, v): print("meta set", n); super().__setattr__(n, v)
    def __delattr__(cls, n): print("meta del", n); super().__delattr__(n)
class M(metaclass=Meta): y = 1
print(M.y, M.zzz)
try: M().zzz
except AttributeError as e: print(e)
M.y = 2
del M.y
print(M.y)
class Cls:
    @property
    def __class__(self): return int
print(isinstance(Cls(), int), type(Cls()), Cls().__class__)
for o, n in [(5, "x"), ("s", "y"), (None, "z"), ([], "appendd"), (int, "nope"), (len, "q"), (object(), "a"), ((), "b"), (lambda: 0, "c"), (type, "d"), (1.5, "is_integr"), (A.m, "e"), (sum, "__dict__")]:
    for f in (lambda: getattr(o, n), lambda: setattr(o, n, 1), lambda: delattr(o, n)):
        try: f()
        except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class Cached:
    def __getattr__(self, n):
        v = len(n)
        self.__dict__[n] = v
        print("computed")
        return v
c = Cached()
print(c.hello, c.hello)
class DictClass:
    __dict__ = {"fake": 1}
print(DictClass().__dict__, vars(DictClass()))
object.__setattr__(t, "y", 1)
print(object.__getattribute__(t, "y"))
for f in [lambda: object.__setattr__(int, "x", 1), lambda: type.__setattr__(int, "x", 1), lambda: object.__getattribute__(t), lambda: type.__getattribute__(1, "x"), lambda: object.__setattr__(t, 1, 1)]:
    try: f()
    except TypeError as e: print(e)
