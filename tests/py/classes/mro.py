class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
print(D().who(), [k.__name__ for k in D.__mro__])
class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass
for bases in [(XY, YX), (A, B), (X, X), (object, A), (int, str), (bool,), (type(None),), (type(len),), (1,), ("x",), (range,), (slice,), (type(...),), (memoryview,), (type(lambda: 0),), (int, float), (list, dict), (Exception, int), (NotImplemented,)]:
    try: print(type("T", bases, {}).__mro__)
    except TypeError as e: print(e)
class Super:
    def __getattr__(self, n): return f"fallback {n}"
class Sub(Super):
    def f(self): return super().f
    def g(self): return super(Sub, self).__getattr__("q")
    @classmethod
    def k(cls): return super().__name__ if hasattr(super(), "__name__") else "none"
try: print(Sub().f())
except AttributeError as e: print(e)
print(Sub().g(), Sub.k(), Sub().anything)
print(super(Sub, Sub()).__thisclass__, super(Sub, Sub()).__self_class__, repr(super(D, D())).startswith("<super: <class 'D'>, <D object>"), repr(super(D)))
for s in ["super()", "super(1)", "super(A, 1)", "super(A, X())", "super(A, B).who", "super(B, D()).who()", "super(D, D()).nope", "super(A, B).__self_class__"]:
    try: r = eval(s); print(s, r if not callable(r) else "callable")
    except Exception as e: print(s, type(e).__name__, e)
class Z:
    def f(): super()
    def g(self):
        del self
        super()
    def h(*args): return super().__thisclass__
for n in "fg":
    try: (Z.f() if n == "f" else Z().g())
    except RuntimeError as e: print(e)
try: Z().h()
except RuntimeError as e: print(e)
def stray(self): return super().x
try: stray(1)
except RuntimeError as e: print(e)
class Unbound:
    def __init__(self, log): self.log = log
class Init(Unbound):
    def __init__(self):
        super().__init__("set")
        (lambda: super(Init, self).__setattr__("more", 1))()
print(vars(Init()))
class Meta(type):
    def mro(cls):
        r = super().mro()
        return r[:1] + [X] + r[1:] if cls.__name__ == "Inj" else r
class Inj(metaclass=Meta): pass
print(Inj.__mro__, issubclass(Inj, X), Inj.__bases__)
class P: a = "P"
class Q: a = "Q"
class R(P): pass
print(R.a, R.__base__)
R.__bases__ = (Q,)
print(R.a, R.__mro__, P.__subclasses__(), Q.__subclasses__())
for b in [(), (int,), 5, (R,), (1,)]:
    try: R.__bases__ = b
    except TypeError as e: print(e)
