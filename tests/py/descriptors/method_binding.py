class A:
    def m(self, *a): return ("m", a)
    @classmethod
    def c(cls, *a): return (cls.__name__, a)
    @staticmethod
    def s(*a): return ("s", a)
    l = lambda self: "lambda"
    b = len
    t = print
    k = int
    n = None
class B(A):
    def m(self, *a): return ("B", *super().m(*a))
    @classmethod
    def c(cls, *a): return super().c(*a)
    @staticmethod
    def s(*a): return super(B, B).s(*a)
a, b = A(), B()
print(a.m(1), A.m(a, 1), a.c(1), A.c(1), a.s(1), A.s(1), a.l(), a.b([1, 2]), a.k("5"), b.m(2), b.c(3), b.s(4), B.m(b), A.m(b))
f = a.m; g = A.m; print(f(1), g(a, 1), f.__self__ is a, f.__func__ is g, f.__name__, f.__qualname__, f.__module__, f.__doc__)
print(a.m == a.m, a.m is a.m, a.m != A().m, len({a.m, a.m}), hash(a.m) == hash(a.m), b.m == B.m.__get__(b), a.c == A.c, a.s is A.s)
A.m2 = lambda self: self; print(a.m2() is a); a.m3 = lambda *x: x; print(a.m3(1)); a.m = lambda: "inst"; print(a.m()); del a.m; print(a.m())
import types
mm = types.MethodType(lambda self, x: (self, x), 5); print(mm(6), mm.__self__, types.MethodType(len, "abc")())
for args in [(), (len,), (5, 5), (len, None), (len, 1, 2)]:
    try: types.MethodType(*args); print("ok")
    except TypeError as e: print(e)
bound = [].append; bound(5); print(bound.__self__, bound.__name__, type(bound).__name__, "abc".upper(), str.upper("x"), list(map(str.strip, [" a "])))
d = {"f": A.m}; print(d["f"](a, 9)); fs = [a.m, A.c, A.s]; print([h(0) for h in fs])
class C:
    def __init__(self): self.log = []
    def add(self, x): self.log.append(x); return self
print(C().add(1).add(2).log, [C().add(i).log for i in range(2)])
class D:
    def meth(self): return self.__class__.__name__
    alias = meth
    locals()["dyn"] = lambda self: "dyn"
print(D().alias(), D().dyn(), D.alias is D.meth, D.meth.__name__)
class Callable:
    def __call__(self, *a): return a
class E: c = Callable(); p = property(Callable())
print(E().c(1), E().p[0].__class__.__name__)
for s in ["A.m()", "A().m(x=1)", "A.c.__func__()", "super(A, a).m", "a.n()", "A.l()", "B.s.x", "a.b()", "type(a).m(5)", "(1).__add__()", "int.__add__(1)", "str.upper(1)", "[].append()", "[].append(1, 2)", "list.append()", "list.append(1, 2)", "dict.get()", "{}.get()", "''.join()", "len()", "len(1, 2)", "len(x=1)", "int.from_bytes()", "object.__init__(1, 2)", "object.__repr__()", "type.mro()", "A.__new__()", "A.__init__()", "a.__init__(1)"]:
    try: print(s, eval(s))
    except Exception as x: print(s, type(x).__name__, x)
class Partial:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): return lambda *a: (self.n, o is not None, t.__name__, a)
class F: x = Partial(); y = Partial()
print(F().x(1), F.y(2), F().x.__name__)
class Meta(type):
    def hello(cls): return f"hello {cls.__name__}"
class G(metaclass=Meta): pass
print(G.hello(), Meta.hello(G))
try: G().hello()
except AttributeError as x: print(x)
class Over:
    def keys(self): return "own"
    def __getattribute__(self, n): return (lambda: "ga") if n == "keys" else object.__getattribute__(self, n)
print(Over().keys(), Over.keys(None))
