"""Storage: builds a tree of lists of random lengths, to work the memory manager.

Source of the algorithm: the "storage" benchmark of the SOM and "Are We Fast Yet?" suites (Stefan Marr and others);
5461 lists in a tree of depth 7.

Exercises: allocation of lists, recursion.
"""

import sys

EXPECTED = (5461, 22420)


class Random:
    def __init__(self):
        self.seed = 74755

    def next(self):
        self.seed = (self.seed * 1309 + 13849) & 65535
        return self.seed


class Storage:
    def __init__(self):
        self.count = 0
        self.slots = 0
        self.random = Random()

    def build(self, depth):
        self.count += 1
        if depth == 1:
            length = self.random.next() % 10 + 1
            self.slots += length
            return [None] * length
        return [self.build(depth - 1) for _ in range(4)]


def run(n):
    for _ in range(n):
        storage = Storage()
        tree = storage.build(7)
        assert len(tree) == 4
        result = (storage.count, storage.slots)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("storage: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 250))
