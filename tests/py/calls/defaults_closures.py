def acc(x, l=[]):
    l.append(x)
    return l
print(acc(1), acc(2), acc.__defaults__)
acc.__defaults__ = ([],)
print(acc(9))
acc.__defaults__ = None
try: acc(1)
except TypeError as e: print(e)
def kw(*, a=1): return a
kw.__kwdefaults__["a"] = 5
print(kw(), kw.__kwdefaults__)
kw.__kwdefaults__ = None
try: kw()
except TypeError as e: print(e)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, counter.__code__.co_cellvars)
inc.__closure__[0].cell_contents = 100
print(get())
del inc.__closure__[0].cell_contents
try: get()
except NameError as e: print(e)
try: inc.__closure__[0].cell_contents
except ValueError as e: print(e)
def order(v): print("default", v); return v
def f(a=order(1), *, b=order(2), c: order("ann") = order(3)): return a, b, c
print(f())
def deep():
    x = 1
    def a():
        def b():
            def c():
                nonlocal x
                x += 1
                return x
            return c
        return b
    return a()()(), x
print(deep())
def param_cell(x):
    def inner(): return x
    x += 1
    return inner
print(param_cell(1)())
def args_cell(*args, **kw): return lambda: (args, kw)
print(args_cell(1, a=2)())
def rec(n): return 1 if n == 0 else n * rec(n - 1)
print(rec(10))
def mutual_even(n): return True if n == 0 else mutual_odd(n - 1)
def mutual_odd(n): return False if n == 0 else mutual_even(n - 1)
print(mutual_even(50))
compose = lambda *fs: lambda x: compose(*fs[1:])(fs[0](x)) if fs else x
print(compose(lambda x: x + 1, lambda x: x * 2, str)(4))
import types
def template(): return free
free = "global"
clone = types.FunctionType(template.__code__, {"free": "other"}, "clone")
print(clone(), clone.__name__, clone.__module__)
def make(v):
    def inner(): return v
    return inner
two = types.FunctionType(make(1).__code__, globals(), closure=(types.CellType("cell"),))
print(two())
try: types.FunctionType(make(1).__code__, globals())
except TypeError as e: print(e)
try: types.FunctionType(make(1).__code__, globals(), closure=())
except ValueError as e: print(e)
print(types.CellType(3) == types.CellType(3), types.CellType(2) < types.CellType(3), types.CellType() == types.CellType())
try: types.CellType().cell_contents
except ValueError as e: print(e)
