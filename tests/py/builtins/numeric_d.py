def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class I:
    def __index__(self): return 5
    def __round__(self, n="none"): return ("round", n)
    def __divmod__(self, o): return "dm"
    def __rdivmod__(self, o): return "rdm"
show("""
chr(1.5)
ord(None)
len('abc'), len([]), len({1: 2}), len(range(10)), len(b'ab')
len(5)
len()
len(x for x in [])
len(1, 2)
id(5) == id(5), isinstance(id([]), int), callable(len), callable(int), callable(5), callable(lambda: 0)
isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)), isinstance(1, ((str, (int,)),)), isinstance('a', str | None), isinstance(None, int | None), isinstance([], list), isinstance(1, ()), issubclass(bool, int), issubclass(int, (str, object)), issubclass(int, int | str)
isinstance(1, 'int')
isinstance(1, [int])
isinstance(1, list[int])
isinstance(1, (str, 'x'))
isinstance(1)
issubclass(1, int)
issubclass(int, 1)
issubclass(int, list[int])
isinstance(1, (int, 'never checked'))
""")
