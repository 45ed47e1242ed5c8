"""Dicts: memo tables, an inverted index, grouping, an LRU cache and a sparse matrix, all of them dicts.

Source of the algorithms: standard textbook ones; the Collatz memo is Lothar Collatz's problem of 1937.

Exercises: look-up, insertion, deletion and iteration with int, str and tuple keys; set operations.
"""

import sys

EXPECTED = (871, 179, 64, 999, 1069)


def collatz(limit):
    """The start below the limit with the longest sequence, and that length, with a memo of all lengths."""
    lengths = {1: 1}
    best = (1, 1)
    for start in range(2, limit):
        n, path = start, []
        while n not in lengths:
            path.append(n)
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        length = lengths[n]
        for each in reversed(path):
            length += 1
            lengths[each] = length
        if length > best[1]:
            best = (start, length)
    return best


def inverted_index(count):
    """Documents of ten words each; the number of postings of all pairs of words that share a document."""
    index = {}
    for document in range(count):
        for i in range(10):
            word = "w%d" % ((document * 7 + i * i * 3) % 90)
            index.setdefault(word, set()).add(document)
    words = sorted(index)
    return sum(len(index[a] & index[b]) for a, b in zip(words, words[1:]))


class Cache:
    """Least recently used: relies on dicts keeping the order of insertion."""

    def __init__(self, size):
        self.size = size
        self.entries = {}
        self.misses = 0

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


def use_cache(count):
    cache = Cache(64)
    seed = 5
    for _ in range(count):
        seed = (seed * 1309 + 13849) & 65535
        key = seed % 100 if seed & 256 else seed % 40
        assert cache.get(key) == key * key
    return cache.misses


def sparse_product(size):
    left = {(i, (i * 3 + k) % size): i + k for i in range(size) for k in range(3)}
    right = {((i + k * 5) % size, i): i - k for i in range(size) for k in range(3)}
    by_row = {}
    for (row, column), value in right.items():
        by_row.setdefault(row, []).append((column, value))
    product = {}
    for (row, middle), value in left.items():
        for column, other in by_row.get(middle, ()):
            key = (row, column)
            product[key] = product.get(key, 0) + value * other
    return len([key for key, value in product.items() if value])


def run(n):
    for _ in range(n):
        start, length = collatz(1000)
        result = (start, length, inverted_index(200), use_cache(4000), sparse_product(120))
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("dict_heavy: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 190))
