print([sorted(k for k in locals() if k[0] != "_") for q in "a"])
print([locals() for q in "a"])
print([locals() for q in "a" for z in [1]], [[locals() for q in "a"] for z in [1]])
class A:
    x = 1
    y = [locals() for q in "a"]
    z = [(locals(), [locals() for p in "a"], r) for r in "a"]
print(A.y, A.z)
print([eval("q") for q in "a"])
print([exec("w = 5") for q in "a"])
try: print(w)
except NameError as e: print(e)
class B:
    a = [exec("w = 5") for q in "a"]
    print(sorted(k for k in locals() if k[0] != "_"))
    print([vars() for q in "a"])
    print([dir() for q in "a"])
    print([sorted(locals()) for q in "a" for q2 in [(lambda: q)]])
import sys
class C:
    a = [sys._getframe().f_locals for q in "a"]
    print(type(a[0]))
    print([list(sys._getframe().f_locals.items()) for q in "a"])
    f = [sys._getframe() for q in "a"]
    print("q" in f[0].f_locals, type(f[0].f_locals), "a" in f[0].f_locals)
def f():
    return [sorted(locals()) for q in "a"], [sorted(sys._getframe().f_locals) for q in "b"]
print(f())
