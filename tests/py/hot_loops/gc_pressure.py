import gc, weakref
class N:
    def __init__(self, l, r): self.l, self.r = l, r
def make(d): return N(None, None) if d == 0 else N(make(d - 1), make(d - 1))
def check(t): return 1 if t.l is None else 1 + check(t.l) + check(t.r)
print([check(make(d)) for d in range(4, 12)])
long_lived = make(11)
print(sum(check(make(4)) for _ in range(200)), check(long_lived))
def churn(n):
    keep = []
    for i in range(n):
        t = (i, [i, str(i)], {"k": i})
        if i % 100 == 0: keep.append(t)
        if len(keep) > 50: keep = keep[25:]
    return sum(k[0] + k[1][0] + k[2]["k"] + len(k[1][1]) for k in keep)
print(churn(20000))
def old_young(n):
    old = [None] * 100
    for i in range(n): old[i % 100] = [i, old[(i + 1) % 100] and old[(i + 1) % 100][0]]
    return sum(x[0] for x in old), old[5]
print(old_young(20000))
def cycles(n):
    refs = []
    for i in range(n):
        a = N(None, i); b = N(a, i); a.l = b
        if i % 500 == 0: refs.append(weakref.ref(a))
    del a, b
    gc.collect(); gc.collect()
    return [r() for r in refs].count(None), len(refs)
print(cycles(3000))
def big(n):
    l = []
    for i in range(n): l.append(bytearray(1000)); l[-1][0] = i & 255
    s = sum(b[0] for b in l)
    return s
print(big(3000))
def strings(n):
    d = {}
    for i in range(n): d[f"key{i % 1000}"] = "v" * (i % 50) + str(i)
    return len(d), sum(map(len, d.values()))
print(strings(20000))
def closures(n):
    fs = []
    for i in range(n):
        def f(x, k=[i]): return x + k[0] + i
        fs.append(f)
        if len(fs) > 100: fs.pop(0)
    return sum(f(1) for f in fs)
print(closures(5000))
def gens(n):
    pend = []
    for i in range(n):
        def g(v): x = [v]; yield x; x.append(1); yield x
        it = g(i); next(it); pend.append(it)
        if len(pend) > 50: pend = pend[40:]
    return [next(p) for p in pend][-2:]
print(gens(3000))
def bigints(n):
    xs = [1] * 10
    for i in range(n): xs[i % 10] = xs[(i + 3) % 10] * 3 + 10**20 if xs[i % 10] < 10**60 else i
    return sum(xs) % 10**12
print(bigints(5000))
def floats(n):
    l = [0.0] * 100
    for i in range(n): l[i % 100] = l[(i + 1) % 100] * 1e-200 + i * 1e200
    return sum(1 for x in l if x > 1e199)
print(floats(10000))
def dict_grow(n):
    d = {}
    for i in range(n):
        d[i] = (i,)
        if i >= 500: del d[i - 500]
    return len(d), sum(v[0] for v in d.values())
print(dict_grow(10000))
def exc(n):
    kept = []
    for i in range(n):
        try: raise ValueError([i] * 10)
        except ValueError as e:
            if i % 500 == 0: kept.append(e)
    return [e.args[0][0] for e in kept], kept[1].__traceback__.tb_frame.f_locals["n"]
print(exc(3000))
for i in range(5): gc.collect()
print(check(long_lived), gc.isenabled())
d = {}; d["x"] = l = [d]; l.append(l); w = weakref.WeakValueDictionary()
for i in range(1000): w[i] = N(i, None)
gc.collect(); print(len(w) <= 1)
