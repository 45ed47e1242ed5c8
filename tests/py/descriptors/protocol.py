class D:
    def __init__(self, name): self.name = name
    def __get__(self, o, t=None): print(f"get {self.name}", type(o).__name__, t and t.__name__); return self.name
class DD(D):
    def __set__(self, o, v): print(f"set {self.name} {v}")
    def __delete__(self, o): print(f"delete {self.name}")
class SetOnly:
    def __set__(self, o, v): o.__dict__["so"] = v * 2
class C:
    nd = D("nd"); dd = DD("dd"); so = SetOnly()
c = C()
print(c.nd, C.nd, c.dd, C.dd)
c.__dict__["nd"] = "inst nd"; c.__dict__["dd"] = "inst dd"
print(c.nd, c.dd)
c.dd = 5; del c.dd; c.so = 4
print(c.so, c.__dict__["so"])
try: del c.so
except AttributeError as e: print(e)
class NoSet:
    def __get__(self, o, t): return 1
    def __set__(self, o, v): raise AttributeError("read only!")
class E: x = NoSet()
try: E().x = 1
except AttributeError as e: print(e)
class DelOnly:
    def __delete__(self, o): print("del only")
class F: d = DelOnly()
f = F(); del f.d
try: f.d = 1
except AttributeError as e: print(e)
print(type(f.d).__name__)
class Raises:
    def __get__(self, o, t): raise AttributeError("from get")
class G:
    r = Raises()
    def __getattr__(self, n): return f"getattr {n}"
print(G().r)
class Meta(type):
    m = DD("meta")
    n = D("metanon")
class H(metaclass=Meta):
    n = "class n"
print(H.m, H.n)
H.m = 5
try: H().m
except AttributeError as e: print(e)
class Func:
    def __call__(self, *a): return a
class I: f = Func(); g = len; h = staticmethod(len); k = classmethod(lambda cls, x: (cls.__name__, x)); p = print
print(I().f(1), I().g([1]), I.h("ab"), I().k(5))
class Late: pass
l = Late(); l.d = DD("instance descriptors do not act"); print(type(l.d).__name__)
Late.d2 = DD("added"); l.d2; l.d2 = 1
print(C.__dict__["nd"].__get__(None, C), C.__dict__["nd"].__get__(c))
class Sub(C):
    nd = "plain"
print(Sub().nd)
print(super(Sub, Sub()).nd)
try: super(Sub, Sub()).dd = 5
except AttributeError as e: print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t):
        if o is None: return self
        v = o.__dict__[self.n] = self.f(o); return v
class L:
    @Lazy
    def v(self): print("compute"); return 42
x = L(); print(x.v, x.v, x.__dict__)
class Typed:
    def __init__(self, t): self.t = t
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, t): return self if o is None else getattr(o, self.n, None)
    def __set__(self, o, v):
        if not isinstance(v, self.t): raise TypeError(f"{self.n[1:]} must be {self.t.__name__}, not {type(v).__name__}")
        setattr(o, self.n, v)
class P:
    age = Typed(int); name = Typed(str)
    def __init__(self, n, a): self.name, self.age = n, a
p = P("n", 3); print(p.name, p.age, vars(p))
try: P("n", "x")
except TypeError as e: print(e)
class CallGet:
    __get__ = lambda self, o, t: ("lambda get", o is None)
class J: a = CallGet()
print(J.a, J().a)
class BadGet: __get__ = 5
class K: b = BadGet()
try: K().b
except TypeError as e: print(e)
class InstGet: pass
ig = InstGet(); ig.__get__ = lambda *a: "no"
class N: q = ig
print(N().q is ig)
import inspect
print(inspect.isdatadescriptor(C.__dict__["dd"]), inspect.isdatadescriptor(C.__dict__["nd"]), inspect.ismethoddescriptor(C.__dict__["nd"]))
def func(self): return self
print(func.__get__(5)(), func.__get__(None, int) is func, type(func.__get__(1)).__name__)
try: func.__get__(None)
except TypeError as e: print(e)
try: func.__get__(None, None)
except TypeError as e: print(e)
print(len.__class__.__name__, hasattr(len, "__get__"), str.upper.__get__("abc")(), int.__add__.__get__(5)(6), str.upper.__get__(None, str)("x"))
try: str.upper.__get__(5)
except TypeError as e: print(e)
