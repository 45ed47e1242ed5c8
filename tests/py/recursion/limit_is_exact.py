# How deep calls may go is the same for functions with few and with many variables, whatever the program did before, and whether or
# not the functions have been compiled.
import sys


def here():
    f, n = sys._getframe(), 0
    while f is not None:
        n += 1
        f = f.f_back
    return n


def deepest(f):
    low, high = 0, 700
    while low < high:
        middle = (low + high + 1) // 2
        try:
            f(middle)
            low = middle
        except RecursionError:
            high = middle - 1
    return low


def small(n):
    return 0 if n == 0 else 1 + small(n - 1)


def chain(n):
    return n and chain(n - 1)


def big(n):
    if n == 0:
        return 0
    a = b = c = d = e = g = h = i = j = k = l = m = o = p = q = n
    return big(n - 1) + max(a, b, c, d, e, g, h, max(a, b, c, d, e, i, j, k, l, m, max(a, b, c, m, o, p, q)))


def guarded(n):
    if n == 0:
        return 0
    try:
        return guarded(n - 1) + 1
    except ValueError:
        return 3
    finally:
        n += 1


class Method:
    def down(self, n):
        return n and self.down(n - 1)


def inner(n):
    def down(n):
        return n and down(n - 1)
    return down(n - 1)


sys.setrecursionlimit(here() + 300)
first = deepest(small)
print(first < 300, first > 290)
for f in small, chain, big, guarded, Method().down, inner:
    print(f.__name__, [deepest(f) - first for _ in range(4)])


def from_above(n, f):
    if n:
        return from_above(n - 1, f)
    return deepest(f)


print([from_above(n, f) + n - first for n in (1, 10, 77, 200) for f in (small, big, chain)])
big(250)
print([deepest(f) - first for f in (small, big, chain, small)])


# between the deepest calls others come and go
def tree(n):
    if n == 0:
        return 1
    k = 0
    for i in range(2 if n % 40 == 0 else 1):
        k += tree(n - 1)
    return k


print(tree(250), deepest(tree) - first)


def walk(n):
    if n:
        yield from walk(n - 1)
    yield n


def walked(n):
    return sum(1 for _ in walk(n - 1))


second = deepest(walked)
print(first - second < 8, [deepest(walked) - second for _ in range(3)], deepest(small) - first)

# another limit, also from inside
sys.setrecursionlimit(here() + 150)
print(first - deepest(small), first - deepest(big))


def lower(n):
    if n == 0:
        sys.setrecursionlimit(here() + 100)
        return deepest(small)
    return lower(n - 1)


third = lower(20)
print(first - third - 200, [lower(k) - third for k in (20, 30, 40, 20)])
sys.setrecursionlimit(here() + 300)
print([deepest(f) - first for f in (small, big, chain)])
