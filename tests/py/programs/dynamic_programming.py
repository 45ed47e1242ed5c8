from functools import cache
def knap(items, cap):
    best = [(0, ())] * (cap + 1)
    for name, w, v in items:
        for c in range(cap, w - 1, -1):
            cand = best[c - w][0] + v
            if cand > best[c][0]: best[c] = (cand, best[c - w][1] + (name,))
    return best[cap]
print(knap([("a", 12, 4), ("b", 2, 2), ("c", 1, 1), ("d", 1, 2), ("e", 4, 10)], 15))
def coins(n, cs):
    ways = [1] + [0] * n; mn = [0] + [None] * n
    for c in cs:
        for i in range(c, n + 1): ways[i] += ways[i - c]
    for i in range(1, n + 1):
        opts = [mn[i - c] for c in cs if i >= c and mn[i - c] is not None]
        if opts: mn[i] = min(opts) + 1
    return ways[n], mn[n]
print(coins(100, [1, 5, 10, 25, 50]), coins(27, [4, 9]), coins(3, [2]))
@cache
def part(n, k): return 1 if n == 0 else 0 if n < 0 or k == 0 else part(n - k, k) + part(n, k - 1)
print([part(n, n) for n in range(15)], part(100, 100))
@cache
def catalan(n): return 1 if n < 2 else sum(catalan(i) * catalan(n - 1 - i) for i in range(n))
print([catalan(n) for n in range(12)])
def lis(a):
    import bisect
    tails = []
    for x in a:
        i = bisect.bisect_left(tails, x)
        tails[i:i + 1] = [x]
    return len(tails)
print(lis([10, 9, 2, 5, 3, 7, 101, 18]), lis([(i * 7919) % 1009 for i in range(500)]))
def matchain(d):
    n = len(d) - 1
    @cache
    def go(i, j): return (0, f"M{i}") if i == j else min(((l := go(i, k))[0] + (r := go(k + 1, j))[0] + d[i] * d[k + 1] * d[j + 1], f"({l[1]}{r[1]})") for k in range(i, j))
    return go(0, n - 1)
print(matchain([30, 35, 15, 5, 10, 20, 25]))
def subset(nums, t):
    reach = {0: []}
    for n in nums:
        for s, p in list(reach.items()): reach.setdefault(s + n, p + [n])
    return reach.get(t)
print(subset([3, 34, 4, 12, 5, 2], 9), subset([1, 2], 100))
def edit_ops(a, b):
    @cache
    def go(i, j):
        if i == len(a): return (len(b) - j, ["+" + c for c in b[j:]])
        if j == len(b): return (len(a) - i, ["-" + c for c in a[i:]])
        if a[i] == b[j]: n, o = go(i + 1, j + 1); return n, o
        opts = [(go(i + 1, j + 1), f"{a[i]}>{b[j]}"), (go(i + 1, j), "-" + a[i]), (go(i, j + 1), "+" + b[j])]
        (n, o), s = min(opts, key=lambda x: x[0][0])
        return n + 1, [s] + o
    return go(0, 0)
print(edit_ops("sunday", "saturday"))
def maxsub(a):
    best = cur = a[0]; s = bs = be = 0
    for i, x in enumerate(a[1:], 1):
        if cur < 0: cur, s = x, i
        else: cur += x
        if cur > best: best, bs, be = cur, s, i
    return best, a[bs:be + 1]
print(maxsub([-2, 1, -3, 4, -1, 2, 1, -5, 4]), maxsub([-3, -1, -2]))
def paths(grid):
    h, w = len(grid), len(grid[0]); dp = [[0] * w for _ in range(h)]
    for i in range(h):
        for j in range(w): dp[i][j] = 0 if grid[i][j] == "#" else 1 if i == j == 0 else (dp[i - 1][j] if i else 0) + (dp[i][j - 1] if j else 0)
    return dp[-1][-1]
print(paths(["....", ".#..", "...."]), paths(["." * 15] * 15))
def tsp(d):
    n = len(d); best = {(1, 0): (0, [0])}
    for mask in range(1, 1 << n, 2):
        for last in range(n):
            if (mask, last) not in best: continue
            c, p = best[mask, last]
            for nx in range(1, n):
                if not mask >> nx & 1:
                    k = (mask | 1 << nx, nx); v = (c + d[last][nx], p + [nx])
                    if k not in best or v < best[k]: best[k] = v
    return min((c + d[l][0], p) for (m, l), (c, p) in best.items() if m == (1 << n) - 1)
print(tsp([[0, 10, 15, 20, 5], [10, 0, 35, 25, 7], [15, 35, 0, 30, 9], [20, 25, 30, 0, 2], [5, 7, 9, 2, 0]]))
def perms(s):
    if len(s) < 2: yield s; return
    for i, c in enumerate(s):
        if c not in s[:i]:
            for p in perms(s[:i] + s[i + 1:]): yield c + p
print(list(perms("aab")), sum(1 for _ in perms("abcdef")))
def combos(s, k): return [()] if k == 0 else [(s[i],) + c for i in range(len(s)) for c in combos(s[i + 1:], k - 1)]
def powerset(s): return [[]] if not s else (r := powerset(s[1:])) + [[s[0]] + x for x in r]
print(combos("abcd", 2), powerset([1, 2, 3]), [p for n in range(3) for p in (lambda f, o, c, s: f(f, o, c, s))(lambda f, o, c, s: [s] if not o and not c else ([*f(f, o - 1, c + 1, s + "(")] if o else []) + ([*f(f, o, c - 1, s + ")")] if c else []), n, 0, "")])
def gray(n): return [i ^ i >> 1 for i in range(1 << n)]
print([f"{g:03b}" for g in gray(3)], [bin(a ^ b).count("1") for a, b in zip(gray(4), gray(4)[1:])])
