# Classes whose instances were keys in hot loops go; keys of other classes are found as before.
import gc


def make(n):
    class Key:
        def __init__(self, number):
            self.number = number

        def __hash__(self):
            return self.number % 3

        def __eq__(self, other):
            return self.number == other.number

    counts, seen, total = {}, set(), 0
    for i in range(60):
        key = Key(i % (n + 2))
        counts[key] = counts.get(key, 0) + 1
        if key in seen:
            total += hash(key)
        seen.add(key)
    return sorted(counts.values()), len(seen), total


for n in range(6):
    print(make(n))
    gc.collect()
    others = [[].append for _ in range(200)]
    others = [{}.keys for _ in range(200)]
