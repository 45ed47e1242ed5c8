"""Collatz: the number below 3000 with the longest way to 1, and the length of all ways together.

Source of the algorithm: the problem of Lothar Collatz (1937), asked as a programming exercise ever since.

Exercises: integer arithmetic and comparison in local variables, nested while loops.
"""

import sys

LIMIT = 3000
EXPECTED = (2919, 216, 215015)


def longest(limit):
    best = best_length = total = 0
    start = 1
    while start < limit:
        n = start
        length = 0
        while n != 1:
            if n % 2 == 0:
                n //= 2
            else:
                n = 3 * n + 1
            length += 1
        total += length
        if length > best_length:
            best, best_length = start, length
        start += 1
    return best, best_length, total


def run(n):
    for _ in range(n):
        result = longest(LIMIT)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("collatz: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 22))
