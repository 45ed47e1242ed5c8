import warnings; warnings.simplefilter("ignore")
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return 7
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __int__(self): return 42
    def __float__(self): return 1.5
    def __complex__(self): return 2j
    def __index__(self): return 3
    def __bytes__(self): return b"by"
    def __format__(self, spec): return f"fmt<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __sizeof__(self): return 10
    def __dir__(self): return ["z", "a"]
    def __length_hint__(self): return 4
    def __reversed__(self): return iter("rev")
    def __contains__(self, x): return x == 1
    def __len__(self): return 9
    def __getitem__(self, k): return k
    def __missing__(self, k): return "m"
import math, operator
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), round(u, None), math.trunc(u), math.floor(u), math.ceil(u))
print(int(u), float(u), complex(u), operator.index(u), bytes(u), f"{u:x}", f"{u}", f"{u!r} {u!s:>5}", str(u), repr(u), "%s %r %d %.1f %x" % (u, u, u, u, u))
print(dir(u), operator.length_hint(u), list(reversed(u)), 1 in u, 2 in u, len(u), u[1:2], u[...], u[1, 2:3], [0, 1, 2, 3][u], "abcdef"[:u], range(u), bin(u), hex(u), oct(u), chr(U() and 65))
def ret(name, value): return type("Bad", (), {name: lambda self, *a: value})()
for name, value, f in [("__int__", "x", int), ("__int__", 1.5, int), ("__float__", 1, float), ("__float__", "x", float), ("__index__", "x", operator.index),
                       ("__complex__", 1, complex), ("__bytes__", "x", bytes), ("__str__", 1, str), ("__repr__", None, repr), ("__format__", 1, format),
                       ("__len__", "x", len), ("__len__", -5, len), ("__len__", 1.0, len), ("__bool__", 2, bool), ("__hash__", "x", hash), ("__iter__", 1, iter), ("__reversed__", 5, reversed),
                       ("__index__", 5, int), ("__index__", 5, float), ("__index__", 5, complex), ("__trunc__", 5, int), ("__length_hint__", "x", operator.length_hint),
                       ("__length_hint__", -1, operator.length_hint), ("__length_hint__", NotImplemented, operator.length_hint), ("__dir__", 5, dir), ("__dir__", [2, 1], dir),
                       ("__index__", True, operator.index), ("__int__", True, int), ("__contains__", [], lambda o: 1 in o), ("__fspath__", 1, open), ("__round__", 9, round), ("__ceil__", 1, math.ceil),
                       ("__abs__", 1, abs), ("__divmod__", 1, lambda o: divmod(o, 1)), ("__neg__", None, operator.neg), ("__next__", 3, next), ("__call__", 8, lambda o: o())]:
    try: print(name, value, "=>", f(ret(name, value)))
    except Exception as e: print(name, value, "=>", type(e).__name__, e)
class S(str): pass
class IntSub(int): pass
import warnings
warnings.simplefilter("error")
for name, value, f in [("__str__", S("sub"), str), ("__repr__", S("sub"), repr), ("__int__", IntSub(3), int), ("__index__", IntSub(3), operator.index), ("__float__", type("F", (float,), {})(2), float)]:
    try: r = f(ret(name, value)); print(type(r).__name__, r)
    except Exception as e: print(type(e).__name__, e)
class N: pass
for f in [operator.neg, operator.pos, operator.invert, abs, round, math.trunc, math.floor, math.ceil, int, float, complex, operator.index, bytes, len, iter, reversed, next, bin, operator.length_hint, list, tuple, dict, set, sum, any, max, sorted]:
    try: print(f(N()))
    except Exception as e: print(type(e).__name__, e)
