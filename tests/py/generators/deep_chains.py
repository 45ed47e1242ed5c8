# Chains of generators that delegate to each other, near the recursion limit and back from it, item by item. The time it takes
# grows with the square of the depth, since each item goes through all of them, and no faster.
import sys


def nested(items):
    yield "["
    for x in items:
        yield from nested(x)
    yield "]"


def make(n):
    items = []
    for _ in range(n):
        items = [items]
    return items


def run(limit, depth):
    old = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    n = 0
    try:
        for _ in nested(make(depth)):
            n += 1
    except RecursionError as e:
        print(e)
    finally:
        sys.setrecursionlimit(old)
    return n


print(run(500, 150), run(500, 400), run(300, 100))
print(run(500, 1000) in range(400, 500), run(300, 250))


def plain(n, g):
    return plain(n - 1, g) + 1 if n else next(g)


def count(n):
    while True:
        yield plain(n, iter([n]))
        n += 50


def grows(limit):
    old = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    g, seen = count(0), 0
    try:
        for _ in range(1000):
            seen += next(g)
    except RecursionError:
        seen = -seen
    finally:
        sys.setrecursionlimit(old)
    return seen < 0, plain(20, iter([1]))


print(grows(400), grows(300))


async def waits(n):
    return await waits(n - 1) + 1 if n else 0


def drive(n):
    sys.setrecursionlimit(400)
    c = waits(n)
    try:
        c.send(None)
    except StopIteration as e:
        return e.value
    except RecursionError:
        return "too deep"


print(drive(100), drive(200), drive(600))
