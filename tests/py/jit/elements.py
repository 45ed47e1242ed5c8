"""Pairs, triples, texts and ints that are looked for in sets and dicts of all small sizes in hot loops: made anew each time, found,
missing, deleted before, with one hash, of other classes."""

M = 2**61 - 1


def hits(container, keys):
    n = 0
    for k in keys:
        if k in container:
            n += 1
    return n


def pair_hits(container, ks, ls):
    n = 0
    for a in ks:
        for b in ls:
            if (a, b) in container:
                n += 1
            if (a, b, a) in container:
                n += 100
    return n


def fresh(i):
    return "key" + str(i)


for size in range(0, 40):
    ints = {i * 7 for i in range(size)}
    texts = {fresh(i) for i in range(size)}
    assert hits(ints, range(300)) == size
    assert hits(texts, [fresh(i) for i in range(60)] * 2) == 2 * size
    assert hits(dict.fromkeys(texts), [fresh(i) for i in range(60)]) == size
    for make in (set, frozenset, dict.fromkeys):
        pairs = make([(i, i + 1) for i in range(size)] + [(fresh(i), i) for i in range(size)] + [(i, i, i) for i in range(size)])
        assert pair_hits(pairs, range(12), range(12)) == min(size, 11) + 100 * sum((a, b, a) in pairs for a in range(12) for b in range(12))
        assert pair_hits(pairs, [fresh(i) for i in range(12)], range(12)) == min(size, 12)
        assert pair_hits(make([(fresh(i), fresh(i)) for i in range(size)]), [fresh(i) for i in range(9)], [fresh(i) for i in range(9)]) == min(size, 9)
print("sizes")

same_hash = {0, M, 2 * M, -1, -2, -M, 1, M + 1}
print(hits(same_hash, [0, M, 2 * M, 3 * M, -1, -2, -3, -M, 1, M + 1, 2 * M + 1] * 20))
mixed = {1, 2.5, "a", None, (1, 2), (1.0, "x"), b"a", True, frozenset({1}), (1, (2, 3))}
keys = [1, 1.0, True, 2.5, "a", b"a", None, (1, 2), (1.0, 2.0), (True, 2), (1, "x"), (1, (2, 3)), (1, (2, 4)), frozenset({1}), "b", 3]
print(hits(mixed, keys * 20), hits(dict.fromkeys(mixed), keys * 20))


class Text(str):
    pass


texts = {"a", Text("b"), "c" * 40}
print(hits(texts, [Text("a"), "b", Text("b"), "c" * 40, "c" * 39 + "d", "", Text("")] * 20))
print(pair_hits({("a", "b"), (Text("c"), "d"), ("e" * 50, 1)}, ["a", "c", Text("a"), "e" * 50], ["b", "d", Text("b"), 1, 1.0, True]))


def churn(n):
    """Elements leave and come back: walks pass over deleted places."""
    seen, gone = set(), 0
    for i in range(n):
        p = (i * 31 % 17, "v" + str(i * 7 % 13))
        if p in seen:
            seen.remove(p)
            gone += 1
        else:
            seen.add(p)
    return gone, len(seen), sorted(seen)[:3]


print(churn(2000))


def chase(n):
    """A queue of a few elements in a set of ints."""
    s = set()
    total = 0
    for i in range(n):
        s.add(i)
        if i - 9 in s:
            s.discard(i - 9)
        total += len(s) + (i - 3 in s) + (i + 1 in s)
    return total


print(chase(3000))


def unhashable(container):
    caught = 0
    for k in [(1, 2), (1, []), (2, 3)] * 30:
        try:
            if k in container:
                caught += 1
        except TypeError:
            caught += 1000
    return caught


print(unhashable({(1, 2)}), unhashable({(1, 2): 0}))
