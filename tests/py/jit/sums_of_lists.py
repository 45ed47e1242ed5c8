"""Sums of list comprehensions in loops that are compiled, whose guards break."""


def dot(a, b):
    return sum([x * y for x, y in zip(a, b)])


def numbers(items, n):
    return sum([items[i % len(items)] for i in range(n)])


def rows(m, v):
    return [sum([a * v[j] for j, a in enumerate(row)]) for row in m]


class Odd:
    def __init__(self, v):
        self.v = v

    def __radd__(self, other):
        return other + self.v


ints = list(range(50))
floats = [i / 7 for i in range(50)]
for turn in range(60):
    results = [dot(ints, ints), dot(floats, floats), dot(ints, floats)]
print(results)
for turn in range(20):
    result = rows([floats, ints, floats[::-1]], floats)
print(result)

mixed = [
    [1, 2, 3],
    [0.1, 0.2, 0.3],
    [1e16, 1, -1e16, 1.0],
    [True, 2, 0.1],
    [0.1, True],
    [2**60, 3],
    [1e308, 1e308],
    [1e308, 1e308, float("-inf")],
    [1.0, Odd(2.0), 1e16, 1.0, 1.0],
    [1, Odd(2), 0.1],
    [-0.0],
    [0.1, 2**200],
    [2j, 0.1],
    [1e-300, -1e-300, 5e-324],
    [1.7976931348623157e308, -3e292],
]
for items in mixed:
    for n in (0, 1, 5, 40, 200):
        try:
            print(n, repr(numbers(items, n)), end=" ")
        except Exception as e:
            print(n, type(e).__name__, e, end=" ")
    print()
for turn in range(3):
    print([repr(numbers(items, 30)) for items in mixed if not isinstance(items[-1], complex)])


def other(sum, n):
    return sum([i * i for i in range(n)])


for turn in range(30):
    results = [other(f, 20) for f in (sum, max, len, sum, list)]
print(results)


def failing(n):
    try:
        return sum([i if i < 35 else "x" for i in range(n)])
    except TypeError as e:
        return str(e), e.__traceback__.tb_lineno


for turn in range(30):
    results = failing(30), failing(40)
print(results)


def broken(n):
    try:
        return sum([10 / (30 - i) for i in range(n)])
    except ZeroDivisionError as e:
        return str(e)


for turn in range(30):
    results = broken(30), broken(40)
print(results)


def nested(n):
    return sum([sum([i * j for j in range(i)]) + 0.5 for i in range(n)])


for turn in range(30):
    result = nested(20)
print(result)


def filtered(items):
    return sum([x for x in items if x % 3 == 0]), sum([1 for x in items if x % 2])


for turn in range(30):
    result = filtered(ints)
print(result)


def generator(n):
    for i in range(n):
        yield sum([i * k for k in range(5)])


for turn in range(10):
    result = sum([x for x in generator(30)]), sum([x / 3 for x in generator(30)])
print(result)


def overflowing(n):
    return sum([2**61 for _ in range(n)]), sum([-(2**61) - i for i in range(n)])


for turn in range(30):
    result = overflowing(25)
print(result)
