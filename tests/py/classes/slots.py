class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.__slots__, S.a, type(S.a))
for f in [lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.c, lambda: delattr(s, "b"), lambda: s.__dict__, lambda: vars(s), lambda: S.a.__get__(5), lambda: S.a.__set__(1, 2)]:
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class D(S): pass
d = D()
d.c = 3
print(d.a, d.c, d.__dict__)
class D2(S): __slots__ = ["c"]
d2 = D2()
d2.c = 1
try: d2.z = 1
except AttributeError as e: print(e)
class WithDict: __slots__ = ("x", "__dict__")
w = WithDict()
w.x, w.y = 1, 2
print(w.__dict__, w.x)
class Str: __slots__ = "single"
Str().single = 1
class Mangled:
    __slots__ = ("__p",)
    def __init__(self): self.__p = 5
print(Mangled()._Mangled__p, [n for n in Mangled.__dict__ if "__p" in n])
class DictSlots: __slots__ = {"a": "doc for a"}
print(DictSlots.a.__doc__)
for slots, base in [(("a", "a"), object), (("1x",), object), ((1,), object), (("__dict__", "__dict__"), object), (("x",), int), (("x",), tuple), ((), int), (("x",), str), (("__weakref__",), object), (("__dict__",), D), (("a b",), object), (("__weakref__", "__weakref__"), object)]:
    try: print(type("T", (base,), {"__slots__": slots}).__slots__)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try:
    class Conflict:
        __slots__ = "x"
        x = 1
except ValueError as e: print(e)
class A: __slots__ = "a"
class B: __slots__ = "b"
try:
    class AB(A, B): pass
except TypeError as e: print(e)
class E: __slots__ = ()
class AE(A, E): __slots__ = ()
x = AE(); x.a = 1
try: x.q = 1
except AttributeError as e: print(e)
import weakref
try: weakref.ref(s)
except TypeError as e: print(e)
class W: __slots__ = "__weakref__",
weakref.ref(W())
class Base: __slots__ = "v"
class Child(Base):
    __slots__ = "v"
c = Child()
c.v = 1
try: Base.v.__get__(c)
except AttributeError as e: print(e)
a1, b1 = A(), type("A2", (), {"__slots__": "a"})()
a1.a = 9
try: a1.__class__ = type(b1); print(a1.a)
except TypeError as e: print(e)
try: a1.__class__ = B
except TypeError as e: print(e)
class IntS(int): __slots__ = ()
print(IntS(5) + 1, hasattr(IntS(5), "__dict__"))
del s.a
try: s.a
except AttributeError as e: print(e)
import copy, pickle
s.a = [1]
print(copy.copy(s).a is s.a, copy.deepcopy(s).a)
class ReadOnly:
    __slots__ = ("x",)
    y = 5
try: ReadOnly().y = 1
except AttributeError as e: print(e)
print(s.__getstate__(), d.__getstate__(), E().__getstate__())
