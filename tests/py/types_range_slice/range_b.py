def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class Idx:
    def __index__(self): return 4
r = range(1, 10, 3)
show("""
r.index('a')
r.index(1, 2)
r.start, r.stop, r.step, len(r), bool(range(0)), bool(r), range(5) == range(0, 5, 1), range(0) == range(2, 2), range(1, 10, 3) == range(1, 11, 3), range(3) == [0, 1, 2], range(1, 2, 5) == range(1, 3, 7), range(5) != range(6), hash(range(0)) == hash(range(3, 3)), hash(r) == hash(range(1, 11, 3))
r < r
r + r
r * 2
hash(r) is None
list(reversed(r)), list(reversed(range(0))), max(r), min(r), sum(r), sorted(r, reverse=True), tuple(r), [*r], list(iter(r)), list(zip(r, r)), list(map(str, r)), list(enumerate(range(2, 4)))
range(10**30), range(10**30)[5], range(10**30)[-1], range(0, 10**30, 10**29)[3], list(range(10**30, 10**30 + 3)), list(range(2**63 - 1, 2**63 + 2)), range(10**30)[10**29], range(-10**20, 10**20, 10**20)[::-1], list(reversed(range(10**20, 10**20 + 4, 2))), bool(range(10**30)), range(10**20).index(10**19), range(2**62, 2**62 + 3)[-1], list(range(2**62 - 2, 2**62 + 2)), list(range(-2**62 - 1, -2**62 + 2))
len(range(10**30))
range(10**30) == range(10**30), range(10**30)[10**25:][0], range(0, 10**30, 7).count(14)
r.start = 5
r.x
del r[0]
repr(range(0, 10, 2)), str(range(3)), repr(range(-1, 1)), range(3).__reduce__(), range(5).__len__(), range(5).__getitem__(2), range(5).__contains__(2), range(3).__iter__().__next__(), type(iter(range(3))).__name__, type(iter(range(10**30))).__name__, r.__eq__(5), r.__bool__()
""")
