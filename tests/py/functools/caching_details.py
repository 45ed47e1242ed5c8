from functools import lru_cache, cache, cached_property, partial, wraps, reduce, singledispatch, total_ordering
calls = []
@lru_cache(maxsize=3)
def f(*a, **k): calls.append((a, k)); return len(calls)
for args, kw in [((1,), {}), ((1.0,), {}), ((True,), {}), ((1,), {}), (("a",), {}), ((), {"x": 1}), ((), {"x": 1}), ((1, 2), {}), ((2, 1), {}), ((), {"a": 1, "b": 2}), ((), {"b": 2, "a": 1}), ((1,), {}), (((1, 2),), {}), ((None,), {})]: print(args, kw, f(*args, **kw), f.cache_info())
@lru_cache(typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t("1"), t(1), t.cache_info())
@lru_cache(None)
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 20), ack.cache_info().misses > 50, ack.cache_info().maxsize)
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): calls.append("hash"); return hash(self.v)
    def __eq__(self, o): calls.append("eq"); return self.v == o.v
calls.clear(); f.cache_clear(); f(K(1)); f(K(1)); print([c for c in calls if isinstance(c, str)])
class Bad:
    def __hash__(self): raise ValueError("hash")
try: f(Bad())
except ValueError as e: print(e)
try: f([])
except TypeError as e: print(e)
@cache
def rec(n): return n if n < 2 else rec(n - 1) + rec(n - 2)
print(rec(150), rec.cache_info().hits, rec.cache_parameters())
@lru_cache(maxsize=2)
def reentrant(n): return reentrant(n - 1) + 1 if n else 0
print(reentrant(10), reentrant.cache_info())
class C:
    def __init__(self): self.n = 0
    @cached_property
    def p(self): "doc p"; self.n += 1; return self.n
    @lru_cache(maxsize=None)
    def m(self, x): self.n += 1; return x * 2
    @property
    @cache
    def q(self): self.n += 1; return "q"
    @staticmethod
    @cache
    def s(x): return [x]
    @classmethod
    @cache
    def c(cls, x): return [cls, x]
c = C(); print(c.p, c.p, c.n, C.p.__doc__, vars(c)); del c.p; print(c.p, c.m(1), c.m(1), c.n, C.m.cache_info(), c.q, c.q, c.n, C.s(1) is C.s(1), C.c(1) is C.c(1)); c.p = "set"; print(c.p)
class Slots:
    __slots__ = ("v",)
    @cached_property
    def p(self): return 1
try: Slots().p
except TypeError as e: print(e)
class Shared:
    a = b = cached_property(lambda self: 1) if False else None
try:
    class Twice: x = y = cached_property(lambda s: 1)
except (TypeError, RuntimeError) as e: print(type(e).__name__, e)
cp = cached_property(lambda s: 1)
class Late: pass
Late.z = cp
try: Late().z
except TypeError as e: print(e)
p = partial(print, "a", sep="-"); p("b"); p("b", sep="+"); q = partial(p, "c", end="!\n"); q("d"); print(q.args, q.keywords, q.func is print); print(partial(pow, 2)(10), partial(int, base=16)("ff"), list(map(partial(max, 5), [3, 7])), partial(partial(partial(lambda *a: a, 1), 2), 3)(4), partial(dict, a=1)(b=2), partial(str.split, sep=",")("a,b"))
class PM: call = partial(lambda *a: a, "first")
print(len(PM().call(1)) if False else PM.call(1), repr(partial(len)), repr(partial(int, "5", base=6)))
import copy, pickle; pc = copy.copy(p); print(pc.args, pc.keywords, pickle.loads(pickle.dumps(partial(int, base=2)))("11")); p.__setstate__((len, ([1, 2],), {}, {"extra": 5})); print(p(), p.extra)
print(reduce(lambda a, b: f"({a}{b})", "abcd"), reduce(lambda a, b: a + [b], range(3), []), reduce(lambda a, b: b, iter([1, 2])), reduce(max, [3], 5))
