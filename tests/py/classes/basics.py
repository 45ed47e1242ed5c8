class A:
    """doc"""
    x = 1
    def __init__(self, v=0): self.v = v
    def get(self): return self.v
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def st(x): return x * 2
    @property
    def prop(self): return f"prop{self.v}"
    @prop.setter
    def prop(self, v): self.v = v
class B(A):
    def get(self): return super().get() + 100
    @classmethod
    def make(cls, *a):
        r = super().make(*a)
        r.tag = cls.__name__
        return r
a, b = A(1), B.make(2)
print(a.get(), b.get(), b.tag, A.st(4), b.st(5), a.prop, b.prop)
b.prop = 50
print(b.prop, b.__dict__, vars(a))
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, B.__doc__, A.__bases__, B.__mro__, B.__base__)
print(isinstance(b, A), isinstance(a, B), issubclass(B, A), issubclass(A, (int, A)), isinstance(1, int | str), isinstance(A, type))
a.x = 5
print(a.x, A.x, B.x); A.x = 7; print(a.x, B.x); del a.x; print(a.x)
for s in ["a.nope", "A.nope", "B.nope", "a.get(1)", "A.get()", "a()", "A(1, 2)", "A(w=1)", "isinstance(1, 1)", "issubclass(1, int)",
          "a + 1", "a < a", "a[0]", "len(a)", "iter(a)", "int(a)", "-a", "a.get.nope", "A.__init__()", "a == 1", "a != 1", "a @ 2", "1 in a", "a()()",
          "a ** 2", "divmod(a, 1)", "abs(a)", "round(a)", "next(a)", "a.prop.x", "float(a)", "complex(a)", "bytes(a)", "hash(a) == hash(a)", "with_ if 0 else 1"]:
    try: print(s, "=>", eval(s))
    except Exception as e: print(s, "=>", type(e).__name__, e)
try: a.__class__ = 5
except TypeError as e: print(e)
try: a.__class__ = int
except TypeError as e: print(e)
a.__class__ = B
print(a.get(), type(a))
a.__dict__ = {"v": "replaced"}
print(a.v)
try: a.__dict__ = 5
except TypeError as e: print(e)
class E: pass
E.m = lambda self: "added"
print(E().m())
e = E()
e.m = lambda: "instance"
print(e.m())
setattr(e, "weird name", 1)
print(getattr(e, "weird name"), getattr(e, "no", "default"), hasattr(e, "m"))
for bad in [1, None]:
    try: getattr(e, bad)
    except TypeError as x: print(x)
print([n for n in dir(B) if not n.startswith("__")], sorted(n for n in B.__dict__ if not n.startswith("_")))
class Body:
    print("body runs", __qualname__, __module__)
    y = 1
    z = [y for _ in range(2)] if False else [y] * 2
    def f(self): return __class__
    for i in range(3): y += i
print(Body.y, Body.i, Body().f())
try: del A.nope
except AttributeError as x: print(x)
class Empty(): ...
print(Empty.__firstlineno__, Empty.__static_attributes__, sorted(A.__static_attributes__))
print(type(Empty.__dict__), type.__dict__["__name__"].__class__.__name__)
