x = "global"
def read(): return x
def shadow():
    x = "local"
    return x, read()
def setg():
    global x
    x = "changed"
print(read(), shadow()); setg(); print(x)
def make():
    x = "enclosing"
    def get(): return x
    def set_(v):
        nonlocal x
        x = v
    def glob():
        global x
        return x
    return get, set_, glob
g, s, gl = make(); s("new"); print(g(), gl())
def ub():
    try: print(x)
    except UnboundLocalError as e: print(e)
    x = 1
ub()
def ub_cell():
    def inner(): return y
    try: inner()
    except NameError as e: print(e)
    y = 1
    return inner()
print(ub_cell())
def cond(flag):
    if flag: z = 1
    return z
print(cond(True))
try: cond(False)
except UnboundLocalError as e: print(e)
class C:
    x = "class"
    def m(self): return x
    y = x
    def n(self): return self.x
    z = [x for _ in range(1)][0]
    l = (lambda: x)()
print(C().m(), C.y, C().n(), C.z, C.l)
def f():
    x = "func"
    class D:
        a = x
        x = "class-local"
        b = x
        def m(self): return x
        del x
        c = x
    return D.a, D.b, D().m(), D.c
try: print(f())
except NameError as e: print(e)
def f2():
    x = "func"
    class D:
        a = x
        def m(self): return x
        class E:
            b = x
            def n(self): return x
    return D.a, D().m(), D.E.b, D.E().n()
print(f2())
def f3():
    class D:
        global gg
        gg = "set in class"
        nonlocal_test = 1
    return D
f3(); print(gg, hasattr(f3(), "gg"))
def f4():
    v = 1
    class D:
        nonlocal v
        v = 2
    return v, "v" in vars(D)
print(f4())
def nest():
    a = 1
    def n1():
        b = 2
        def n2():
            c = 3
            def n3():
                nonlocal a, b, c
                a, b, c = a + 10, b + 10, c + 10
                return a, b, c
            return n3(), c
        return n2(), b
    return n1(), a
print(nest())
def glob_decl():
    global created
    created = 5
    def inner(): return created
    return inner()
print(glob_decl(), created)
def loops():
    fs = []
    for i in range(3):
        def h(): return i
        fs.append(h)
    return [q() for q in fs]
print(loops())
def exec_scope():
    v = 1
    exec("v = 2; w = 3")
    return v, "w" in locals()
print(exec_scope())
def params(a, b=lambda: x, *c, d=[x]): return a, b(), c, d
print(params(1))
def star_import():
    import math as m
    from os import path as p
    return m.floor(1.5), p.__name__ in ("posixpath", "ntpath")
print(star_import())
def dels():
    x = 1
    del x
    try: x
    except UnboundLocalError as e: return str(e)
print(dels())
print([(lambda: k)() for k in range(3)], (lambda x: (lambda: x)())(5))
del globals()["gg"]
try: gg
except NameError as e: print(e)
globals()["dynamic"] = 1; print(dynamic)
import builtins
builtins.from_builtins = "b"; print(from_builtins); from_builtins = "shadow"; print(from_builtins); del from_builtins; print(from_builtins); del builtins.from_builtins
len = lambda o: "shadowed"; print(len([])); del len; print(len([]))
def exc_scope():
    try: raise ValueError("v")
    except ValueError as err: saved = err
    return "err" in locals(), repr(saved)
print(exc_scope())
def with_walrus(): return [last := i for i in range(3)], last
print(with_walrus())
def class_cell():
    class X:
        def get(self): return __class__
        @classmethod
        def c(cls): return __class__ is cls
    return X().get() is X, X.c()
print(class_cell())
