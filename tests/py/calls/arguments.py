import warnings; warnings.simplefilter("ignore")
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4))
print(f(1, 9, 8, 7, 6, d=4, z=0))
print(f(*[1, 2], *(3, 4), d=0, **{"e": 1}, **{"a": "kw a"}))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount,
      f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
def g(x, y=1): return x, y
def h(*, k): return k
def pos(a, b, /): return a, b
def none(): return 0
def many(a, b, c, d): pass
def kwo(*, a, b, c=1): pass
def va(a, *args): return args
tests = """f() ; f(1) ; f(1, 2, 3, 4) ; g() ; g(1, 2, 3) ; g(1, x=1) ; g(y=1) ; g(1, z=1) ; g(1, 2, 3, z=4)
h() ; h(1) ; h(k=1, l=2) ; pos(1, b=2) ; pos(a=1, b=2) ; pos(1) ; none(1) ; none(x=1) ; many() ; many(1) ; many(1, 2)
many(1, 2, 3) ; many(1, 2, 3, 4, 5) ; many(a=1, c=2) ; kwo() ; kwo(a=1) ; kwo(1, 2) ; kwo(1, a=1, b=2) ; va() ; va(1, 2, 3)
g(**{1: 2}) ; g(*5) ; g(**5) ; g(*[1], **{'x': 2}) ; g(1, **{'y': 1}, **{'y': 2}) ; none(*[], **{}) ; none(*[1]) ; (1)() ; None()
'a'(1) ; g(1, 2, yy=3) ; many(1, 2, 3, dd=4) ; kwo(a=1, b=2, cc=3) ; f(1, d=1, e=2, b=3) ; f(d=1, a=1) ; g(*'ab') ; g(*{'k': 1})
g(*map(int, '12')) ; h(**dict(k='v')) ; va(*range(3), *[9])"""
for line in tests.replace("\n", " ; ").split(" ; "):
    try: print(line, "=>", eval(line))
    except TypeError as e: print(line, "=>", e)
class C:
    def m(self, a, b=1): return a, b
    @classmethod
    def c(cls, a): return cls.__name__, a
    @staticmethod
    def s(a): return a
    def __call__(self, *a, **k): return a, k
    def noself(): pass
c = C()
for line in "c.m() ; c.m(1, 2, 3) ; C.m() ; C.m(c, 5) ; c.c() ; C.c(1) ; c.s() ; c.s(1, 2) ; c(1, x=2) ; c.noself() ; C.noself() ; C(1) ; C(x=1) ; object(1) ; c.m(a=1, self=2)".split(" ; "):
    try: print(line, "=>", eval(line))
    except TypeError as e: print(line, "=>", e)
print((lambda *a, **k: (a, k))(1, *[2], x=3, **{"y": 4}))
try: (lambda x: x)()
except TypeError as e: print(e)
def outer():
    def inner(a): pass
    return inner
try: outer()()
except TypeError as e: print(e)
