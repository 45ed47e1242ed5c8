"""Look-ups in hot loops whose keys differ from what is in the dict late or not at all: texts of all lengths around those that are
compared by words, ints with one hash, texts of subclasses; counting with keys of which many are new."""

M = 2**61 - 1


class Name(str):
    pass


class Odd(str):
    def __hash__(self):
        return str.__hash__(self)

    def __eq__(self, other):
        return str(self)[:-1] == str(other)[:-1]


def count(keys):
    counts = {}
    for k in keys:
        counts[k] = counts.get(k, 0) + 1
    return counts


def texts(n):
    """Texts of one length that differ in one place, each made anew."""
    base = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    out = []
    for turn in range(3):
        for i in range(n):
            out.append(base[:i] + "-" + base[i + 1 : n])
        out.append(base[:n])
    return out


for n in list(range(0, 36)) + [47, 60]:
    keys = texts(n)
    counts = count(keys)
    assert len(counts) == n + 1 and set(counts.values()) == {3}, (n, counts)
    in_bytes = count([k.encode() for k in keys])
    assert [k.decode() for k in in_bytes] == list(counts) and set(in_bytes.values()) == {3}
    wide = count([k.replace("-", "\u3042") for k in keys])
    assert len(wide) == n + 1
print("texts")

ints = [0, -1, -2, 1, M, M + 1, M - 1, -M, -M - 1, -M + 1, 2 * M, 2 * M + 1, 2**62 - 1, -(2**62), 2**62, 2**70]
counts = count(ints * 40)
print(len(counts), set(counts.values()), list(counts) == ints)
counts = count([0, 0.0, False, 1, True, 1.0, -2, -1.0, 2**62, float(2**62)] * 40)
print(counts)
few = count([M, 0, -1, -2] * 40)
print(few)


def get_all(d, keys):
    found = []
    for k in keys:
        found.append(d.get(k))
    return found


d = {"x%d" % i: i for i in range(20)}
print(get_all(d, [Name("x%d" % (i % 30)) for i in range(60)]))
print(get_all(d, ["x%d" % (i % 30) for i in range(60)]))
named = {Name("x%d" % i): i for i in range(20)}
print(get_all(named, ["x%d" % (i % 30) for i in range(60)]))
print(get_all(named, [Name("x%d" % (i % 30)) for i in range(60)]))
small = {Name("a"): 1, "b": 2, Odd("c1"): 3}
print(get_all(small, ["a", Name("b"), "c1", "c2", Odd("c1"), Name("a"), "", Name("")] * 8))
mixed = {"": 0, b"": 1, (): 2, 0: 3, None: 4}
print(get_all(mixed, ["", b"", (), 0, None, "x"] * 8))


def churn(n):
    """Counts, and takes out what has come often: the place of a deleted key is passed over."""
    counts = {}
    gone = 0
    for i in range(n):
        k = "k" + str(i * 7919 % 61)
        counts[k] = counts.get(k, 0) + 1
        if counts[k] == 3:
            del counts[k]
            gone += 1
    return gone, sorted(counts.items())[:4], len(counts)


print(churn(1500))


def pairs(n):
    counts = {}
    for i in range(n):
        p = ("a" + str(i % 7), "b" + str(i % 5))
        counts[p] = counts.get(p, 0) + 1
    return len(counts), min(counts.values()), max(counts.values())


print(pairs(700))
