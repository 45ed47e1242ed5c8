"""Dicts and sets in hot loops: keys that are there, missing, of other classes, equal to others; dicts that change meanwhile."""

from collections import Counter, OrderedDict, defaultdict


def count(keys):
    counts = {}
    for k in keys:
        counts[k] = counts.get(k, 0) + 1
    return counts


print(count([i % 7 for i in range(100)]))
print(count("the quick brown fox jumps over the lazy dog" * 3))
print(count([(i % 3, str(i % 2)) for i in range(100)]))
print(count([1, True, 1.0, 2, 2.0, False, 0, "1", -1, -2, None] * 9))
print(count([(1, 2), (1.0, 2), (True, 2), (1, 2, 3), ("a",), ("a", (1,)), ("a", (1,))] * 9))
print(count([2**70, 2**70 + 1, float(2**70), "x", b"x", 1.5, ..., range(2), -(2**62), 2**61 - 1, 0] * 8))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        log.append(self.n)
        return self.n == (other.n if isinstance(other, Key) else other)


log = []


def strange(n):
    d = {Key(i % 3): i for i in range(6)}
    found = 0
    for i in range(n):
        found += i % 4 in d
        found += (i % 5, 1) in d
        if i == 50:
            d[3] = "three"
            d["s"] = "text"
    return found, d[3], d["s"], sorted(set(log))


print(strange(100))


def changing(n):
    d, seen = {"a": 1}, []
    for i in range(n):
        d["a"] += 1
        if "b" in d:
            seen.append(d["b"])
            if i % 3 == 0:
                del d["b"]
        elif i % 5 == 0:
            d["b"] = i
        if i == 60:
            d["a"] = "text"
            d = dict.fromkeys("abc", 0)
    return d, seen


print(changing(100))


def aliases(n):
    d = {"x": 0, "y": 0}
    e = d
    total = 0
    for i in range(n):
        before = d["x"]
        e["x"] = before + 1
        total += d["x"] - before
        if i == 70:
            e = {"x": -5}
        if i == 80:
            e, d = d, e
    return total, d, e


print(aliases(100))


def global_values(n):
    space = globals()
    for i in range(n):
        space["shown"] = i
        if shown != i:
            return "stale", i
    return shown


shown = 0
print(global_values(100))


def methods(n):
    d, out = {}, []
    for i in range(n):
        d.setdefault(i % 6, []).append(i)
        if i % 4 == 0:
            out.append(d.pop(i % 6))
        out.append(len(d.get((i + 1) % 6, ())))
        d.pop("missing", None)
        if d.get("no") is not None:
            out.append("?")
        try:
            d.pop("missing")
        except KeyError as e:
            key = e.args
        try:
            d["absent"]
        except KeyError as e:
            key += e.args
        try:
            del d[99]
        except KeyError as e:
            key += e.args
        try:
            d[[]]
        except TypeError as e:
            text = str(e)
        try:
            d[(1, [])] = 1
        except TypeError as e:
            text += str(e)
    return sum(map(len, filter(None, [x for x in out if isinstance(x, list)]))), d, key, text


print(methods(60))


def iterate(n):
    d = {i: str(i) for i in range(5)}
    keys = values = 0
    items = []
    for i in range(n):
        for k in d:
            keys += k
        for v in d.values():
            values += len(v)
        for k, v in d.items():
            items.append((k, v))
        for k in d.keys():
            keys -= k
        if i == 10:
            del d[1], d[3]
        if i == 20:
            d[7] = "seven"
        if i == 30:
            d = {}
        if i == 40:
            d = {"s": "t"}
        if type(next(iter(d), 0)) is str:
            keys, d = 0, {1: "one"}
    return keys, values, len(items), items[-3:], sorted(set(items))


print(iterate(60))


def grown(n):
    d, errors = {}, []
    for i in range(n):
        d[i] = i
        try:
            for k, v in d.items():
                if i == 40:
                    d["new"] = 1
                d[k] = v + 1
                last = k
        except RuntimeError as e:
            errors.append((i, str(e)))
            d.pop("new", None)
    return len(d), errors, last, d[0] if 0 in d else None


print(grown(60))


def sets(n):
    s, t, out = set(), frozenset("abc"), 0
    for i in range(n):
        s.add(i % 9)
        s.add((i % 3, "x"))
        s.add(str(i % 4))
        if i % 9 in s and (i, i) not in s and "c" in t and i not in t:
            out += len(s)
        if i % 10 == 9:
            s.discard(i % 9)
        if i == 50:
            s.add(True)
            s.add(1.0)
        try:
            s.add([])
        except TypeError as e:
            text = str(e)
    return out, sorted(map(str, s)), text


print(sets(80))


def defaults(n):
    d, l, s = defaultdict(int), defaultdict(list), defaultdict(lambda: "made")
    total = 0
    for i in range(n):
        d[i % 10] += i
        l[i % 3].append(i)
        total += len(s[i % 5])
        if i == 60:
            d.default_factory = None
            try:
                d["none"]
            except KeyError as e:
                total += len(e.args)
            d.default_factory = float
        if i == 70:
            total += d["float"] == 0.0
    return total, dict(d), {k: sum(v) for k, v in l.items()}, len(s)


print(defaults(100))


class Missing(dict):
    def __missing__(self, key):
        if key == "bad":
            raise KeyError("no " + key)
        self[key] = value = key * 2
        return value


def missing(n):
    m, c, total, bad = Missing(), Counter(), 0, 0
    for i in range(n):
        total += m[i % 8] + c[i % 3]
        c[i % 4] += 1
        total += m["t" * (i % 2)] != ""
        try:
            m["bad"]
        except KeyError as e:
            bad += e.args == ("no bad",)
        if i % 20 == 19:
            m.clear()
        if i == 80:
            Missing.__getitem__ = lambda self, key: 1000
    return total, bad, len(m), c


print(missing(100))


def ordered(n):
    o = OrderedDict()
    for i in range(n):
        o[i % 6] = i
        o["k"] = o.get("k", 0) + o[i % 6]
        if i % 10 == 0:
            o.move_to_end(i % 6)
            del o[i % 6]
    return list(o.items())


print(ordered(60))


class Cache:
    def __init__(self, size):
        self.size, self.entries, self.misses = size, {}, 0

    def get(self, key):
        entries = self.entries
        if key in entries:
            value = entries.pop(key)
        else:
            self.misses += 1
            value = key * key
            if len(entries) >= self.size:
                del entries[next(iter(entries))]
        entries[key] = value
        return value


def cached(n):
    cache, seed = Cache(8), 5
    for _ in range(n):
        seed = (seed * 1309 + 13849) & 65535
        key = seed % 20
        assert cache.get(key) == key * key
    return cache.misses, cache.entries


print(cached(300))


def made(n):
    kept = []
    for i in range(n):
        d, s = {}, set()
        d[i] = s
        s.add(i)
        if i % 25 == 0:
            kept.append((d, s, dict(), {}))
            kept[-1][2]["k"] = i
    return kept


print(made(100))


def unpicklable(n):
    """A dict whose table moves between a look-up and a store."""
    d = {"k": 0}
    for i in range(n):
        d["k"] = (d.setdefault(i, i), d["k"])[0] + d["k"]
    return d["k"], len(d)


print(unpicklable(100))
