def f(a: int, b: undefined = 1, *c: str, d: "str" = 2, **e: float) -> None: pass
try: f.__annotations__
except NameError as e: print(e)
undefined = list
print(f.__annotations__, list(f.__annotations__), f.__annotations__ is f.__annotations__)
class C:
    x: int
    y: str = "v"
    z: later
    def m(self, q: C) -> C: pass
print(hasattr(C, "x"), C.y, C.m.__annotations__["q"] is C)
try: C.__annotations__
except NameError as e: print(e)
later = 5
print(C.__annotations__)
import annotationlib
from annotationlib import Format, get_annotations
class D:
    a: missing_one
    b: list[missing_two]
    c: int
print(get_annotations(D, format=Format.STRING))
r = get_annotations(D, format=Format.FORWARDREF)
print(r["a"], r["c"], type(r["a"]).__name__, type(r["b"]).__name__)
try: get_annotations(D)
except NameError as e: print(e)
print(D.__annotate__(Format.VALUE) if False else callable(D.__annotate__), f.__annotate__.__name__, f.__annotate__(1)["a"])
try: f.__annotate__(2)
except NotImplementedError as e: print(repr(e))
v: int = 5
w: str
print(__annotate__(1), "w" in globals(), v)
try: w
except NameError as e: print(e)
def local():
    a: int = 1
    b: not_evaluated_ever
    (c): int = 3
    return sorted(locals())
print(local(), local.__annotations__)
class E(D): pass
print(E.__annotations__, E.__annotate__)
class G:
    if v > 100: p: int
    else: q: str
    for i in range(2): s: float = i
print(G.__annotations__)
def deco_order():
    def t(n): print("eval", n); return n
    def g(a: t("ann") = t("default")) -> t("ret"): pass
    print("defined"); print(g.__annotations__)
deco_order()
f.__annotations__ = {"new": 1}; print(f.__annotations__, f.__annotate__)
del f.__annotations__; print(f.__annotations__)
f.__annotate__ = lambda fmt: {"from": "annotate"}; print(f.__annotations__)
try: f.__annotate__ = 5
except TypeError as e: print(e)
f.__annotate__ = None; print(f.__annotations__)
class H:
    __annotations__ = {"explicit": 1}
print(H.__annotations__)
C.__annotations__["added"] = 1; print(C.__annotations__)
o = C()
try: o.__annotations__
except AttributeError as e: print(e)
o.attr: int = 5
o.other: evaluated_not
print(o.attr, hasattr(o, "other"))
class Mangle:
    __p: int = 1
print(Mangle.__annotations__)
def closure():
    T = int
    class X:
        a: T
        def m(self, b: T) -> "T": pass
    return X
X = closure(); print(X.__annotations__, X.m.__annotations__)
lam = lambda a, b=1: 0
print(lam.__annotations__)
import typing
print(typing.get_type_hints(X.m, localns={"T": int}), typing.get_type_hints(C) if "added" not in C.__annotations__ else "skip")
def union(a: int | None, b: list[int] | dict[str, int], c: tuple[int, ...]): pass
print(union.__annotations__, int | str, (int | str).__args__, int | None, type(int | None), int | int, (int | str) == (str | int), isinstance(1, int | str), list[int] | None, (int | str) | float)
for s in ["int | 5", "1 | int", "isinstance(1, int | list[int])", "(int | str)()", "int | 'str'", "None | int", "type(None) | int", "(int | str)[0]"]:
    try: print(s, eval(s))
    except Exception as e: print(s, type(e).__name__, e)
exec("from __future__ import annotations\nx: undefined_xyz = 1\ndef g(a: b | c, *d: e[f]) -> 'quoted': pass\nprint(g.__annotations__, __annotations__)", {"__name__": "fut"})
def conditional(flag):
    class K:
        if flag: a: int
    return K.__annotations__
print(conditional(True), conditional(False))
async def co(a: int) -> str: pass
print(co.__annotations__)
