"""Comparisons of floats with ints, and of moduli of complex numbers, in loops that are compiled."""


def between(values, low, high):
    inside = above = equal = 0
    for x in values:
        if x > high:
            above += 1
        elif low <= x:
            inside += 1
        if x == low or high != x:
            equal += 1
    return inside, above, equal


def flags(values, bound):
    return [[x < bound, x <= bound, x == bound, x != bound, x > bound, x >= bound, bound < x, bound >= x] for x in values]


nan, inf = float("nan"), float("inf")
big = 2**53
floats = [i / 4 - 3 for i in range(40)]
odd = [-0.0, 0.0, 1e300, -1e300, inf, -inf, nan, 5e-324, float(big), float(big + 2), 3, True]
for turn in range(40):
    results = [between(floats, -1, 2), between(floats, -1.5, 2), between(floats, 1, 2.5)]
print(results)
for values in (odd, floats, odd):
    for low, high in ((0, 1), (big, big + 1), (-big - 1, big + 1), (2**61 - 1, 2**62 + 1), (1, 10**30), (-1.0, 3)):
        print(between(values * 5, low, high), end=" ")
    print()
for bound in (0, 1, -1, big, big + 1, 2**62 - 1, 2**80):
    for turn in range(20):
        results = flags(odd + [float(bound)], bound)
    print(bound, ["".join("01"[f] for f in row) for row in results])


def mixed(n):
    """Ints and floats take turns."""
    count = 0
    for i in range(n):
        x = i if i % 3 else i + 0.5
        if x > 50:
            count += 1
        if 20 >= x:
            count += 100
    return count


for turn in range(20):
    result = mixed(100)
print(result)


def while_float(limit):
    x, n = 0.0, 0
    while x < limit:
        x += 0.75
        n += 1
    return x, n


print([while_float(k) for k in (10, 100, 10.5, 1000, -3, True)])


def moduli(values, bound):
    less = more = 0
    for z in values:
        if abs(z) < bound:
            less += 1
        if not abs(z) <= bound:
            more += 1
        if bound >= abs(z):
            less += 100
        if abs(z) == bound or abs(z) != bound:
            more += 100
    return less, more


plane = [complex(i / 3, j / 3) for i in range(-9, 10) for j in range(-9, 10)]
near = [complex(0.6, 0.8) * (1 + k * 2**-52) for k in range(-6, 7)] + [1j, -1 + 0j, complex(0.6, -0.8)]
edges = [complex(1e-200, 1e-200), complex(1e200, 1e200), complex(inf, 0), complex(nan, 1), complex(-0.0, 0.0)]
for turn in range(4):
    results = [moduli(v, b) for v in (plane, near, edges) for b in (2.0, 1.0, 1, 2, 0, 0.0, -1.0, 1e-200, 1e200, 1e300, inf, nan)]
print(results)
try:
    moduli(plane + [complex(1.7e308, 1.7e308)] + plane, 2.0)
except OverflowError as e:
    print(e)


def escapes(size, limit):
    inside = 0
    for row in range(size):
        for column in range(size):
            c = complex(2.0 * column / size - 1.5, 2 * row / size - 1)
            z = 0j
            for n in range(limit):
                z = z * z + c
                if abs(z) > 2:
                    break
            else:
                inside += 1
    return inside


print(escapes(24, 30))


def made(n):
    out = []
    for i in range(n):
        out.append(complex(i, -0.0) + complex(-0.0, i / 2))
    return out[-2:], complex(1, 2), complex(True, 2.5), complex("1+2j")


for turn in range(3):
    result = made(60)
print(result)
