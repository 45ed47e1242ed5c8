# The recursion limit is the same whether a native loop over a generator is compiled or not.
import sys


def here():
    f, n = sys._getframe(), 0
    while f is not None:
        n += 1
        f = f.f_back
    return n


def deepest(f):
    low, high = 0, 400
    while low < high:
        middle = (low + high + 1) // 2
        try:
            f(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


def walk(n):
    if n:
        yield from walk(n - 1)
    yield n


def walked(n):
    return sum(1 for _ in walk(n - 1))


def listed(n):
    return len(list(walk(n)))


sys.setrecursionlimit(here() + 200)
for f in walked, listed:
    print(f.__name__, len({deepest(f) for _ in range(12)}))
