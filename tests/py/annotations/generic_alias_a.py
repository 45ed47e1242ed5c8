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
""")
