def f(a, b: int = 1, *args, c, d="x", **kw) -> str:
    """Doc."""
    return ""
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__annotations__, f.__dict__)
f.x = 1
print(f.x, f.__dict__, vars(f))
del f.x
try: f.x
except AttributeError as e: print(e)
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
print(f.__name__, repr(f).split(" at ")[0])
for attr, value in [("__name__", 1), ("__qualname__", None), ("__defaults__", [1]), ("__kwdefaults__", 1), ("__code__", 1),
                    ("__globals__", {}), ("__closure__", ()), ("__dict__", 1), ("__annotations__", 1), ("__builtins__", {}), ("__type_params__", [])]:
    try: setattr(f, attr, value); print(attr, "set")
    except (TypeError, AttributeError) as e: print(attr, type(e).__name__, e)
f.__doc__ = None
print(f.__doc__)
def g(): return "g"
def h(): return "h"
g.__code__ = h.__code__
print(g(), g.__name__)
def closed(x):
    def inner(): return x
    return inner
try: g.__code__ = closed(1).__code__
except ValueError as e: print(e)
class C:
    def m(self): "method doc"
    @staticmethod
    def s(): pass
    @classmethod
    def k(cls): pass
c = C()
print(c.m.__func__ is C.m, c.m.__self__ is c, c.m.__name__, c.m.__doc__, c.m.__qualname__)
print(repr(c.m).split(" of ")[0], repr(C.m).split(" at ")[0], repr(C.k).split(" of ")[0])
print(c.m == c.m, c.m is c.m, C().m == c.m, hash(c.m) == hash(c.m))
try: c.m.x = 1
except AttributeError as e: print(e)
C.m.x = 5
print(c.m.x)
print(type(len), len.__name__, len.__qualname__, len.__self__, len.__module__, repr(len))
print(repr([].append).split(" at ")[0], [].append.__name__, [].append.__qualname__, [].append.__self__)
print(repr(list.append), list.append.__objclass__, type(list.append), type([].append))
print(repr(int.__add__), repr((5).__add__).split(" at ")[0], type(int.__add__), type((5).__add__))
print(repr(dict.__dict__["fromkeys"]), repr(type.__dict__["__dict__"]), repr(int.__dict__["real"]))
print(repr(lambda: 0).split(" at ")[0], (lambda: 0).__qualname__)
def outer():
    def inner():
        class K:
            def m(self): return lambda: 0
        return K
    return inner
print(outer().__qualname__, outer()().__qualname__, outer()().m.__qualname__, outer()()().m().__qualname__)
co = f.__code__
print(co.co_name, co.co_qualname, co.co_nlocals, co.co_flags & 0x0C, co.co_consts[:1], co.co_firstlineno, co.co_filename)
print(list(co.co_varnames), co.co_names, co.co_freevars, co.co_cellvars)
import inspect
print(inspect.signature(h), inspect.signature(closed), str(inspect.signature(f)))
print(co.replace(co_name="other").co_name)
try: co.replace(nope=1)
except TypeError as e: print(e)
print(h.__get__(5).__self__, h.__get__(None, int) is h)
print(callable(f), callable(c), callable(C), callable(len), callable(5))
