# Keys that hash and compare by identity, in hot loops, and classes that stop and start being so.
class Slotted:
    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n


class Plain:
    def __init__(self, n):
        self.n = n


def count(keys):
    d, s = {}, set()
    for k in keys:
        d[k] = 0
    for _ in range(60):
        for k in keys:
            d[k] = d[k] + k.n
            if k in s:
                s.discard(k)
            else:
                s.add(k)
            pair = (k, 1)
            d[pair] = d.get(pair, 0) + 1
    return sum(d.values()), len(s), len(d)


keys = [Slotted(i) for i in range(20)] + [Plain(i) for i in range(20)]
print(count(keys), count(keys))


def found(d, keys):
    n = 0
    for _ in range(300):
        for k in keys:
            if k in d:
                n += d[k]
    return n


class Changing:
    def __init__(self, n):
        self.n = n


things = [Changing(i % 3) for i in range(9)]
by_identity = dict.fromkeys(things, 1)
print(found(by_identity, things), len(by_identity))
hashed = []


def by_value(self):
    hashed.append(self.n)
    return self.n


Changing.__hash__ = by_value
Changing.__eq__ = lambda a, b: isinstance(b, Changing) and a.n == b.n
by_number = dict.fromkeys(things, 1)
print(found(by_number, things), len(by_number), len(hashed))
del Changing.__hash__, Changing.__eq__
print(found(by_identity, things), len(hashed))
print(found({object: 1, len: 2, None: 3, "a": 4, 1: 5}, [object, len, "a", 1, 2, count, None]))
