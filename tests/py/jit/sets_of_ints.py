"""Sets of ints made in traces: growing, colliding, with equal floats and truths, deleted places, large and negative ints."""


def made(n):
    sizes = []
    for i in range(n):
        s = {x * i % 17 for x in range(i % 40)}
        t = {x << (i % 70) for x in range(12)}
        u = {x - 5 for x in range(i % 12)} | {-1, -2}
        v = set()
        for x in range(i % 9):
            v.add(x * 8)
            v.add(x * 64 - 1)
            v.discard(x * 16)
        w = {1.0, True, 2.0, 0}
        for x in (1, 2, 0, 3, 2**61 - 1, 2**61 - 2, -(2**61) + 1):
            w.add(x)
        if i % 40 == 39:
            sizes.append((len(s), len(t), sorted(u), sorted(v), sorted(w), [type(x).__name__ for x in sorted(w)][:4]))
    return sizes


for row in made(200):
    print(row)


def pairs_sums(n):
    hits = 0
    for i in range(n):
        p = (i % 7, i % 5, i % 3, i % 2, i % 11)
        hits += len({p[k] + k for k in range(5)}) == 5
        hits += len({p[k] - k for k in range(5)})
    return hits


print(pairs_sums(500))


def walked(n):
    seen = set()
    x = 1
    while x not in seen and len(seen) < n:
        seen.add(x)
        x = x * 7 % 1009
    return len(seen), x, sum(seen), list(seen)[:5] == sorted(seen)[:5]


print(walked(2000), walked(100))
