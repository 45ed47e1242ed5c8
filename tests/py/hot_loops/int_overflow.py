def grow(n):
    x = 1
    for i in range(n): x = x * 3 + i
    return x
def boundary(start, step, n):
    x = start
    out = []
    for i in range(n):
        x += step
        if i % 500 == 0: out.append(x)
    return out[-3:], x
def factorial(n):
    r = 1
    while n > 1: r *= n; n -= 1
    return r
def fib(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
def shifts(n):
    x = 1
    s = 0
    for i in range(n): s ^= (x << (i % 90)) >> (i % 45)
    return s
def neg(n):
    x = -(2**62) + n // 2
    for i in range(n): x -= 1
    return x
def mulmod(n):
    x = 12345
    for i in range(n): x = x * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
    return x
def back_and_forth(n):
    x = 2**62 - 5
    s = 0
    for i in range(n):
        if i & 8: x -= 7
        else: x += 7
        s += x & 0xFF
    return x, s
print(str(grow(2000))[:30], grow(3000) % 10**9)
for start in (2**61 - 1000, 2**62 - 1000, 2**63 - 1000, -(2**61) + 1000, -(2**62) + 1000, -(2**63) + 1000):
    print(boundary(start, 1, 2001), boundary(start, -1, 2001), boundary(start, 2**40, 3000)[1])
print(len(str(factorial(1500))), factorial(30), str(fib(2000))[:20], fib(90), fib(91), fib(92), fib(93))
print(shifts(3000), neg(3000), mulmod(5000), back_and_forth(5000))
def abs_min(n):
    x = -(2**62)
    r = 0
    for i in range(n): r = max(r, abs(x - i), -(x + i))
    return r
print(abs_min(2000))
def div_loop(n):
    q = r = 0
    for i in range(1, n):
        a, b = divmod(-(2**62) + i, i)
        q ^= a; r += b
        q += (2**62 - i) // -i
        r -= (2**62 - i) % -i
    return q, r
print(div_loop(3000))
def pow_loop(n): return sum(i ** 3 - i ** 2 for i in range(n)), sum(pow(i, 65537, 10007) for i in range(n))
print(pow_loop(2000))
def cmp_loop(n):
    x = 2**62 - n // 2
    c = 0
    lim = 2**62
    while x < lim + 10:
        x += 1; c += x > lim
    return c
print(cmp_loop(2000))
