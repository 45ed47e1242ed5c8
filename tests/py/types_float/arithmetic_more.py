import warnings; warnings.simplefilter("ignore")
inf = float("inf"); nan = float("nan")
x, n = 1.0, 0
while x + 1.0 != x and n < 2000: x *= 2; n += 1
print(n, x)
def mixed(n):
    s, t = 0.0, 1
    for i in range(n): s += i / (i + 1); t = t * 1.0000001 if i % 2 else t + i
    return round(s, 6), round(t, 3)
print(mixed(1000))
print([v for v in [1e-255 * 10**-i for i in (0, 10, 50)]], [2.0**-256, 2.0**-255, 2.0**-254, 2.0**256, 2.0**257, 2.0**258, -2.0**257, -2.0**-256, -2.0**1023])
print([a + b for a in (0.0, -0.0, inf, -inf) for b in (0.0, -0.0)], [a * b for a in (0.0, -0.0, 1.0) for b in (0.0, -0.0, -1.0)])
