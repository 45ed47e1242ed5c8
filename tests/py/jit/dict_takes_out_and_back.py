"""A key that a loop takes out of a dict and enters again: it is known to be missing; holes among entries are taken out in place."""


class Cache:
    def __init__(self, size):
        self.size, self.entries = size, {}

    def get(self, key):
        entries = self.entries
        if key in entries:
            value = entries.pop(key)
        else:
            value = (key, 1)
            if len(entries) >= self.size:
                del entries[next(iter(entries))]
        entries[key] = value
        return value


def lru(keys, size):
    cache = Cache(size)
    for key in keys:
        assert cache.get(key) == (key, 1)
    return list(cache.entries)


def ints(n):
    seed = 7
    for _ in range(n):
        seed = (seed * 1309 + 13849) & 65535
        yield seed % 100 if seed & 256 else seed % 40


print(lru(ints(3000), 20)[:12])
print(lru((i - 50 for i in ints(3000)), 21)[:12])
print(lru((str(i) for i in ints(3000)), 20)[:12])
print(lru((b"%d" % i for i in ints(3000)), 20)[:6])
print(lru(((i, i & 3) for i in ints(3000)), 20)[:6])
print(lru((i << 57 for i in ints(3000)), 20)[:3])
print(lru((i / 4 for i in ints(3000)), 20)[:8])


def between(n):
    """Something else enters the key, or another one, between."""
    d, other, out = {i: i for i in range(30)}, {}, 0
    for i in range(n):
        k = i % 30
        v = d.pop(k)
        e = d if i % 7 == 0 else other
        e[k] = i
        out += k in d
        d[k] = d.get(k, v) + 1
        del d[k]
        out += k in d
        d.setdefault(k, v)
        out += d[k] & 1
    return out, len(d), list(d)[:5], list(d.items())[-1], len(other)


print(between(500))


def queue(n):
    d = {}
    for i in range(n):
        d[i] = i
        if i > 40:
            del d[i - 40]
        if i % 97 == 0:
            assert list(d) == [0, *range(max(i - 39, 1), i + 1)], (i, list(d))
    return list(d)[:3], len(d), i in d, 3 in d


print(queue(2000))


def sparse(n):
    """Every key that leaves a hole; later look-ups of what is there and of what is not."""
    d = {i * 3: i for i in range(200)}
    found = 0
    for i in range(n):
        k = (i * 7919) % 600
        if k in d:
            d[k + 1000 * (i % 3)] = d.pop(k)
        found += (k + 1000) in d
        if len(d) > 150 and i % 5:
            d.pop(next(iter(d)))
    return found, len(d), sum(d), list(d.values())[:5]


print(sparse(3000))


class Same:
    """Takes entries out and in again while it is compared."""

    def __init__(self, n, d=None):
        self.n, self.d = n, d

    def __hash__(self):
        return 5

    def __eq__(self, other):
        if self.d:
            d, self.d = self.d, None
            for _ in range(100):
                x = d.pop(17)
                d[17] = x
        return isinstance(other, Same) and self.n == other.n


def compared():
    d = {i: i for i in range(20)}
    d[Same(1)] = "one"
    d[Same(2)] = "two"
    for i in range(50):
        assert d[Same(2, d)] == "two"
        assert d.get(Same(3, d)) is None
        assert d[Same(1, d)] == "one"
    return list(d)[:3], len(d)


print(compared())


def walk():
    """An entry moves while the dict is iterated."""
    d = {i: i for i in range(30)}
    out = []
    try:
        for i, k in enumerate(d):
            out.append(k)
            if i < 10:
                d[k] = d.pop(k)
            if i > 100:
                break
    except RuntimeError as e:
        out.append(str(e))
    return len(out) > 20


print(walk())
