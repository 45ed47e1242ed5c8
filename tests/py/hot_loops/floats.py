import math
def euler(n):
    s = 0.0
    for i in range(1, n): s += 1.0 / (i * i)
    return s
def newton(n):
    t = 0.0
    for i in range(1, n):
        x = float(i)
        for _ in range(8): x = 0.5 * (x + i / x)
        t += x
    return round(t, 6)
def mandel(w, h):
    out = []
    for y in range(h):
        row = ""
        for x in range(w):
            cr, ci = x / w * 3 - 2, y / h * 2 - 1
            zr = zi = 0.0; k = 0
            while zr * zr + zi * zi < 4 and k < 30: zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci; k += 1
            row += " .:-=+*#%@"[k // 3 - 1 if k else 0]
        out.append(row)
    return out
def mandel_c(n):
    t = 0
    for a in range(n):
        for b in range(n):
            z = 0j; c = complex(a / n * 3 - 2, b / n * 2 - 1); k = 0
            while abs(z) < 2 and k < 20: z = z * z + c; k += 1
            t += k
    return t
def leibniz(n):
    s, sign = 0.0, 1.0
    for i in range(n): s += sign / (2 * i + 1); sign = -sign
    return 4 * s
def nbody(n):
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    for _ in range(n):
        r3 = (x * x + y * y) ** 1.5
        vx -= x / r3 * 0.01; vy -= y / r3 * 0.01
        x += vx * 0.01; y += vy * 0.01
    return round(x, 9), round(y, 9)
def minmax(n):
    lo, hi = float("inf"), float("-inf")
    for i in range(n):
        v = (i * 7919 % 1009) / 7 - 50
        if v < lo: lo = v
        if v > hi: hi = v
    return lo, hi
def intdiv(n):
    s = 0.0
    for i in range(1, n): s += (i / 3) // 1 + (i / 3) % 1 - -i // 2.5 + divmod(i, 0.7)[0]
    return round(s, 6)
def conv(n):
    s = 0
    for i in range(n): s += int(i * 0.37) + round(i * 0.11) + math.floor(-i / 7) + int(float(i)) + (i * 0.5 == i // 2)
    return s
def tiny(n):
    x = 1.0; c = 0
    for i in range(n):
        x /= 3
        if x < 1e-300: x = 1.0; c += 1
    return x, c
def huge(n):
    x = 1.0; c = 0
    for i in range(n):
        x *= 1e30
        if x > 1e300: x = 1.0; c += 1
    return x, c
def cmp(n):
    c = 0; nan = float("nan")
    for i in range(n):
        f = i / 2
        c += (f < i) + (f == i) * 2 + (f >= 5) * 3 + (nan < f) + (nan != nan) * 5 + (f is f) + (i == f * 2) * 7
    return c
def horner(n):
    co = [1.0, -2.5, 0.5, 3.0]; s = 0.0
    for i in range(n):
        x = i / n; r = 0.0
        for c in co: r = r * x + c
        s += r
    return round(s, 8)
n = 4000
print(round(euler(n), 12), newton(500), mandel_c(20), round(leibniz(n), 12), nbody(n), minmax(n), intdiv(n), conv(n), tiny(n), huge(n), cmp(n), horner(n))
print("\n".join(mandel(60, 12)))
def mixed(n):
    t = 0
    for i in range(n):
        t = t + 0.5 if i % 2 else t + 1
        if i % 1000 == 999: t = int(t)
    return t
print(mixed(5500), sum(math.sqrt(i) > 10 for i in range(2000)), sum(1.1 ** (i % 30) for i in range(300)) > 1000)
