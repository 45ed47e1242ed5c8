"""Dicts and sets whose keys have `__hash__` and `__eq__` in Python: results, order of calls, exceptions, tables changed meanwhile."""

import sys
import traceback

log = []


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return self.x * 31 + self.y

    def __repr__(self):
        return f"P({self.x},{self.y})"


def sets(n):
    found = {Point(i % 7, i // 7 % 5) for i in range(n)}
    more = set()
    for i in range(n):
        more.add(Point(i % 5, i % 3))
    both = inside = 0
    for i in range(n):
        p = Point(i % 9, i % 6)
        if p in found:
            both += 1
        if p not in more:
            both += 100
        inside += (p in more) + 2 * (p not in found)
    return len(found), len(more), both, inside


def dicts(n):
    d = {}
    for i in range(n):
        d[Point(i % 7, i % 4)] = i
    e = {Point(i % 3, 0): i for i in range(n)}
    total = 0
    for i in range(n):
        total += d[Point(i % 7, i % 4)] + e.get(Point(i % 5, 0), 1000)
        total += d.get(Point(i % 9, 50)) is None
        if Point(i, i) in d:
            total += 1
    frozen = frozenset(e)
    return len(d), total, sum(Point(i % 4, 0) in frozen for i in range(n)), list(e)


print(sets(300), dicts(300))


class Poor:
    """All have one hash; what is asked, and in which order, is told."""

    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        log.append((self.n, other.n))
        return self.n == other.n

    def __hash__(self):
        log.append(self.n)
        return 5


def told(n):
    d = {}
    s = set()
    for i in range(n):
        k = Poor(i % 4)
        d[k] = i
        s.add(k)
        d[k] += k in s
        d.get(Poor(9)), Poor(i % 3) not in s
    return [(k.n, v) for k, v in d.items()], len(s)


print(told(40), len(log), log[:30], log[-12:])


class Odd:
    """Hashes that are not plain small ints."""

    def __init__(self, hash):
        self.hash = hash

    def __hash__(self):
        return self.hash


class Whole(int):
    pass


def odd(n):
    out = []
    for h in (-1, -2, True, 1 << 61, 1 << 62, (1 << 63) - 1, -1 << 63, 1 << 64, 1 << 200, -(1 << 90), Whole(7), Whole(-1)):
        d = {}
        for i in range(n):
            k = Odd(h)
            d[k] = i
            assert d[k] == i and k in d and Odd(h) not in d and hash(k) == hash(Odd(h))
        out.append(len(d))
    return out


print(odd(30))


class Bad:
    def __init__(self, kind):
        self.kind = kind

    def __hash__(self):
        if self.kind == 1:
            raise TypeError("not hashed")
        if self.kind == 2:
            raise ValueError("no")
        if self.kind == 3:
            return "text"
        return 3

    def __eq__(self, other):
        if self.kind == 4 or other.kind == 4:
            raise ZeroDivisionError("eq")
        return self is other


def attempt(d, s, k):
    out = []
    for action in (
        lambda: d[k],
        lambda: d.get(k),
        lambda: k in d,
        lambda: k in s,
        lambda: d.__setitem__(k, 1),
        lambda: s.add(k),
        lambda: hash(k),
        lambda: {k},
        lambda: {x for x in [k]},
        lambda: {x: 1 for x in [k]},
    ):
        try:
            out.append(action())
        except Exception as e:
            context = e.__context__ is None and e.__cause__ is None
            out.append(f"{type(e).__name__}: {e}" if type(e) is not KeyError else f"KeyError {context}")
    return [x if isinstance(x, (str, int, bool, type(None))) else type(x).__name__ for x in out]


def bad(n):
    for i in range(n):
        kind = i % 5 if i > n - 6 else 0
        d, s = {Bad(0): 1}, {Bad(0)}
        got = attempt(d, s, Bad(kind))
        if i > n - 6:
            print(kind, got)


bad(60)


def loop(d, keys):
    hits = 0
    for k in keys:
        try:
            hits += d[k]
        except KeyError as e:
            assert e.args[0] is k
            hits += 1000
        except TypeError as e:
            hits += 100000
            assert str(e) == "cannot use 'Bad' as a dict key (not hashed)", e
    return hits


b = Bad(0)
print(loop({b: 1, Point(1, 2): 5}, [b] * 50 + [Point(1, 2)] * 50 + [Point(2, 2)] * 3 + [Bad(1)] * 2 + [b] * 3))


class Meddler:
    """Comparing changes the table."""

    table = None
    armed = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 11

    def __eq__(self, other):
        if Meddler.armed:
            Meddler.armed -= 1
            t = Meddler.table
            t.clear()
            if isinstance(t, dict):
                t[Meddler(7)] = "new"
            else:
                t.add(Meddler(7))
        return self.n == other.n


def meddle(n):
    out = []
    for i in range(n):
        d = {Meddler(1): "one"}
        s = {Meddler(1)}
        if i >= n - 2:
            Meddler.armed = 1
        Meddler.table = d
        a = d.get(Meddler(1), "none")
        Meddler.armed = Meddler.armed or int(i >= n - 2)
        Meddler.table = s
        b = Meddler(1) in s
        s.add(Meddler(1))
        Meddler.table = d
        Meddler.armed = Meddler.armed or int(i >= n - 1)
        d[Meddler(7)] = "seven"
        out.append((a, b, len(s), list(d.values())))
    return out[:1] + out[-3:]


print(meddle(40))


class Deep:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash((self.n, "deep"))

    def __eq__(self, other):
        return self.n == other.n

    def trace(self):
        return [f.name for f in traceback.extract_stack()[-3:]]


class Seen(Deep):
    def __hash__(self):
        if self.n == 77:
            names = []
            f = sys._getframe()
            while f and f.f_code.co_name != "run":
                names.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
                f = f.f_back
            log.append(names)
        if self.n == 78:
            raise OverflowError(self.n)
        return super().__hash__()


def look(n):
    d = {}
    for i in range(n):
        k = Seen(77 if i == n - 2 else i % 10)
        d[k] = i
        if i == n - 1:
            try:
                d[Seen(78)]
            except OverflowError as e:
                print([(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])
    return len(d), hash(Deep(1)) == hash((1, "deep")), k in d


print(look(60), log[-1])


class Changing:
    def __hash__(self):
        return 1


def changing(n):
    k = Changing()
    d = {k: 1}
    out = []
    for i in range(n):
        out.append(k in d)
        if i == n - 3:
            Changing.__hash__ = lambda self: 2
        if i == n - 2:
            Changing.__hash__ = None
            try:
                k in d
            except TypeError as e:
                print(e)
            del Changing.__hash__
            Changing.__hash__ = lambda self: 1
    return out[-4:]


print(changing(50))


def mixed(n):
    d = {1: "int", "a": "str", Point(0, 1): "point", (1, 2): "tuple", 2.5: "float"}
    keys = [1, Point(0, 1), "a", Point(0, 2), (1, 2), 2.5, Deep(1)]
    out = []
    for i in range(n):
        out.append(d.get(keys[i % 7], "-"))
    return out[-7:]


print(mixed(100))


class Answer:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 0

    def __eq__(self, other):
        return self.v


def truths(n):
    out = []
    for v in (0, 1, [], [0], NotImplemented, "", None):
        d = {Answer(v): "yes"}
        for i in range(n):
            out.append(d.get(Answer(v), "no"))
    return out[::n]


print(truths(20))
