# Loops over sets: their iterators are stepped in place; sets that change meanwhile, or are seen by two iterators.
import gc


def total(s):
    n = 0
    for x in s:
        n += x
    return n


def totals(sets):
    n = 0
    for s in sets:
        for x in s:
            n = (n * 3 + x) % 1000003
    return n


sets = [set(range(i % 7)) for i in range(300)]
print(totals(sets), totals(map(frozenset, sets)), totals([set()] * 200))
for n in 0, 1, 3, 4, 5, 100, 5000:
    print(n, total(set(range(n))), total(frozenset(range(n))), total({x * 1000 for x in range(n)}))


def with_holes():
    s = set(range(1000))
    for x in range(0, 1000, 3):
        s.discard(x)
    n = 0
    for _ in range(3):
        for x in s:
            n += x
    return n


print(with_holes())


def changing(s, at, change):
    seen = []
    try:
        for x in s:
            seen.append(x)
            if len(seen) == at:
                change(s)
    except RuntimeError as e:
        return str(e), len(seen)
    return "ended", len(seen)


def swap(s):
    s.discard(1)
    s.add(1)


for at in 1, 150, 300:
    print(changing(set(range(300)), at, lambda s: s.add(-5)))
    print(changing(set(range(300)), at, lambda s: s.pop()))
    print(changing(set(range(300)), at, set.clear))
    print(changing(set(range(300)), at, swap)[0])


def resumed(s):
    it = iter(s)
    first = sorted(x for _, x in zip(range(len(s) // 2), it))
    rest = []
    for x in it:
        rest.append(x)
    for x in it:
        rest.append("never")
    return sorted(first + rest) == sorted(s), next(it, "end"), it.__length_hint__()


print(resumed(set(range(500))), resumed(set()), resumed(frozenset("abc")))


def hints(s):
    out = 0
    it = iter(s)
    for x in it:
        out += it.__length_hint__()
    return out


print(hints(set(range(200))))


def early(sets):
    n = 0
    for s in sets:
        for x in s:
            if x > 2:
                break
            n += 1
        else:
            n += 100
    return n


print(early(sets))


class Thing:
    def __init__(self, n):
        self.n = n


class Equal(Thing):
    def __eq__(self, other):
        return isinstance(other, Thing) and other.n == self.n

    __hash__ = Thing.__hash__


things = [Thing(i) for i in range(300)]


def of_things(things):
    s = set()
    for t in things:
        s.add(t)
    n = 0
    for t in s:
        n += t.n
    for t in things:
        n += (t in s) * 2 + (Thing(t.n) in s)
    return n, len(s)


print(of_things(things), of_things(things * 2))


# lists of objects that compare by identity, or not
def positions(things, wanted):
    return sum(w in things for w in wanted), [things.index(w) for w in wanted if w in things][:3]


print(positions(things, things[::7] + [Thing(5)] * 20))
print(positions(things[:100] + [Equal(1000)], [Thing(1000), Thing(1001), Equal(5), Equal(1000), 5, None, "x"] * 30))
print(positions([5, "x", None, 2.5] * 20 + things[:50], things[40:60]))


class Later(Thing):
    pass


class Switch:
    def __eq__(self, other):
        Later.__eq__ = lambda self, other: True
        return False


mixed = [Later(1), Switch(), Later(2)]
x = Later(3)
print(x in mixed[:1], x in mixed, x in mixed[:1])


def made(n):
    for i in range(n):
        yield {i, i + 1, i * 2}


def over_made(n):
    t = 0
    for s in made(n):
        for x in s:
            t += x
    return t


print(over_made(1000))
gc.collect()
print({k: sorted(v) for k, v in {i: {i, i + 1} for i in range(3)}.items()}, [x for x in {1, 2, 3}], {*{1, 2}, *{2, 3}})
