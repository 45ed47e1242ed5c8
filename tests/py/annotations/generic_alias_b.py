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
