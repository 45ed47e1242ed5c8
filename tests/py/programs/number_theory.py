from math import gcd, isqrt
def primes(n):
    s = bytearray([1]) * (n + 1); s[:2] = b"\0\0"
    for i in range(2, isqrt(n) + 1):
        if s[i]: s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, p in enumerate(s) if p]
ps = primes(10000); print(len(ps), ps[:10], ps[-3:], sum(ps))
def factor(n):
    out = {}
    for p in ps:
        while n % p == 0: out[p] = out.get(p, 0) + 1; n //= p
        if p * p > n: break
    if n > 1: out[n] = out.get(n, 0) + 1
    return out
print(factor(360), factor(9999991), factor(2**20 * 3**5), factor(1), factor(99999989 * 2))
def is_prime(n):
    if n < 2: return False
    for p in ps[:12]:
        if n % p == 0: return n == p
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in ps[:12]:
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
print([n for n in range(10**12, 10**12 + 100) if is_prime(n)], is_prime(2**89 - 1), is_prime(2**97 - 1), is_prime(561))
def egcd(a, b): return (a, 1, 0) if not b else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
print(egcd(240, 46), egcd(17, 3120), pow(17, -1, 3120))
def crt(rs, ms):
    M = 1
    for m in ms: M *= m
    return sum(r * (M // m) * pow(M // m, -1, m) for r, m in zip(rs, ms)) % M, M
print(crt([2, 3, 2], [3, 5, 7]))
def rho(n):
    if n % 2 == 0: return 2
    for c in range(1, 20):
        x = y = 2; d = 1
        while d == 1: x = (x * x + c) % n; y = (y * y + c) % n; y = (y * y + c) % n; d = gcd(abs(x - y), n)
        if d != n: return d
print(sorted([rho(10403), 10403 // rho(10403)]), rho(1000003 * 1000033) in (1000003, 1000033))
p, q = 1000003, 1000033; n, phi = p * q, (p - 1) * (q - 1); e = 65537; d = pow(e, -1, phi); m = 123456789
c = pow(m, e, n); print(c, pow(c, d, n) == m)
def cf(a, b):
    while b: yield a // b; a, b = b, a % b
def sqrt_cf(n):
    m, d, a0 = 0, 1, isqrt(n); a = a0; out = [a0]
    while a != 2 * a0: m = d * a - m; d = (n - m * m) // d; a = (a0 + m) // d; out.append(a)
    return out
print(list(cf(415, 93)), sqrt_cf(23), sqrt_cf(94))
def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3; out = []
    while len(out) < n:
        if 4 * q + r - t < m * t: out.append(m); q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else: q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(map(str, out))
print(pi_digits(100))
def e_digits(n):
    s = t = 10 ** (n + 10); k = 1
    while t: t //= k; s += t; k += 1
    return str(s)[:n]
print(e_digits(60)); print(str(isqrt(2 * 10**120))[:60])
def perfect(n): return sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n
print([n for n in range(2, 1000) if perfect(n)], [(a, b) for a in range(200, 300) if (b := sum(d for d in range(1, a) if a % d == 0)) > a and sum(d for d in range(1, b) if b % d == 0) == a])
print([n for n in range(1, 10000) if n == sum(int(c) ** len(str(n)) for c in str(n))][-5:], sum(int(c) for c in str(2**1000)), [sum(1 for k in range(1, n + 1) if gcd(n, k) == 1) for n in range(1, 15)])
class Frac:
    __slots__ = ("n", "d")
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError(f"Frac({n}, 0)")
        g = gcd(n, d) * (1 if d > 0 else -1); self.n, self.d = n // g, d // g
    def __add__(s, o): return Frac(s.n * o.d + o.n * s.d, s.d * o.d) if isinstance(o, Frac) else s + Frac(o)
    __radd__ = __add__
    def __mul__(s, o): return Frac(s.n * o.n, s.d * o.d) if isinstance(o, Frac) else s * Frac(o)
    __rmul__ = __mul__
    def __neg__(s): return Frac(-s.n, s.d)
    def __sub__(s, o): return s + -o
    def __rsub__(s, o): return -s + o
    def __truediv__(s, o): return s * (Frac(o.d, o.n) if isinstance(o, Frac) else Frac(1, o))
    def __eq__(s, o): return (s.n, s.d) == ((o.n, o.d) if isinstance(o, Frac) else (o, 1))
    def __lt__(s, o): return s.n * o.d < o.n * s.d
    def __repr__(s): return f"{s.n}/{s.d}" if s.d != 1 else f"{s.n}"
    def __hash__(s): return hash((s.n, s.d))
print(sum((Frac(1, i) for i in range(1, 20)), Frac(0)), Frac(3, -6), 1 - Frac(1, 3) * 2, Frac(1, 2) / Frac(3, 4), sorted([Frac(1, 2), Frac(1, 3)]), Frac(4, 2) == 2, {Frac(1, 2): "half"}[Frac(2, 4)])
try: Frac(1, 0)
except ZeroDivisionError as e: print(e)
