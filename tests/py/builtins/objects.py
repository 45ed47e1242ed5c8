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
getattr(c, 'x'), getattr(c, 'nope', 5), hasattr(c, 'x'), hasattr(c, 'nope'), getattr(c, 'inst')
getattr(c, 'nope')
getattr(c)
getattr(c, 1)
hasattr(c, 1)
hasattr(c)
setattr(c, 'y', 5), c.y, delattr(c, 'y'), hasattr(c, 'y')
setattr(c, 1, 2)
setattr(c, 'a')
delattr(c, 'zz')
delattr(c)
dir(c), vars(c), 'x' in dir(C), 'append' in dir([]), isinstance(dir(), list)
vars(5)
vars(1, 2)
dir(1, 2)
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
None.x
None + 1
None()
None[0]
len(None)
object(), 1
object() == object(), isinstance(object(), object), object().__class__, object().__doc__ is not None, object().__eq__(1), object().__ne__(1), object.__init__(object()), object().__reduce__()[1][0] if False else 0, object().__str__()[:8], object.__subclasshook__(), object().__sizeof__() > 0, object.__lt__(object(), 1), object.__format__(5, ''), object().__hash__() is not None, object().__getstate__()
object(1)
object().x = 1
object.__format__(5, 'x')
staticmethod(5).__func__, classmethod(len).__func__, staticmethod(len)('abc'), repr(staticmethod(len)), repr(classmethod(len))
classmethod(len)()
staticmethod()
property().fget, property(len).fget, property(doc='d').__doc__, repr(property()).startswith('<property object')
property(1, 2, 3, 4, 5)
memoryview(b'a')[0], bytearray(b'a'), frozenset([1]), complex(1, 2), slice(1, 2)
open('x', 'zz')
open('x', 'rw')
open('x', 'r', encoding=5)
open('x', 'rb', encoding='utf-8')
open()
breakpoint
copyright if 'copyright' in vars(__builtins__) and False else 0
compile('1+1', 'f', 'eval').co_filename, eval(compile('1+1', 'f', 'eval'))
__import__('math').pi, __import__('os.path').__name__, __build_class__.__name__
__import__()
__import__(5)
__import__('')
""".replace("object(), 1\n", ""))
print(f"{len=!r:.13}", vars(type("V", (), {"a": 1})).get("a"), [n for n in ("exit", "quit") if False])
print([x for x in dir(object)])
print(len([n for n in dir(__builtins__) if n[0].isupper() and isinstance(getattr(__builtins__, n), type) and issubclass(getattr(__builtins__, n), BaseException)]))
print([n for n in dir(__builtins__) if n[0].islower() and n not in ("copyright", "credits", "license", "exit", "quit", "help")])
