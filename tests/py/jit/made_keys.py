"""Keys that hot loops make: pairs and triples looked up by their items, instances of subclasses of str."""

from support import watch

watch.start()


def counted(n):
    counts = {}
    for i in range(n):
        counts[i % 3, i % 5] = counts.get((i % 3, i % 5), 0) + 1
    return sorted(counts.items())


print(counted(400))

counts = {(a, b): 0 for a in range(3) for b in range(5)}


def present(n):
    for i in range(n):
        counts[i % 3, i % 5] = counts.get((i % 3, i % 5), 0) + 1
    return sum(counts.values())


for _ in range(6):
    present(200)
with watch.During() as few:
    present(200)
with watch.During() as many:
    total = present(3000)
stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
allocated = many.more("allocations") - few.more("allocations")
print(total, not watch.jit or stressed or allocated < 100 or f"{allocated} allocations")


def triples(n):
    seen, again = set(), 0
    for i in range(n):
        if (i % 4, "ab"[i & 1], i % 3 == 0) in seen:
            again += 1
        else:
            seen.add((i % 4, "ab"[i & 1], i % 3 == 0))
    return again, len(seen)


print(triples(400))


def mixed(n):
    """Items that are equal but of other classes, and keys of other lengths with the same beginning."""
    d = {(1, 2): "ints", (1.5, 2): "float", (None, 2): "none", (1, 2, 3): "three", ("1", 2): "text", (1,): "one"}
    d[(2**70, 2)] = "long"
    out = []
    for i in range(n):
        x = (1, 1.0, True, 1.5, None, "1", 2**70, 3)[i * i % 8 if i % 3 else i % 8]
        out.append(d.get((x, 2), "-"))
        if (x, 2, 3) in d:
            out.append("+")
        if i == n // 2:
            d[1, 2] = "other"
        if i == n - 20:
            del d[1, 2]
    return "".join(o[0] for o in out), d


print(mixed(200))


class Odd:
    """Equal to what it says; a pair with it cannot be looked up without asking it."""

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        asked.append(other)
        return self.n == other


asked = []


def odd(n):
    d = {(Odd(1), 2): "odd", (3, 4): "even"}
    t = 0
    for i in range(n):
        t += (i % 4, 2) in d
        t += d.get((3, i % 5), "") == "even"
        if i == n // 2:
            d[Odd(2), 2] = "two"
    return t, len(asked)


print(odd(200))


def unhashable(n):
    d, bad = {(1, 2): 3}, 0
    for i in range(n):
        try:
            d[1, 2 if i % 7 else [2]] += 1
        except TypeError:
            bad += 1
    return d, bad


print(unhashable(200))


class Name(str):
    pass


class Folded(str):
    def __eq__(self, other):
        return str.__eq__(self.lower(), other.lower())

    def __hash__(self):
        return hash(self.lower())


class Scope(dict):
    def __init__(self, outer=None):
        self.outer = outer

    def holder(self, name):
        scope = self
        while scope is not None:
            if name in scope:
                return scope
            scope = scope.outer
        raise LookupError(name)


def named(n, words):
    outer = Scope()
    inner = Scope(Scope(outer))
    outer["a"] = outer[Name("b")] = 1
    inner[Name("c")] = inner[Folded("D")] = 2
    inner[3.5] = 3
    found = []
    for i in range(n):
        name = words[i % len(words)]
        try:
            scope = inner.holder(name)
        except LookupError as e:
            found.append(str(e))
        else:
            scope[name] += 1
            found.append(scope[name])
    return found[-12:], outer, list(inner.items())


print(named(240, [Name("a"), Name("b"), Name("c"), Name("z")]))
print(named(240, ["a", Name("b"), Name("c"), 3.5, Folded("d"), "d", Folded("B")]))


def named_sets(n):
    names, size = {Name("x"), "y"}, 0
    for i in range(n):
        size += Name("xyz"[i % 3]) in names
        if i == n // 2:
            names.add(Name("z"))
    return size, sorted(names)


print(named_sets(200))
