a = 0
for i in range(1, 200):
    a = a * 3 + i if i % 7 else a - i * 10**18
print(a, a % 1000007)
f = 1
for i in range(1, 61): f *= i
print(f)
for x in (2**31, 2**32, 2**61, 2**62, 2**63, 2**64, 2**127, 2**128):
    print(x - 1 + 1 == x, (x - 1) * (x - 1) == x * x - 2 * x + 1, (x * x) // x == x, -x // 3, -x % 3, (x + 1) ^ (x - 1), x.bit_length())
