"""Numbers around groups of four limbs, and quotients that the highest limbs decide, or almost."""

M = (1 << 521) - 1
digest = 0


def mix(v):
    global digest
    digest = (digest * 1000003 + v) % M


def numbers(limbs):
    top = 1 << 64 * limbs
    yield top - 1
    yield top >> 1
    yield (top >> 1) + 1
    yield top // 3
    yield top // 7 * 5
    yield top - (1 << 64 * (limbs - 1))


for n in range(1, 15):
    for a in numbers(n):
        for m in range(1, 15, 2 if n % 2 else 3):
            for b in numbers(m):
                s, d, p = a + b, a - b, a * b
                mix(s)
                mix(d)
                mix(p)
                assert s - b == a and d + b == a and p // b == a and p // a == b
                q, r = divmod(a, b)
                assert q * b + r == a and 0 <= r < b and a // b == q and a % b == r
                mix(q)
                mix(-a // b)
                mix(a // -b)
                assert -a // b == -q - (r != 0) and -a // -b == q
                for w in (0, 1, 3, 10, 0xFFFFFFFF, (1 << 64) - 1):
                    mix(a * w - b)
print(digest)

# quotients whose highest limbs are those of an exact multiple
for n in (2, 3, 4, 5, 9, 40):
    for b in ((1 << 64 * n) - 1, (1 << 64 * n - 1) + 12345, 7 * (1 << 64 * n - 3) + 1, 10**(19 * n)):
        for q in (1, 2, 3, 9, 10, 12345, (1 << 61) - 1, (1 << 62) - 1, 1 << 62, 1 << 63, (1 << 64) - 1, 1 << 64):
            for rest in (0, 1, 2, b // 2, b - 2, b - 1):
                a = q * b + rest
                assert a // b == q and -a // b == -q - (rest != 0) and a // -b == -q - (rest != 0) and -a // -b == q
                assert a % b == rest and (a - rest) // b == q and (q * b - 1) // b == q - 1
print("quotients")


def spigot(count):
    """Gibbons' digits of pi."""
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < m * t:
            out.append(str(m))
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(out)


print(spigot(300))
a, b = 3**500, 5**300
for _ in range(100):
    a, b = a * b // (b + 7), b * 3 - a // 11
    a = abs(a) + 1
    b = abs(b) + 1
print(a % 10**30, b % 10**30, a // b if a > b else b // a)
