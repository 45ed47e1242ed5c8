"""Division of complex numbers, and small methods of numbers, in loops that are compiled."""

inf, nan = float("inf"), float("nan")


def quotients(values, w):
    out = []
    for z in values:
        try:
            out.append(z / w)
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


def divided(x, divisors):
    out = []
    for w in divisors:
        try:
            out.append(x / w)
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


plane = [complex(i / 3 - 2, 7 - j * 1.1) for i in range(9) for j in range(9)]
edges = [0j, complex(-0.0, 0.0), complex(inf, 1), complex(1, nan), complex(inf, nan), complex(1e300, -1e300), 1e-310j]
edges += [complex(nan, inf), complex(-inf, -inf), complex(3, 3), complex(3, -3), 2.5, 0.0, -3, 0, inf, nan, True]
for w in (2 - 1j, 1 + 3j, 3 + 3j, 2.5, 4, 1e-300 + 1e300j, 0j, 0.0, 0, complex(inf, 1), complex(nan, 1)):
    results = quotients(plane, w), quotients([complex(z) for z in edges] * 6, w)
    print(w, [repr(z) for z in results[0][::20]])
    print("  ", [repr(z) for z in results[1][-len(edges) :]])
for x in (1 + 2j, 3.5, 2, complex(inf, 1), inf, -0.0):
    results = divided(x, plane), divided(x, [w for w in edges if isinstance(w, complex)] * 6)
    print(x, [repr(z) for z in results[0][::20]])
    print("  ", [repr(z) for z in results[1][-len(edges) :]])


def bits(values):
    total = 0
    for i in values:
        total += i.bit_length() * 100 + i.bit_count()
    return total


print([bits(range(n, n + 60)) for n in (0, -30, 2**40, -(2**61), 2**62 - 30)], bits([2**100, True, False, -1] * 20))


def whole(values):
    n = 0
    for x in values:
        if x.is_integer():
            n += 1
    return n


print(whole([i / 4 for i in range(100)]), whole([1.5, inf, -inf, nan, -0.0, 1e300, 5e-324, 2.0] * 10), whole([1, 2.5, 3.0, True] * 20))
