# Inner loops that the outer one enters again and again with other bounds, objects and types, which compiled code may enter past
# what it has checked at first.
from support import watch

watch.start(hot=2, hot_exit=2)


def clip(v):
    return v if -1000000 < v < 1000000 else v % 9973


class Point:
    k = 3

    def __init__(self, x, y):
        self.x, self.y = x, y

    def m(self, q):
        return clip(q if self.x > q else self.k)


# A field that every turn of the inner loop sets to the same, and that the outer one has changed.
def same_constant():
    p, out = Point(1, 2), []
    for i in range(45):
        for a, b in zip([3, 1, 2], range(9)):
            if not b:
                continue
            for c, d in enumerate([0] * 4, 5):
                p.x = clip(p.m(d))
        out.append(p.x)
    return out


def bounds(n):
    total = 0
    for i in range(n):
        limit = n - i
        for j in range(i + 1, limit):
            total += i * j - limit
        k = limit
        while k > i:
            total += k
            k -= i + 1
    return total


def objects(n):
    points = [Point(i, i * 2) for i in range(7)]
    for step in range(n):
        for i in range(len(points)):
            a = points[i]
            for j in range(i + 1, len(points)):
                b = points[j]
                d = a.x - b.x
                a.y -= d
                b.y += d * 2
        points.append(points.pop(0))
        if step % 9 == 8:
            points.append(Point(step, 0.5))
    return [(p.x, p.y) for p in points]


def types(n):
    out = []
    rows = [[1, 2, 3], [0.5, 1.5, 2.5], [2**70, 1, 2], ["a", "b", "c"], [True, False, True], [1, 2.5, 3]]
    for i in range(n):
        row = rows[i % 6 if i > n // 2 else 0]
        total = row[0]
        for k in range(5):
            for v in row:
                total = total + v
        out.append(total)
    return out[-7:]


class Node:
    def __init__(self, n):
        self.n, self.other = n, None


def of_pair(count, pair):
    total = 0
    for i in range(count):
        total += pair.n + pair.other.n + i
    return total


# Objects that refer to each other, alive where a loop is entered.
def cycles(turns):
    total = 0
    for k in range(turns):
        a, b = Node(k), Node(k + 1)
        a.other, b.other = b, a
        for j in range(3 + k % 5):
            total += a.n * j + b.other.n + a.other.other.n
        total += of_pair(k % 4, b)
    return total


# What exits of the inner loop write has to be what the variables are.
def variables(n):
    seen = []
    for i in range(n):
        last, name, word = None, "n%d" % i, i / 2
        for j in range(i % 7):
            last, other = j, name
            if j == 5:
                seen.append((last, other, word, sorted(locals())))
        if i % 11 == 0:
            seen.append((last, name, word))
    return seen


def grown(n):
    out = []
    for i in range(n):
        row = [i]
        for j in range(1, i % 9 + 2):
            row.append(row[j - 1] + (row[j // 2] if j % 3 else 1))
            if j == 7:
                row = row[2:] + row[:2]
        out.append(sum(row))
    return out


# Indices beyond a list that has become shorter, in the inner loop.
def shorter(n):
    items, caught, total = list(range(20)), 0, 0
    for i in range(n):
        try:
            for j in range(12):
                total += items[j + i % 3]
        except IndexError:
            caught += 1
            items.extend(range(9))
        items.pop()
    return total, caught, len(items)


def big(n):
    total = 0
    for i in range(n):
        start = 2**61 if i % 5 == 4 else i
        for j in range(6):
            total += (start + j) * (j + 1) // 2
    return total


for turn in range(3):
    print(same_constant())
    print(bounds(40), cycles(60), big(40))
    print(objects(30))
    print(types(60))
    print(variables(40))
    print(grown(30))
    print(shorter(60))
