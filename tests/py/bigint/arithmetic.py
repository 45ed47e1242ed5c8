def digest(n): return n % (2**61 - 1), n.bit_length(), n < 0
a = 3**500; b = 7**300; c = -(11**250); d = 2**1000 - 1
vals = [a, b, c, d, 2**64, -2**64, 2**63, 2**62, 1, -1, 0, 10**18, 2**1000, -(2**999)]
for x in vals[:8]:
    for y in vals:
        r = [digest(x + y), digest(x - y), digest(x * y), digest(x & y), digest(x | y), digest(x ^ y)]
        if y:
            q, m = divmod(x, y)
            assert q * y + m == x and (0 <= m < y or y < m <= 0), (x, y)
            r += [digest(q), digest(m), x // y == q, x % y == m]
        print(*r)
print(a * b == b * a, (a + b) ** 2 == a * a + 2 * a * b + b * b, (d << 77) >> 77 == d, (c >> 5) == c // 32, ~a == -a - 1)
print(digest(pow(a, 50)), digest(pow(c, 33)), pow(a, b, d) % 10**9, pow(c, 12345, 10**40 + 7), pow(a, -1, 10**30 + 57) * a % (10**30 + 57))
print(str(a)[:40], str(a)[-40:], len(str(b)), int(str(c)) == c, int(hex(d), 16) == d, eval(repr(c)) == c)
print(hex(a)[:40], oct(b)[-30:], bin(d).count("1"), f"{a:,}"[:40], f"{c:+.3e}", f"{d:_x}"[:30])
import math
print(math.gcd(a * 6, b * 15), math.lcm(2**70, 3**20), math.isqrt(a), math.factorial(50), math.comb(200, 100), math.perm(30, 20))
print(math.isqrt(10**100), math.isqrt(10**100 - 1), [math.isqrt(n) for n in (0, 1, 3, 4, 2**64 - 1, 2**64)])
def fib(n):
    x, y = 0, 1
    for _ in range(n): x, y = y, x + y
    return x
print(fib(1000), digest(fib(10000)))
n = 10**300
s = n
for _ in range(600): s = (s + n * 10**10 // s) // 2 if s else 1
print(str(s)[:30])
p = 2**521 - 1
print(pow(3, p - 1, p), pow(2, 521, p), pow(5, p, p))
for e in (127, 128, 255, 256, 1023, 4096):
    x = (1 << e) - 1
    print(e, digest(x * x), digest(x * (x + 2)), (x * x) % (x + 2), (x * x - 1) // x == x - 1, (x * x) // (x - 1) - x)
print((10**50).to_bytes(30, "little").hex(), int.from_bytes((10**50).to_bytes(30, "big"), "big") == 10**50)
print(float(2**1000), float(2**53 + 1), float(2**54 + 3), float(2**54 + 2), float(-(10**22)), 10**30 / 3, (2**1000) / (2**999 + 1), 10**25 / 10**3)
print(a > b, a < d, c < 0, sorted([a, b, c, d, 0]) == [c, 0, b, a, d] or sorted([a, b, c, d, 0]) == [c, 0, a, b, d], max(a, b, d) == d)
print(2**200 > 1.6e60, 2**200 < 1.7e60, 2**200 == float(2**200), 2**200 + 1 == float(2**200), -(2**200) < -1e60)
print({2**70: "big"}[2**70], 2**70 in [1, 2**70], (2**70).__hash__() == hash(2**70), hash(float(2**70)) == hash(2**70))
x = 12345678901234567890123456789
print(x.bit_count(), x.bit_length(), x.as_integer_ratio()[0] == x, -x >> 3, -x >> 200, x >> 95, x << 3, round(x, -10), round(-x, -28), x // 10**28)
print(sum(2**i for i in range(200)) == 2**200 - 1, sum([2**62, 2**62, -2**63]), sum([10**30] * 3, 1))
for i in range(58, 70): print(2**i, -2**i, 2**i - 1, (2**i - 1) + (2**i), -(2**i) - 1)
print(10**18 * 10, 10**18 * 10 // 10, 10**19 - 10**19, 10**19 - (10**19 - 5), -10**19 + 10**18, type(10**19 - 10**19))
