"""Lists that get room for what is to come: comprehensions over every kind of iterator, lists that grew in the turn before; sums."""
def comps(n):
    out = []
    s = "hello world"; t = (1, 2.5, "x"); l = list(range(40))
    for i in range(n):
        a = [x + 1 for x in l]
        b = [c for c in s]
        c = [x for x in t]
        d = [(i, x) for i, x in enumerate(l, i)]
        e = [x * y for x, y in zip(l, range(i % 30))]
        f = [x for x in range(i % 5, 0, -1)]
        g = [x for x in l if x & 1]
        h = [x + y for x in t[:2] for y in range(3)]
        k = [[y for y in range(x)] for x in range(i % 4)]
        m = [x for x in reversed(l)]
        o = [x for x in {1: 2, 3: 4}]
        p = [x for x in (q * 2 for q in range(3))]
        r = [x for x in zip()]
        u = [x for x in enumerate(zip(l, t))]
        v = [x for x in enumerate(enumerate(s))]
        w = [x for x in map(str, t)]
        it = iter(l); next(it); next(it)
        y = [x for x in it]
        z = [x for x in it]
        if i % 37 == 0:
            out.append((len(a), len(b), c, d[-1], sum(e), f, len(g), h[-1], k, m[0], o, p, r, u, v[3], w, y[:2], z))
    return out
for r in comps(400)[-4:]: print(r)
def mutating(n):
    got = []
    for i in range(n):
        l = list(range(i % 7))
        r = [l.append(x) if len(l) < 60 else l.clear() for x in l]
        q = [l.pop() for x in range(len(l))]
        got.append((len(r), len(q)))
    return got[-8:]
print(mutating(300))
def grows(n):
    total = 0
    for i in range(n):
        row = []
        cur = [i]
        two = [i, i + 1]
        none = []
        for x in range(i % 70):
            row.append(x)
            cur.append(x)
            if x % 9 == 0: two.append(none)
        total += len(row) + len(cur) + sum(cur) + len(two)
        if i % 100 == 99: print(len(row), cur[-1], two[-1], none, row == list(range(i % 70)))
        cur.clear(); two.pop()
        cur = None if i % 13 == 0 else cur
        if i % 17 == 0: two = 5
    return total
print(grows(400))
def raising(n):
    k = 0
    for i in range(n):
        try:
            l = [10 // (x - i % 9) for x in range(8)]
            k += len(l)
        except ZeroDivisionError as e:
            k += 100
    return k
print(raising(300))
print(len([None for _ in range(5000)]), [x for x in range(10**18, 10**18 + 3)], [x for x in range(10**30, 10**30 + 2)])
def sums():
    out = []
    for l in [[], [1], [1.5], [1, 2.5], [0.1] * 10, [1e308, 1e308, -1e308], [2**62 - 1, 1, 1], [2**61, 2**61, 2**61, -2**61, 5],
              [1, True, 2.0, False], [1.0, 2**70, 0.5], [float('inf'), -float('inf')], [-0.0], [-0.0, -0.0], [1j, 2, 3.5], [1e16, 1.0, -1e16],
              [1, 2, 3, 1e100, 1.0, -1e100, 4], [float('nan'), 1], [1e-320] * 3, [True] * 5]:
        out.append((sum(l), sum(tuple(l)), sum(l, 0.5), sum(iter(l)), sum(l, -3)))
    return out
for r in sums(): print(r)
class N:
    def __init__(self, l): self.l = l
    def __radd__(self, o):
        self.l.append(100.0); self.l.append(7); return o
    def __add__(self, o): return o
l = [1.0, 2.0]; l.insert(1, N(l)); print(sum(l), len(l))
l = [1, 2]; l.insert(1, N(l)); print(sum(l), len(l))
class M:
    def __init__(self, l): self.l = l
    def __radd__(self, o): del self.l[2:]; return o
l = [1, M(None), 3, 4, 5]; l[1].l = l; print(sum(l), len(l))
l = [1.0, M(None), 3, 4, 5]; l[1].l = l; print(sum(l), len(l))
