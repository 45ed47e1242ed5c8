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
sorted(1)
sorted([1, 'a'])
sorted([1], key=1)
list(zip([1], 'a')), list(map(abs, [-1])), list(filter(None, [0, 1])), list(enumerate('a'))
globals() is globals(), 'show' in globals(), isinstance(locals(), dict), __name__, __builtins__.__name__, __debug__, 'len' in vars(__builtins__)
callable(print), print(end=''), print('a', 'b', sep='-'), print('x', end='!\\n'), print(1, 2, 3, sep=''), print(sep='x'), print('flush', flush=True), print(None), print(*[1, 2]), print([1, 'a'], {'k': 'v'}), print('a', sep=None, end=None)
print('a', sep=1)
print('a', end=1)
print('a', file=5)
print('a', nope=1)
print('to stringio', file=(f := io.StringIO())), f.getvalue()
bool(NotImplemented)
NotImplemented == NotImplemented, ... is Ellipsis, None is None, not None
type(None)(), type(...)() is ..., type(NotImplemented)() is NotImplemented
type(None)(1)
""".replace("object(), 1\n", ""))
