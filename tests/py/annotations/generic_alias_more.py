import types, typing, collections
class C: pass
class GI:
    def __class_getitem__(cls, item): return types.GenericAlias(cls, item)
T = typing.TypeVar("T"); K = typing.TypeVar("K")
print(list[T], list[T].__parameters__, list[T][int], dict[K, T][str, int], dict[T, T][int], list[list[T]][int], (int | T)[str], (list[T] | None).__parameters__)
for f in (lambda: list[T][int, str], lambda: dict[K, T][int], lambda: list[int][int]):
    try: print(f())
    except TypeError as e: print(e)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L([1]), L.__mro__)
class D2(dict[str, T]): pass
print(D2[int], D2.__orig_bases__)
class Box(typing.Generic[T]):
    def __init__(self, v): self.v = v
print(Box[int], Box[int](5).v, Box[int](5).__orig_class__, Box.__parameters__, Box[T][str])
for f in (lambda: Box[int, str], lambda: typing.Generic[int], lambda: typing.Generic[T, T]):
    try: print(f())
    except TypeError as e: print(e)
class P(typing.NamedTuple):
    x: int
    y: str = "d"
print(P(1), P._fields, P.__annotations__, P._field_defaults)
class TD(typing.TypedDict, total=False):
    a: int
print(TD(a=1), TD.__annotations__, TD.__total__)
print(typing.cast(int, "x"), typing.get_origin(list[int]), typing.get_args(dict[str, int]), typing.get_args(int | str), typing.TYPE_CHECKING)
@typing.runtime_checkable
class Proto(typing.Protocol):
    def meth(self): ...
class Impl:
    def meth(self): pass
print(isinstance(Impl(), Proto), isinstance(5, Proto), issubclass(Impl, Proto))
