log = []
def deco(name):
    log.append(f"make {name}")
    def apply(f): log.append(f"apply {name} to {getattr(f, '__name__', f)}"); return f
    return apply
@deco("outer")
@deco("inner")
def f(): return 1
print(f(), log); log.clear()
@deco("cls")
class C:
    @deco("method")
    def m(self): pass
    @staticmethod
    @deco("static")
    def s(): return "s"
    @property
    @deco("prop")
    def p(self): return "p"
    @p.setter
    def p(self, v): log.append(v)
print(C.s(), C().p, log); log.clear(); C().p = 5; print(log)
def replace(f): return "not a function"
@replace
def g(): pass
print(g)
@lambda fn: fn() * 2
def h(): return 21
print(h)
class Reg:
    def __init__(self): self.fs = {}
    def __call__(self, f): self.fs[f.__name__] = f; return f
    def named(self, n): return lambda f: self.fs.__setitem__(n, f) or f
    def __getitem__(self, k): return self.named(k)
reg = Reg()
@reg
def a(): return "a"
@reg.named("bee")
def b(): return "b"
@reg["sub"]
def c(): return "c"
@(reg if True else None)
def d(): return "d"
@[reg.named("l0"), None][0]
def e(): return "e"
@(x := reg.named("wal"))
def w(): return "w"
print({k: f() for k, f in reg.fs.items()})
class CountCalls:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a, **k): self.n += 1; return self.f(*a, **k)
    def __get__(self, o, t): return self if o is None else lambda *a: self(o, *a)
@CountCalls
def add(x, y=1): return x + y
print(add(1), add(1, y=5), add.n)
class K:
    @CountCalls
    def m(self, x): return x * 2
k = K(); print(k.m(3), K.m(k, 4), K.m.n)
def with_args(*dargs, **dkw):
    def outer(f):
        def inner(*a, **k): return dargs, dkw, f(*a, **k)
        inner.__name__ = f.__name__; inner.__doc__ = f.__doc__
        return inner
    return outer
@with_args(1, 2, k=3)
def doc(x): "docstring"; return x
print(doc(9), doc.__name__, doc.__doc__)
def cls_deco(cls): cls.added = "yes"; cls.__repr__ = lambda s: "patched"; return cls
@cls_deco
class D: pass
print(D.added, D())
def wrap_cls(cls):
    class W(cls):
        def hi(self): return "W " + super().hi()
    W.__name__ = cls.__name__
    return W
@wrap_cls
class E:
    def hi(self): return "E"
print(E().hi(), E.__name__, E.__mro__[1].__name__)
try:
    @undefined_deco
    def z(): pass
except NameError as ex: print(ex)
try:
    @5
    def z(): pass
except TypeError as ex: print(ex)
print("z" in globals())
@deco("async")
async def co(): pass
@deco("gen")
def gen(): yield
print(type(co).__name__, list(gen()), log[-2:]); c = None
def order(v): log.append(v); return lambda f: f
log.clear()
@order(1)
def o(a=order(2), b: order(3) = order(4)): pass
print(log)
@classmethod
def free(cls): return cls
print(type(free).__name__, free.__func__(5))
