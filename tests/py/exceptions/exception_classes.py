import builtins
def tree(c, d=0):
    print("  " * d + c.__name__, [b.__name__ for b in c.__bases__] if len(c.__bases__) > 1 else "", c.__doc__.split("\n")[0] if c.__doc__ else None)
    for s in sorted((s for s in c.__subclasses__() if getattr(builtins, s.__name__, None) is s), key=lambda s: s.__name__): tree(s, d + 1)
tree(BaseException)
for c in sorted((v for v in vars(builtins).values() if isinstance(v, type) and issubclass(v, BaseException)), key=lambda c: c.__name__):
    for args in [(), ("a",), ("a", "b"), (9999, 2, 3)]:
        try: e = c(*args); print(c.__name__, args, str(e), repr(e), e.args)
        except (TypeError, ValueError) as x: print(c.__name__, args, x)
class Bare(Exception): pass
class WithInit(Exception):
    def __init__(self, a, *, k=1): self.a, self.k = a, k
class WithNew(Exception):
    def __new__(cls, *a): o = super().__new__(cls, *a); o.n = len(a); return o
class WithStr(Exception):
    def __str__(self): return "custom str"
class WithRepr(Exception):
    def __repr__(self): return "custom repr"
class Multi(KeyError, AttributeError): pass
class Slots(Exception): __slots__ = ("code",)
for e in (Bare(), Bare(1), WithInit(5), WithInit(5, k=2), WithNew(1, 2), WithStr("x"), WithRepr("x"), Multi("m"), Slots("s")): print(type(e).__name__, str(e), repr(e), e.args, vars(e))
try: WithInit()
except TypeError as x: print(x)
try: raise Multi("key")
except AttributeError as e: print("as AttributeError", e, e.name)
import copy
for e in (ValueError(1, "a"), OSError(99999, "m", "f"), Bare("x"), WithNew(1), KeyError("k"), StopIteration(3), UnicodeDecodeError("u", b"x", 0, 1, "r"), ExceptionGroup("g", [ValueError(1)])): c = copy.copy(e); print(type(c) is type(e), c.args == e.args, repr(c), e.__reduce__()[1])
print(ValueError.__init__ is not None, issubclass(IOError, OSError), BaseException.__new__(ValueError, 1).args, Exception.__subclasses__() != [], OSError.__new__(OSError, 99999, "x"), LookupError().with_traceback(None).args)
