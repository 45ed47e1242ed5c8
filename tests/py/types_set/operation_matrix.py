import itertools
pool = [set(), {1}, {1, 2}, {2, 3}, {1, 2, 3, 4}, frozenset(), frozenset([1, 2]), frozenset([3])]
def fmt(r): return (type(r).__name__[0], *sorted(r, key=str)) if isinstance(r, (set, frozenset)) else r
for a in pool:
    for b in pool:
        print(*[fmt(x) for x in (a | b, a & b, a - b, a ^ b)], a == b, a < b, a <= b, a > b, a >= b, a.isdisjoint(b), sep=" ")
for a in pool[:5]:
    for b in pool[3:7]:
        c = set(a); c |= b; d = set(a); d &= b; e = set(a); e -= b; f = set(a); f ^= b
        print(*[fmt(x) for x in (c, d, e, f)], c == a | b, d == a & b, e == a - b, f == a ^ b)
for m in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "update", "intersection_update", "difference_update", "symmetric_difference_update"):
    row = []
    for arg in ([2, 3], (3,), {3: "v"}, "ab", range(2, 4), iter([2]), frozenset([1]), {2}, [], [2, 2, 2]):
        s = {1, 2}; r = getattr(s, m)(arg); row.append(fmt(r) if r is not None else [sorted(map(str, s))])
    print(m, *row)
s = {1, 2, 3}; s ^= s; print(s); s = {1}; s -= s; print(s); s = {1}; s |= s; s &= s; print(s); s = {1, 2}; s.difference_update(s); print(s); s = {1, 2}; s.symmetric_difference_update([1, 1, 3]); print(sorted(s)); s.intersection_update([3], [3, 4]); print(s)
for perm in itertools.permutations([1, 2, 3]): assert set(perm) == {1, 2, 3} and frozenset(perm) == {1, 2, 3} and hash(frozenset(perm)) == hash(frozenset([1, 2, 3]))
print({frozenset([1]), frozenset([1]), frozenset()} == {frozenset(), frozenset({1})}, frozenset([frozenset([1])]), len({(1, 2), (1, 2), (2, 1)}))
def powerset(s): return [set(c) for n in range(len(s) + 1) for c in itertools.combinations(sorted(s), n)]
ps = powerset({1, 2, 3}); print(len(ps), sum(a <= b for a in ps for b in ps), sum(a < b for a in ps for b in ps), sum(a.isdisjoint(b) for a in ps for b in ps))
for a in ps:
    for b in ps: assert (a | b) - (a & b) == a ^ b and a - b == a & ({1, 2, 3} - b) and (a <= b) == (a | b == b) and (not a & b) == a.isdisjoint(b)
x = 99; model = []; s = set()
for i in range(5000):
    x = (x * 1103515245 + 12345) & 0x7FFFFFFF; k = x % 300; op = x // 300 % 3
    if op: s.add(k); model.append(k) if k not in model else None
    else: s.discard(k); model.remove(k) if k in model else None
print(len(s), sorted(s) == sorted(model), sum(s)); t = s.copy(); popped = set()
while t: popped.add(t.pop())
print(popped == s, t)
