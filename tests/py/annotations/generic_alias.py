def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import types, typing, collections
class C: pass
class GI:
    def __class_getitem__(cls, item): return types.GenericAlias(cls, item)
show("""
list[int], dict[str, int], tuple[int, ...], tuple[()], set[int], frozenset[int], type[int], list[list[int]], collections.deque[int], collections.defaultdict[str, int], GI[int], GI[int, str], list['fwd'], list[None], list[...], list[1], list[C], list[int | str]
list[int].__origin__, list[int].__args__, list[int].__parameters__, tuple[int, ...].__args__, list[int].__class__, type(list[int]), list[int].__mro_entries__(()), list[int].__name__, list[int].__doc__ == list.__doc__, list[int].append
list[int] == list[int], list[int] == list[str], list[int] == list, hash(list[int]) == hash(list[int]), {list[int]: 1}[list[int]], list[int] is list[int]
list[int]([1, 2]), dict[str, int](a=1), list[int]() == [], type(list[int]()), type(GI[int]())
isinstance([], list[int])
issubclass(list, list[int])
issubclass(list[int], list)
isinstance(list[int], type), callable(list[int])
list[int][str]
list[int].nope
list[int].__origin__ = 5
int[str]
C[int]
list[int, str], list[()]
len(list[int])
list[int] + 1
int | str, int | None, None | int, list[int] | str, (int | str) | None, int | int, int | str | int, C | int, typing.Any | int, 'x' | int if False else 0
(int | str).__args__, (int | str).__parameters__, type(int | str), (int | str) == (str | int), hash(int | str) == hash(str | int), (int | str).__origin__, int | str == int | str
int | 1
int | 'a' if False else 0
isinstance(1, int | str), isinstance(None, int | None), issubclass(bool, int | str), isinstance(1.5, int | str)
isinstance(1, int | list[int])
(int | str)()
(int | str)[int]
typing.Optional[int], typing.Union[int, str], typing.Union[int], typing.Union[int, int], typing.List[int], typing.Dict[str, int], typing.Callable[[int], str], typing.Callable[..., int], typing.Any, typing.Literal[1, 'a'], typing.Tuple[int, ...]
types.GenericAlias(list, int), types.GenericAlias(5, (1, 2)), types.GenericAlias(list, (int,)).__args__
types.GenericAlias()
types.GenericAlias(list)
[*tuple[int, str]], list[int].__unpacked__, next(iter(tuple[int])), next(iter(tuple[int])).__unpacked__
repr(list[C]), str(dict[str, list[int]]), f'{list[int]}', repr(list[lambda: 0]).startswith('list[<function <lambda>')
""")
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
