"""Functions that stand for looking up keys with their own __hash__ go when a collection takes the classes of such keys."""
import gc


def make():
    class Key:
        def __init__(self, n):
            self.n = n

        def __hash__(self):
            return self.n % 5

        def __eq__(self, other):
            return self.n == other.n

    return Key


def work(Key, turns):
    d, s, found = {}, set(), 0
    for i in range(turns):
        k = Key(i % 7)
        d[k] = d.get(k, 0) + 1
        s.add(k)
        if Key(i % 9) in d and Key(i % 8) not in s:
            found += 1
        found += d[k] + hash(k)
    return found, len(d), len(s)


for turn in range(8):
    print(work(make(), 3000))
    gc.collect()
    filler = [[str(n)] * 3 for n in range(3000)]
