# Loops whose numbers are small when they are compiled, and then are not.
def squares(n, step, start):
    total = 0
    for i in range(start, start + n * step, step):
        total += i * (i + 1) // 2 + i
    return total


def strided(items, first, step):
    total = 0
    k = first
    while k < len(items):
        total += items[k] * k * step
        k += step
    return total


def polynomial(n, a, b):
    out = 0
    for i in range(n):
        out = (i + a) * (i + b) + a * b
    return out


def counted(xs, start):
    return sum(i * (i + start) for i, x in enumerate(xs, start))


def numbered(it, pairs):
    total = 0
    for i, x in pairs:
        total += (i + 1) * (i + x)
    return total, it


def both(a, b):
    total = 0
    for x, y in zip(a, b):
        total = total * 3 % 1000003 + x * y
    return total


for _ in range(3):
    print(squares(200, 1, 0), strided(list(range(300)), 1, 3), polynomial(200, 5, 7), counted(range(200), 0))
for start in (2**20, 2**30 - 100, 2**31 - 50, 2**40, 2**61, 2**62 - 100, -(2**62), -(2**31), -5):
    print(start, squares(200, 1, start), polynomial(200, start, 3), polynomial(200, 3, start), counted([0] * 200, start))
print(squares(200, 2, 5), squares(200, -1, 5), squares(200, -7, 2**31), squares(200, 2**40, 0))
for step in (1, 2, 2**20, 2**40, 2**62, 2**70):
    print(step, strided(list(range(300)), 0, step), strided([2**50] * 300, 1, step))

# An enumerate whose count is the index, whose count is another number, and one whose items are taken elsewhere.
for _ in range(3):
    print(numbered(None, enumerate([1] * 200))[0])
xs = [3] * 300
print(numbered(None, enumerate(xs, 2**62 - 250))[0])
it = iter(xs)
next(it)
print(numbered(it, enumerate(it))[0], next(it, "end"))
it = iter(xs)


def pairs_and_more():
    total = 0
    for i, x in enumerate(it):
        total += i * x
        if i % 10 == 7:
            total += next(it)
    return total


print(pairs_and_more())

# Lists in step, and one behind the other.
for _ in range(3):
    print(both(list(range(200)), list(range(200, 400))))
a, b = iter(list(range(300))), iter(list(range(300)))
next(b)
print(both(a, b))
a = iter(list(range(300)))
print(both(a, a))


def zipped_and_more():
    total = 0
    first, second = iter(list(range(300))), iter(list(range(500)))
    for x, y in zip(first, second):
        total = total * 3 % 1000003 + x * y
        if x % 10 == 7:
            total += next(second)
    return total, next(first, "end"), next(second, "end")


print(zipped_and_more())
