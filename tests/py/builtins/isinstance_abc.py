from abc import ABCMeta, ABC
class A: pass
class B(A): pass
class V(ABC): pass
V.register(int)
class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack") or NotImplemented
class Duck: quack = 1
class Meta(type):
    def __instancecheck__(c, o): return "yes" if o == 1 else []
    def __subclasscheck__(c, s): return s is int
class M(metaclass=Meta): pass
class Fake:
    __class__ = int
class FakeProp:
    @property
    def __class__(self): return str
class BadProp:
    @property
    def __class__(self): raise AttributeError("no class")
print(isinstance(B(), A), isinstance(A(), B), isinstance(5, V), isinstance(True, V), isinstance("a", V), isinstance(Duck(), Hook), isinstance(5, Hook), isinstance(1, M), isinstance(2, M), issubclass(int, M), issubclass(str, M), isinstance(Fake(), int), isinstance(FakeProp(), str), isinstance(FakeProp(), FakeProp), isinstance(BadProp(), BadProp), isinstance(BadProp(), int), type(Fake()))
print(isinstance(1, (str, (bytes, (int,)))), isinstance(1, ()), issubclass(bool, (str, int)), isinstance(None, type(None)), isinstance(int, type), isinstance(type, type), isinstance(type, object), issubclass(type, object), isinstance(object(), object), isinstance(A, A), issubclass(A, A), isinstance(1, int | str), isinstance(None, None | int), isinstance(1.5, int | None), issubclass(int, int | str), isinstance([], list | tuple | dict))
for f in (lambda: isinstance(1, 5), lambda: isinstance(1, "int"), lambda: isinstance(1, [int]), lambda: isinstance(1, (int, 5)), lambda: isinstance(1, (str, 5)), lambda: isinstance(1, list[int]), lambda: isinstance(1, int | list[int]), lambda: issubclass(1, int), lambda: issubclass(int, 5), lambda: issubclass(list[int], list), lambda: isinstance(1), lambda: isinstance(1, None), lambda: issubclass(int, (str, None)), lambda: isinstance(1, lambda: 0), lambda: isinstance([], __import__("typing").List[int]), lambda: issubclass(int, None | str)):
    try: print(f())
    except TypeError as e: print(e)
class Duck2:
    __bases__ = (int,)
class Inst:
    __class__ = None
print(issubclass(bool, Duck2) if False else "skip")
class BasesObj:
    def __init__(self, *b): self.__bases__ = b
x = BasesObj(); y = BasesObj(x); print(issubclass(y, x), issubclass(x, y), isinstance(5, x))
class Rec(metaclass=ABCMeta): pass
nested = (int,)
for _ in range(20): nested = (nested, str)
print(isinstance(1, nested), issubclass(int, nested))
deep = (int,)
for _ in range(5000): deep = (deep,)
try: print(isinstance("x", deep))
except RecursionError: print("RecursionError")
class Bad(type):
    def __instancecheck__(c, o): raise ValueError("check")
class BadC(metaclass=Bad): pass
try: isinstance(1, BadC)
except ValueError as e: print(e)
print(isinstance(BadC(), BadC) if type(BadC()) is BadC else "", isinstance(1, (int, BadC)))
import collections.abc as c, numbers
print([isinstance(o, t) for o in (1, "s", [], {}, (), None, len, iter([])) for t in (c.Hashable, c.Iterable, c.Callable, numbers.Number)])
class Sized:
    def __len__(self): return 0
class NotSized: __len__ = None
class InstLen: 
    def __init__(self): self.__len__ = lambda: 0
print(isinstance(Sized(), c.Sized), isinstance(NotSized(), c.Sized), isinstance(InstLen(), c.Sized), issubclass(Sized, c.Sized))
V.register(str); print(isinstance("a", V), V._abc_registry if hasattr(V, "_abc_registry") else "", issubclass(bool, V)); print(ABC.__subclasscheck__(int), V.__instancecheck__(5), type.__instancecheck__(int, 5), type.__subclasscheck__(int, bool))
try: type.__instancecheck__(int)
except TypeError as e: print(e)
match 5:
    case V(): print("V matches a registered class")
try: raise KeyError
except (ValueError, (KeyError,)) if False else KeyError: print("ok")
