"""sortedcontainers: SortedList, SortedDict, SortedSet under many random-looking operations, against plain lists."""

from bisect import insort

from sortedcontainers import SortedDict, SortedKeyList, SortedList, SortedSet

seed = 1


def random(limit):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % limit


ours, plain = SortedList(), []
ours._reset(50)
for step in range(6000):
    value = random(1000)
    if plain and random(3) == 0:
        gone = plain.pop(random(len(plain)))
        ours.remove(gone)
    else:
        insort(plain, value)
        ours.add(value)
assert list(ours) == plain
ours._check()
print(len(ours), ours[0], ours[-1], ours[100:110], ours.bisect_left(500), ours.count(plain[5]), ours.index(plain[700]))
print(list(ours.irange(100, 105)), list(ours.islice(3, 6)), ours * 2 == SortedList(plain + plain))
try:
    ours.remove(5000)
except ValueError as error:
    print(error)
by_last = SortedKeyList(range(200), key=lambda n: (n % 10, -n))
print(by_last[:5], by_last.bisect_key_left((5, 0)), list(by_last.irange_key((3, -50), (3, -10))))
table = SortedDict({chr(97 + random(26)) * (i % 3 + 1): i for i in range(200)})
print(len(table), table.peekitem(0), table.peekitem(), list(table.irange("c", "dd")), table.popitem(2))
print(table.keys()[:4], table.values()[3:6], table.items()[-1], table.setdefault("zz0", -1), table.index("zz0"))
print(list(SortedDict(lambda k: -k, {1: "a", 2: "b", 3: "c"}).items()), SortedDict({2: "b", 1: "a"}))
evens, threes = SortedSet(range(0, 60, 2)), SortedSet(range(0, 60, 3))
print(evens & threes, (evens | threes)[-3:], len(evens ^ threes), (evens - threes)[:5], evens.isdisjoint([1, 3]))
print(evens.bisect(31), evens.pop(3), evens[3], SortedSet([1, 2]) < SortedSet([1, 2, 3]), repr(SortedSet("hello")))
