"""Powers, functions of math, parts of complex numbers, extremes and sums in loops that are compiled."""
import math
import random

random.seed(5)
inf, nan = float("inf"), float("nan")
numbers = [random.uniform(-50, 50) for _ in range(300)]
positive = [abs(x) + 1e-3 for x in numbers]
small = [random.uniform(0, 1) ** 3 for _ in range(300)]
edges = [0.0, -0.0, 1e300, -1e300, inf, -inf, nan, 5e-324, 1e-310, 1.5, 2.5, -2.5, 3, -4, 2**62 - 1, 10**30, True]


def powers(values):
    out = []
    for x in values:
        out.append(x**2)
        out.append(x**2.0)
        out.append(x**3)
    return out


def powers_of(values, e):
    total = []
    for x in values:
        try:
            total.append(x**e)
        except (ZeroDivisionError, OverflowError) as error:
            total.append(type(error).__name__)
    return total


for turn in range(3):
    results = powers(numbers)
# squares are as exact as the library's: the same as by pow() of values that loops do not see
print(results == [y for x in numbers for y in (pow(x, 2), pow(x, 2.0), pow(x, 3))])
print(powers(range(-9, 9)))
print(powers([2**20, 2**31, 2**40, -(2**31), 3]))
for e in (2, 0.5, -1, 3, 2.0, -2, 0, 1.5, 40, True):
    for values in (edges, edges[:4] + edges[7:]):
        print([repr(x) for x in powers_of(values * 4, e)[-len(values) :]])


def unary(f, values):
    out = []
    for x in values:
        try:
            out.append(f(x))
        except (ValueError, OverflowError) as e:
            out.append(type(e).__name__)
    return out


def all_of(values):
    out = []
    for x in values:
        out.append(math.isnan(x))
        out.append(math.isinf(x))
        out.append(math.isfinite(x))
        if math.isnan(x) or math.isinf(x):
            out.append(0)
            continue
        out.append(math.floor(x))
        out.append(math.ceil(x))
        out.append(math.degrees(x) == x * (180 / math.pi))
        out.append(math.radians(x) == x * (math.pi / 180))
    return out


for turn in range(3):
    result = all_of(numbers)
print(result[:40])
print(all_of(edges * 3)[-110:])
print(all_of([4.7e18, -4.7e18, 1e19, 4611686018427387904.0, -4611686018427387905.0] * 4))
functions = [math.sin, math.cos, math.tan, math.exp, math.log, math.log2, math.log10, math.sqrt, math.atan]
functions += [math.asin, math.acos, math.sinh, math.cosh, math.tanh, math.exp2]
for f in functions:
    # the same as for values that loops do not see
    for values in (positive, small, edges, numbers, [1, 2, 3, 1000, -1, 0] * 5, [800.0, -800.0, 1e10] * 9):
        got = unary(f, values)
        again = [unary(f, [x])[0] for x in values]
        if repr(got) != repr(again):
            print(f.__name__, got[:5], again[:5])
    print(f.__name__, [round(x, 6) for x in unary(f, small)[:3]])


def sines(n):
    total = 0.0
    for i in range(n):
        total += math.sin(i) * math.cos(i / 2) + math.exp(-i) + math.log(i + 1) + math.atan2(i, 3.5)
    return round(total, 6)


print(sines(500))


def domain(n):
    try:
        for i in range(n, -n, -1):
            math.log(i)
    except ValueError as e:
        return i, str(e)


def overflow(n):
    try:
        for i in range(n):
            math.exp(i)
    except OverflowError as e:
        return i, str(e)


print(domain(60), domain(80), overflow(2000), overflow(3000))


def parts(values):
    re = im = 0.0
    for z in values:
        z = (z * 0.5 + 1) * 2 - (3 - z) + 2.5 * z - z * 2
        re += z.real
        im += z.imag + z.conjugate().imag
    return re, im


print(parts([complex(x / 4, -x) for x in range(100)]))
print(parts([complex(x, 2) for x in (0.0, -0.0, inf, nan, 1e300)] * 8))
print([repr(x) for z in (1j, complex(-0.0, -0.0)) for x in (z + 0, 0 + z, z - 0, 0 - z, z * 1, 1 * z, z * -0.0, -0.0 * z)])


def signs(values):
    out = []
    for z in values:
        out.append([z + 0, 0 + z, z - 0, 0 - z, z * 1, 1 * z, z * -0.0, -0.0 * z, z - 0.0, 0.0 - z])
    return out[-1]


print([repr(signs([z] * 60)) for z in (1j, complex(-0.0, -0.0), complex(0.0, -0.0))])


def extremes(values):
    out = []
    for x in values:
        out.append(max(0, min(255, x)))
        out.append(min(x, 7, 3.5))
        out.append(max(x, 1, x, 2.0))
        out.append(min(1, x, True) if x == 1 else max(x, 1.0, 1))
    return out


print([repr(x) for x in extremes([1, 1.0, 300, 300.5, -2.5, -3] * 10)[-24:]])
print([repr(x) for x in extremes(edges * 3)[-4 * len(edges) :]])


def quotients(values, by):
    total = []
    for x in values:
        q, r = divmod(x, by)
        total.append((q, r))
    return total


print(quotients(range(-30, 30), 7)[::9], quotients(range(-30, 30), -7)[::9], quotients([1, 2.5] * 20, 2)[-2:])
try:
    quotients(range(40), 0)
except ZeroDivisionError as e:
    print(e)


def truths(values):
    n = 0
    for x in values:
        if x:
            n += 1
        if not x:
            n += 100
        n += (x > 1) + (x == 0)
    return n


print(truths([0.0, 1.5, -0.0, 5e-324, nan, 0, 1, 2.5] * 20))


def generated(values):
    return sum(x for x in values), sum((x * 2 for x in values), 3), sum(x + 0.5 for x in range(len(values)))


tenths = [0.1 * i for i in range(60)]
for turn in range(40):
    results = generated(tenths), generated([1e16, 1.0, 1.0, -1e16] * 12), generated(range(50))
print(results)


def shown(values):
    try:
        return repr(sum(x for x in values))
    except Exception as e:
        return str(e)


odd = [[1.5, 2, 3.5, True, 1e16, 1.0, 1.0], [1, 1e308, 1e308, -1e308], [1.5, inf, -inf, 1.0], [2.5, 1j, 0.1], [0.1, None]]
odd += [[2**62, 2**62, 0.5, 1e16, 1.0], [-0.0] * 3, [1.7976931348623157e308, -3e292, 1.0], [1e16, 1.0, 2**70, 1.0]]
for turn in range(12):
    results = [shown(([0.1] * 20 if k else []) + values + values) for values in odd for k in (0, 1)]
print(results)
print(max(tenths), min(tenths), max([1, 2.5, 2]), min([nan, 1.0]), repr(max([nan, 1.0])), max([2, 2.0]), min((3, 1, 2)))
