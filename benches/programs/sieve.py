"""Sieve of Eratosthenes: the primes up to 5000, flags in a list.

Source of the algorithm: Eratosthenes, in the form of the Stanford and "Are We Fast Yet?" suites (669 primes).

Exercises: integer loops, writing to a list of booleans.
"""

import sys

EXPECTED = 669


def count_primes(size):
    flags = [True] * (size + 1)
    count = 0
    for i in range(2, size + 1):
        if flags[i]:
            count += 1
            k = i + i
            while k <= size:
                flags[k] = False
                k += i
    return count


def run(n):
    for _ in range(n):
        result = count_primes(5000)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("sieve: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 1300))
