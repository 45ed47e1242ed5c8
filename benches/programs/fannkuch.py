"""Fannkuch: flips the first k elements of every permutation of eight until a one comes first.

Source of the algorithm: Kenneth Anderson and Duane Rettig, "Performing Lisp Analysis of the FANNKUCH Benchmark",
1994; checksum and maximum as in the Computer Language Benchmarks Game (8: 1616 and 22).

Exercises: integer indexing into short lists, slices, nested loops.
"""

import sys

SIZE = 8
EXPECTED = (1616, 22)


def fannkuch(size):
    order = list(range(size))
    counts = [0] * size
    checksum = most = 0
    sign = 1
    remaining = size
    while True:
        while remaining != 1:
            counts[remaining - 1] = remaining
            remaining -= 1
        first = order[0]
        if first:
            flips = 1
            work = order[:]
            while True:
                other = work[first]
                if not other:
                    break
                work[: first + 1] = work[first::-1]
                flips += 1
                first = other
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation: rotate ever longer prefixes, swapping on every other step.
        if sign == 1:
            order[0], order[1] = order[1], order[0]
            sign = -1
            continue
        order[1], order[2] = order[2], order[1]
        sign = 1
        remaining = 2
        while True:
            counts[remaining] -= 1
            if counts[remaining] > 0:
                break
            remaining += 1
            if remaining == size:
                return checksum, most
            order.insert(remaining, order.pop(0))


def run(n):
    for _ in range(n):
        result = fannkuch(SIZE)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("fannkuch: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 17))
