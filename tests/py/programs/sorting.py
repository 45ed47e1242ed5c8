def bubble(a):
    a = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1 - i):
            if a[j + 1] < a[j]: a[j], a[j + 1] = a[j + 1], a[j]
    return a
def insertion(a):
    a = a[:]
    for i in range(1, len(a)):
        x, j = a[i], i
        while j and x < a[j - 1]: a[j] = a[j - 1]; j -= 1
        a[j] = x
    return a
def selection(a):
    a = a[:]
    for i in range(len(a)): m = min(range(i, len(a)), key=a.__getitem__); a[i], a[m] = a[m], a[i]
    return a
def merge(a):
    if len(a) < 2: return a[:]
    m = len(a) // 2; l, r, out, i, j = merge(a[:m]), merge(a[m:]), [], 0, 0
    while i < len(l) and j < len(r):
        if r[j] < l[i]: out.append(r[j]); j += 1
        else: out.append(l[i]); i += 1
    return out + l[i:] + r[j:]
def quick(a):
    if len(a) < 2: return a
    p = a[len(a) // 2]
    return quick([x for x in a if x < p]) + [x for x in a if x == p] + quick([x for x in a if p < x])
def quick_inplace(a):
    a = a[:]
    def go(lo, hi):
        while lo < hi:
            p, i, j = a[(lo + hi) // 2], lo, hi
            while i <= j:
                while a[i] < p: i += 1
                while p < a[j]: j -= 1
                if i <= j: a[i], a[j] = a[j], a[i]; i += 1; j -= 1
            if j - lo < hi - i: go(lo, j); lo = i
            else: go(i, hi); hi = j
    go(0, len(a) - 1); return a
def heap(a):
    a = a[:]; n = len(a)
    def sift(i, n):
        while (c := 2 * i + 1) < n:
            if c + 1 < n and a[c] < a[c + 1]: c += 1
            if not a[i] < a[c]: return
            a[i], a[c] = a[c], a[i]; i = c
    for i in range(n // 2 - 1, -1, -1): sift(i, n)
    for e in range(n - 1, 0, -1): a[0], a[e] = a[e], a[0]; sift(0, e)
    return a
def shell(a):
    a = a[:]; g = len(a) // 2
    while g:
        for i in range(g, len(a)):
            x, j = a[i], i
            while j >= g and x < a[j - g]: a[j] = a[j - g]; j -= g
            a[j] = x
        g //= 2
    return a
def counting(a):
    lo = min(a); c = [0] * (max(a) - lo + 1)
    for x in a: c[x - lo] += 1
    return [v + lo for v, n in enumerate(c) for _ in range(n)]
def radix(a):
    lo = min(a); a = [x - lo for x in a]; s = 0
    while any(x >> s for x in a):
        b = [[] for _ in range(16)]
        for x in a: b[x >> s & 15].append(x)
        a = [x for y in b for x in y]; s += 4
    return [x + lo for x in a]
def comb(a):
    a = a[:]; g = len(a); sw = True
    while g > 1 or sw:
        g = max(1, int(g / 1.3)); sw = False
        for i in range(len(a) - g):
            if a[i + g] < a[i]: a[i], a[i + g] = a[i + g], a[i]; sw = True
    return a
algos = [bubble, insertion, selection, merge, quick, quick_inplace, heap, shell, comb, sorted]
x = 42; data = []
for _ in range(150): x = (x * 1103515245 + 12345) & 0x7FFFFFFF; data.append(x % 2000 - 1000)
want = sorted(data)
print([f(data) == want for f in algos + [counting, radix]], want[:5], want[-5:])
for sample in ([], [1], [2, 1], [1, 1, 1], list(range(50)), list(range(50, 0, -1)), [1.5, -2, 10**20, 3.25, True], list("hello world"), [(2, "b"), (1, "z"), (2, "a")], [[3], [1, 2], [1]]):
    print([f(sample) == sorted(sample) for f in algos], sorted(sample)[:3])
class Cmp:
    n = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): Cmp.n += 1; return self.v < o.v
def count(f, vals): Cmp.n = 0; r = f([Cmp(v) for v in vals]); return [c.v for c in r] == sorted(vals)
print([count(f, data[:80]) for f in (bubble, insertion, merge, heap, shell, sorted)], Cmp.n < 600)
def bsearch(a, x):
    lo, hi = 0, len(a)
    while lo < hi:
        m = (lo + hi) // 2
        if a[m] < x: lo = m + 1
        else: hi = m
    return lo
import bisect
u = sorted(set(data)); print(all(bsearch(u, v) == bisect.bisect_left(u, v) == u.index(v) for v in u), bsearch(u, 10**9) == len(u))
def kth(a, k):
    while True:
        p = a[len(a) // 2]; lo = [x for x in a if x < p]; eq = [x for x in a if x == p]
        if k < len(lo): a = lo
        elif k < len(lo) + len(eq): return p
        else: k -= len(lo) + len(eq); a = [x for x in a if x > p]
print([kth(data, k) == want[k] for k in (0, 10, 75, 149)])
def topn(a, n): import heapq; return heapq.nlargest(n, a) == sorted(a)[::-1][:n], heapq.nsmallest(n, a) == sorted(a)[:n], list(heapq.merge([1, 4], [2, 3])) 
print(topn(data, 7))
recs = [("bob", 30), ("al", 25), ("cy", 30), ("di", 25)]
print(sorted(recs, key=lambda r: (-r[1], r[0])), sorted(sorted(recs), key=lambda r: r[1], reverse=True), sorted(recs, key=lambda r: r[0][::-1]))
