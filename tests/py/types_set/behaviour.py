s = {1, 2, 3}
t = s; s |= {4}; print(sorted(t), s is t)
f = g = frozenset([1]); f |= {2}; print(sorted(f), sorted(g), type(f))
try:
    for x in s: s.add(x + 100)
except RuntimeError as e: print(e)
try:
    for x in s: s.discard(x)
except RuntimeError as e: print(e)
class S(set):
    def __contains__(self, x): return x == "magic"
    def __repr__(self): return "S!"
    def add(self, x): super().add(("wrapped", x))
a = S([1]); a.add(2); a.attr = 1
print(a, "magic" in a, 1 in a, len(a), type(a | {3}), type(a.copy()), type(a.union([1])), type({1} | a), a.attr, sorted(map(str, a)))
class FS(frozenset):
    def __new__(cls, it=(), tag=None):
        o = super().__new__(cls, it); o.tag = tag; return o
x = FS([1], "t"); print(x, x.tag, type(x | {2}), x == {1}, hash(x) == hash(frozenset([1])), type(x.copy()), {x: 1}[frozenset([1])])
class Sub(set): pass
print(Sub([1]), repr(Sub()), Sub("a"), [Sub()])
class H:
    def __init__(self, v, h): self.v, self.h = v, h
    def __hash__(self): return self.h
    def __eq__(self, o): return isinstance(o, H) and self.v == o.v
    def __repr__(self): return f"H({self.v})"
hs = {H(1, 5), H(2, 5), H(1, 5), H(3, 6)}
print(len(hs), H(2, 5) in hs, H(2, 6) in hs, sorted(h.v for h in hs - {H(1, 5)}))
class Boom:
    def __hash__(self): raise ValueError("hash boom")
for fn in [lambda: {Boom()}, lambda: Boom() in set(), lambda: set().discard(Boom()), lambda: {1}.issuperset([Boom()]), lambda: frozenset([Boom()])]:
    try: print(fn())
    except ValueError as e: print(e)
big = set(range(0, 10000, 3)); b2 = set(range(0, 10000, 5))
print(len(big & b2), len(big | b2), len(big - b2), len(big ^ b2), sum(big & b2), big.isdisjoint(range(1, 10000, 3)), big >= set(range(0, 3000, 3)))
for i in range(0, 10000, 6): big.discard(i)
print(len(big), min(big), max(big))
while len(big) > 1600: big.pop()
print(len(big))
words = "the quick brown fox jumps over the lazy dog the end".split()
print(sorted(set(words)), len(set(words)), sorted({len(w) for w in words}), sorted(set("hello") & set("world")))
it = iter({1}); print(next(it), next(it, "end"), type(it).__name__, iter({1, 2}).__length_hint__())
r = []
for x in [{1, 2}, {2, 3}, {1, 2, 3}, set(), {4}]:
    r.append([x < y for y in [{1, 2}, {1, 2, 3}, frozenset([1, 2, 3, 4]), set()]])
print(r)
print(sorted([{1, 2}, {1}, set()], key=len), {1} < {2}, {2} < {1}, not {1} < {2})
class Other:
    def __ror__(self, o): return "ror"
    def __rand__(self, o): return "rand"
    def __eq__(self, o): return "eq!"
    def __gt__(self, o): return "gt!"
print({1} | Other(), {1} & Other(), {1} == Other(), {1} < Other())
from collections.abc import Set
class MySet(Set):
    def __init__(self, it): self.l = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.l
    def __iter__(self): return iter(self.l)
    def __len__(self): return len(self.l)
m = MySet("abca"); n = MySet("bd")
print(list(m & n), list(m | n), list(m - n), list(m ^ n), m <= n, m == {"a", "b", "c"}, m.isdisjoint(n), sorted({"a"} | m), {"a", "b", "c"} == m, sorted(m & "ab"))
try: {1}.x = 5
except AttributeError as e: print(e)
import copy
n = {1, (2, 3)}; c = copy.deepcopy(n); print(c == n, c is n, copy.copy(n) == n, copy.copy(frozenset([1])) == {1})
rec = S(); outer = frozenset([1, frozenset([2, frozenset()])]); print(frozenset([2, frozenset()]) in outer, len(outer))
print({1, 2} == {2, 1}, {frozenset([1, 2])} == {frozenset([2, 1])}, {frozenset()} - {frozenset()}, {1}.union({2}, {3}) == {1, 2, 3}, {*"abc"} == set("cba"))
