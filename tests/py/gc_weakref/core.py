"""Classes are garbage like anything else: they go with their last instance, name and subclass."""
import abc
import gc
import weakref


# --- a weak reference to a class
def made():
    class C:
        x = 1

        def m(self):
            return self.x

    o = C()
    o.y = o.m()
    return weakref.ref(C)


r = made()
gc.collect()
print(r())

# an instance keeps its class alive, however it got it
class A: pass
class B: pass
a = A()
a.__class__ = B
r1, r2 = weakref.ref(A), weakref.ref(B)
del A, B
gc.collect()
print(r1(), r2() is type(a))
del a
gc.collect()
print(r2())

# the metaclass of a class, a subclass, a bound method, a function with `__class__`
class M(type): pass
class K(metaclass=M): pass
class L(K):
    def f(self): return __class__
refs = [weakref.ref(c) for c in (M, K, L)]
f = L().f
del M, K, L
gc.collect()
print([x() is not None for x in refs], f().__name__)
f = f.__func__
gc.collect()
print([x() is not None for x in refs], f(0).__name__)
del f
gc.collect()
print([x() for x in refs])

# --- `__subclasses__`
class Base: pass
subs = [type("S%d" % i, (Base,), {}) for i in range(10)]
del subs[3:7]
gc.collect()
print([c.__name__ for c in Base.__subclasses__()])
subs += [type("T%d" % i, (Base,), {}) for i in range(30)]
print(len(Base.__subclasses__()))
del subs[2:30]
gc.collect()
subs += [type("U%d" % i, (Base,), {}) for i in range(3)]
print(sorted(c.__name__ for c in Base.__subclasses__()))
Base.tag = "changed"
print({s.tag for s in subs}, {s().tag for s in subs})
subs[0].__bases__ = (type("Other", (), {}),)
print(len(Base.__subclasses__()))

# --- a class that is taken up again by a finalizer of its last instance
kept = []
def revive():
    class R(Base):
        def __del__(self): kept.append(self)
        def hello(self): return "hello from " + type(self).__name__
    R()
revive()
gc.collect()
print(kept[0].hello(), type(kept[0]) in Base.__subclasses__())
Base.tag = "again"
print(kept[0].tag)
kept.clear()

# --- an abstract base class remembers nobody
class P(abc.ABC): pass
def register():
    class Q: pass
    P.register(Q)
    return isinstance(Q(), P), issubclass(Q, P), weakref.ref(Q)
yes1, yes2, q = register()
gc.collect()
print(yes1, yes2, q())

# classes that hot code was compiled for
class Hot:
    def __init__(self, v): self.v = v
    def get(self): return self.v
class Hotter(Hot):
    def get(self): return super().get() + 1
def drive(cls, n):
    return sum([cls(i).get() for i in range(n)]) + sum(cls(i).get() for i in range(n))
print(drive(Hot, 300), drive(Hotter, 300))
refs = [weakref.ref(Hot), weakref.ref(Hotter)]
del Hotter
gc.collect()
print([x() is not None for x in refs], drive(Hot, 300))
del Hot
gc.collect()
print([x() for x in refs])
class Hot:
    def __init__(self, v): self.w, self.v = 1, v
    def get(self): return self.v + self.w
print(drive(Hot, 300))
