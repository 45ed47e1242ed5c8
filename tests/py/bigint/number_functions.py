import math
P = [2**89 - 1, 2**107 - 1, 2**127 - 1, 10**40 + 121]
for p in P: print(p, pow(2, p - 1, p), pow(3, p, p), pow(5, -1, p) * 5 % p, math.isqrt(p), math.isqrt(p * p), math.isqrt(p * p - 1) == p - 1, math.gcd(p * 6, p * 15) == 3 * p)
print([math.isqrt(10**k) for k in range(0, 60, 7)], [math.isqrt(2**k - 1) for k in (62, 63, 64, 65, 126, 127)], all(math.isqrt(n)**2 <= n < (math.isqrt(n) + 1)**2 for n in range(2000)))
print(math.factorial(100) // math.factorial(98), math.comb(300, 150) % 10**20, math.perm(100, 50) % 10**9, math.lcm(*range(1, 60)), math.gcd(*[2**100, 6**70, 10**50]), math.prod(range(1, 40)))
print([pow(a, b, m) for a, b, m in [(3, 10**30, 10**20), (10**25, 10**10, 10**15 + 37), (-7, 10**20, 10**12 + 39), (2, 2**200, 2**100 - 1), (5, 0, 10**30), (0, 10**20, 7), (10**40, 1, 3), (123456789, 987654321, 2**64), (7, 10**50, -(10**20))]])
def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b: q, a, b = a // b, b, a % b; x0, x1 = x1, x0 - q * x1; y0, y1 = y1, y0 - q * y1
    return a, x0, y0
g, x, y = egcd(3**100, 2**150 + 1); print(g, 3**100 * x + (2**150 + 1) * y == g, x % 10**10)
def miller(n, bases=(2, 3, 5, 7, 11, 13, 17, 19, 23, 29)):
    d, s = n - 1, 0
    while not d & 1: d >>= 1; s += 1
    return all((x := pow(a, d, n)) in (1, n - 1) or any((x := x * x % n) == n - 1 for _ in range(s - 1)) for a in bases)
print([miller(p) for p in P], [n for n in range(10**18, 10**18 + 60) if miller(n)], miller(2**89 + 1) if False else "")
def fibpair(n):
    if n == 0: return 0, 1
    a, b = fibpair(n >> 1); c, d = a * (2 * b - a), a * a + b * b
    return (d, c + d) if n & 1 else (c, d)
print(fibpair(300)[0], fibpair(5000)[0] % 10**20, len(str(fibpair(20000)[0])) if True else 0)
def lucas_lehmer(p):
    s, m = 4, (1 << p) - 1
    for _ in range(p - 2): s = (s * s - 2) % m
    return s == 0
print([p for p in (3, 5, 7, 11, 13, 17, 19, 23, 31, 61, 67, 89, 101, 107, 127) if lucas_lehmer(p)])
def nthroot(n, k):
    lo, hi = 0, 1 << (n.bit_length() // k + 1)
    while lo < hi:
        m = (lo + hi + 1) // 2
        if m**k <= n: lo = m
        else: hi = m - 1
    return lo
print(nthroot(10**60, 3), nthroot(2 * 10**90, 3), nthroot(7**77, 7), nthroot(10**100, 5))
def digits_pi(n):
    def arctan(x):
        t = s = 10**(n + 10) // x; k, sg = 3, -1
        while t: t //= x * x; s += sg * (t // k); k += 2; sg = -sg
        return s
    return str(4 * (4 * arctan(5) - arctan(239)) // 10**10)
print(digits_pi(120))
print(sum(1 for i in range(1, 200) if 2**i % (2**31 - 1) == 1), bin(10**30).count("1"), (10**30 ^ 10**29).bit_count(), ~(10**30) & 0xFFFF, (10**30 >> 33) & 0xFFF, -(10**30) >> 50, -(10**30) & 2**40 - 1, (1 << 300) % 1000007)
a, b = 1, 10**30
for i in range(200): a, b = (a * 3 + b) % 2**130, (b * 7 ^ a) & 2**131 - 1
print(a, b, a * b % 10**15, a // 12345, b % 98765)
print(round(12345678901234567890, -5), round(-12345678901234567890, -19), round(15 * 10**20, -21), round(25 * 10**20, -21), round(10**30 + 1, -1), round(10**30, 5), int(1e22) + 1, (10**20).__round__(-20), divmod(-10**30, 7), divmod(10**30, -(10**10) - 1))
