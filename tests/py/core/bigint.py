print(2 ** 100, -2 ** 100, 10 ** 30 // 7, 10 ** 30 % 7, -(10 ** 30) // 7, 3 ** 200 % 10 ** 9, (1 << 200) >> 190, 2 ** 70 & 2 ** 69 + 5, 2 ** 64 | 1, ~2 ** 64)
f = 1
for i in range(1, 30): f *= i
print(f, f // 10 ** 20, len(str(f)), hex(f), float(f), f > 10 ** 30, f == int(str(f)))
a, b = 0, 1
for _ in range(200): a, b = b, a + b
print(a, a % 1000, a.bit_length(), divmod(a, 10 ** 20), pow(7, a, 1000), round(a, -38), f"{a:,}", int("9" * 40) + 1, -a // 3, abs(-a) == a)
