import functools
from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 5), reduce(max, "hello"), reduce(lambda a, b: a + b, "abc", "z"), reduce(lambda a, b: a - b, [10], initial=100) if True else 0)
for f in [lambda: reduce(lambda a, b: a, []), lambda: reduce(1, [1, 2]), lambda: reduce(max), lambda: reduce(max, 5), lambda: partial(), lambda: partial(5), lambda: lru_cache(maxsize="x"), lambda: cmp_to_key(), lambda: wraps()]:
    try: print(f())
    except TypeError as e: print(e)
def f(a, b=2, *args, c=3, **kw): return a, b, args, c, kw
p = partial(f, 1, c=5); print(p(), p(7), p(7, 8, d=1), p(c=0), p.func is f, p.args, p.keywords, repr(partial(int, base=2)), partial(int, base=2)("101"))
q = partial(p, 9, z=1); print(q(), q.func is f, q.args, q.keywords, isinstance(q, partial), callable(q))
P = functools.Placeholder; pp = partial(f, P, "b"); print(pp("a"), pp("a", "c"), P, partial(f, P, 2, P, 4)(1, 3))
try: pp()
except TypeError as e: print(e)
try: partial(f, 1, P)
except TypeError as e: print(e)
p.attr = 1; print(p.attr, p.__dict__)
try: p.func = 5
except AttributeError as e: print(e)
class M:
    def m(self, *a, **k): return a, k
    pm = partialmethod(m, 1, x=2); pf = partial(lambda *a: len(a), "bound?")
print(M().pm(3, y=4), partial(M().m, 1)(2))
calls = []
@lru_cache(maxsize=2)
def sq(x, y=0): calls.append((x, y)); return x * x
print(sq(2), sq(2), sq(3), sq(2), sq(4), sq(3), calls, sq.cache_info(), sq.cache_parameters(), sq.__wrapped__.__name__, sq.__name__)
sq.cache_clear(); print(sq.cache_info(), sq(2, y=1), sq(2, 1), sq(x=2, y=1), calls[-3:])
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t.cache_info().currsize)
@lru_cache
def bare(x): return x
print(bare(1), bare.cache_info().maxsize)
@lru_cache(maxsize=0)
def nocache(x): return x
nocache(1); nocache(1); print(nocache.cache_info())
try: sq([])
except TypeError as e: print(e)
@lru_cache
def raises(x): calls.append("r"); raise KeyError(x)
for _ in range(2):
    try: raises(1)
    except KeyError: pass
print(calls[-2:], raises.cache_info())
class Cm:
    @lru_cache
    def m(self, x): return x + 1
    @cached_property
    def cp(self): print("computing"); return 42
    def __init__(self): self.v = 1
c = Cm(); print(c.m(1), c.m(1), Cm.m.cache_info().hits, c.cp, c.cp, c.__dict__); c.cp = 1; print(c.cp); del c.cp; print(c.cp)
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, T) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, T) else NotImplemented
a, b = T(1), T(2); print(a < b, a <= b, a > b, a >= b, a <= a, a >= a, a != b)
try: a <= 5
except TypeError as e: print(e)
try:
    @total_ordering
    class Bad: pass
except ValueError as e: print(e)
print(sorted([3, 1, 2], key=cmp_to_key(lambda x, y: y - x)), cmp_to_key(lambda x, y: 0)(1) == cmp_to_key(lambda x, y: 0)(2) if False else "", cmp_to_key(mycmp := lambda x, y: (x > y) - (x < y))(1) < cmp_to_key(mycmp)(2))
def deco(fn):
    @wraps(fn)
    def wrapper(*a, **k): "wrapper doc"; return fn(*a, **k)
    return wrapper
@deco
def orig(x: int) -> str: "orig doc"; return x
print(orig.__name__, orig.__doc__, orig.__wrapped__.__name__, orig.__annotations__, orig.__module__, orig(1), WRAPPER_ASSIGNMENTS, WRAPPER_UPDATES)
@singledispatch
def sd(x): return "default"
@sd.register
def _(x: int): return "int"
@sd.register(str)
def _(x): return "str"
@sd.register
def _(x: list | tuple): return "seq"
sd.register(dict, lambda x: "dict")
print(sd(1), sd("a"), sd([]), sd(()), sd({}), sd(1.5), sd(True), sd.dispatch(bool).__name__, sorted(k.__name__ for k in sd.registry))
try: sd()
except TypeError as e: print(e)
try: sd.register(lambda x: x)
except TypeError as e: print(str(e)[:50])
class SM:
    @singledispatchmethod
    def m(self, x): return "def"
    @m.register
    def _(self, x: int): return "int"
    @m.register
    @classmethod
    def _(cls, x: str): return cls.__name__
print(SM().m(1), SM().m("a"), SM().m(1.5))
print(functools.update_wrapper(partial(len), len).__name__, partial(len, [1])(), list(map(partial(pow, 2), range(4))), reduce(partial(max, key=abs), [1, -5, 3]))
