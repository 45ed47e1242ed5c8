"""N-queens by brute force: permutations from a generator, tested with sets; and again with bit masks.

Source of the algorithm: the permutation generator follows the plain recursive definition; the bit-mask search is
Martin Richards, "Backtracking algorithms in MCPL using bit patterns and recursion", 1997. 92 solutions for eight.

Exercises: recursive generators, generator expressions, sets, bit operations.
"""

import sys

EXPECTED = (40, 724)


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        rest = items[:i] + items[i + 1 :]
        for tail in permutations(rest):
            yield (items[i],) + tail


def by_permutations(size):
    columns = tuple(range(size))
    return sum(
        1
        for p in permutations(columns)
        if size == len({p[i] + i for i in columns}) == len({p[i] - i for i in columns})
    )


def by_bits(size):
    everything = (1 << size) - 1

    def place(rows, rising, falling):
        if rows == everything:
            return 1
        count = 0
        free = everything & ~(rows | rising | falling)
        while free:
            bit = free & -free
            free ^= bit
            count += place(rows | bit, (rising | bit) << 1, (falling | bit) >> 1)
        return count

    return place(0, 0, 0)


def run(n):
    for _ in range(n):
        result = (by_permutations(7), by_bits(10))
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("nqueens: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 24))
