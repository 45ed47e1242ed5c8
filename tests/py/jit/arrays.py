"""Items of array.array, truth values added up, and sums of generated floats, in loops that are compiled."""
from array import array


def read(a, n):
    total = 0
    for i in range(n):
        total += a[i % len(a)] + a[-1]
    return total


def write(a, values, n):
    for i in range(n):
        try:
            a[i % len(a)] = values[i % len(values)]
        except (TypeError, OverflowError) as e:
            return i, type(e).__name__
    return a.tolist()


for code in "bBhHiIqQfd":
    big = {"b": 127, "B": 255, "h": 2**15 - 1, "H": 2**16 - 1, "i": 2**31 - 1, "I": 2**32 - 1, "q": 2**63 - 1}.get(code, 100)
    low = {"b": -128, "h": -(2**15), "i": -(2**31), "q": -(2**63), "l": -5, "f": -0.5, "d": -0.5}.get(code, 0)
    a = array(code, [1, 2, 3, 4])
    for turn in range(3):
        result = read(a, 100)
    a[1], a[2] = big, low
    print(code, result, read(a, 100), write(a, [5, 6], 60), write(a, [7, big, low], 60))
    print("  ", write(a, [1, 2.5], 60), write(a, [1] * 50 + [True], 60), write(a, [1] * 50 + [None], 60), write(a, [2**70], 60))
for a in (array("B", [1, 2]), array("q", [1, 2]), array("d", [1, 2])):
    print(write(a, [1] * 50 + [-1], 60), write(a, [1] * 50 + [256], 60), write(a, [1] * 50 + [2**62], 60))
print(read(array("Q", [2**64 - 1, 1]), 80), read(array("q", [-(2**63), 2**62]), 80), read(array("d", [-0.0, float("inf")]), 80))


def at(a, n):
    got = []
    for i in range(-n, n):
        try:
            got.append(a[i])
        except IndexError as e:
            got.append(str(e))
    return got


print(at(array("d", range(50)), 52)[::13], at(array("i", range(-25, 25)), 52)[::13])


def grown(n):
    a = array("d", [0.5])
    for i in range(n):
        a[i] += 1
        a.append(a[i] * 0.5)
        if i % 10 == 9:
            a[0] = a.pop() + a[0]
            a.append(2)
    return len(a), sum(a), a[3:6].tolist()


def viewed(n):
    a = array("q", [0] * 8)
    m = memoryview(a)
    total = 0
    for i in range(n):
        a[i % 8] += i
        m[(i + 1) % 8] = a[i % 8] + 1
        total += a[(i + 1) % 8]
    return total, a.tolist()


for turn in range(3):
    results = grown(100), viewed(100)
print(results)


class Doubles(array):
    def __getitem__(self, i):
        return array.__getitem__(self, i) + 100


print(read(Doubles("d", [1, 2]), 60), read([1, 2], 60), read(array("d", [1, 2]), 60), read((1.5, 2), 60), read(b"ab", 60))


def counts(values):
    total = 0
    product = 1
    both = []
    for x in values:
        total += (x > 5) + (x < 3)
        total -= (x == 4) * (x != 7) - True
        product *= (x > -1) + True
        both = [(x > 5) & (x < 9), (x > 5) | (x == 1), (x > 5) ^ True, (x > 5) - (x > 2)]
    return total, product % 1000007, both


for turn in range(3):
    results = counts(range(40)), counts([float(x) for x in range(40)])
print(results)


def floats(n, broken=None):
    for i in range(n):
        yield 0.1 * i
        if i == broken:
            yield "text"


def total(n, broken=None):
    try:
        return repr(sum(floats(n, broken)))
    except TypeError as e:
        return str(e), e.__traceback__.tb_next is None


for turn in range(20):
    results = [total(n) for n in (0, 1, 5, 17, 100, 401, 402, 1000)], total(500, 450), total(500, 10)
print(results)
print(sum((0.1 for _ in range(2000)), 1.5), sum(((0.5, 1)[i == 700] for i in range(1000))), sum((1e308 for _ in range(600))))
print(sum(x for x in [1e16] + [1.0] * 1000), sum(i if i < 500 else 0.1 for i in range(1000)))
l = list(range(60)) + [1.0, 2.5, True, "a"]
print([l.count(x) for x in (1, 1.0, True, 2.5, 59, "a", None)], [l.index(x) for x in (1, 1.0, 2.5, 59, "a")], 60 in l, 59 in l)
