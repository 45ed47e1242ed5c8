import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import sys, io
class C:
    x = 1
    def __dir__(self): return ["b", "a"]
c = C(); c.inst = 2
show("""
type(5), type('a'), type(None), type(...), type(NotImplemented), type(type), type(c), type(C), type(len), type([].append), type(lambda: 0), type(i for i in ()), type(slice(1)), type(iter([])), type(C.__dict__), type(c.__dir__), type(C.__dir__), type(int.__add__), type(1 .__add__), type(str.join), type({}.keys()), type(sys), type(map), type(property), type(super)
type()
type(1, 2)
type('X', (), {}).__name__, type('X', (int,), {'a': 1}).a, type('X', (), dict(f=lambda s: 5))().f()
type(1, (), {})
type('X', 1, {})
type('X', (), 1)
type('X', (1,), {})
type('X', (), {}, x=1)
type('a\\0b', (), {})
repr('a'), ascii('é'), str(5), format(5, '03'), repr(None), repr(...), repr(NotImplemented), repr(type), repr(int), repr(C), repr(object)
repr()
input
print, len, abs
sorted([3, 1, 2]), sorted('bac'), sorted([1, 2], reverse=True), sorted([(1, 'b'), (1, 'a')]), sorted([3, 1], key=lambda x: -x), list(reversed([1, 2])), sorted({'b': 1, 'a': 2})
""".replace("object(), 1\n", ""))
