"""Fibonacci's numbers by double recursion: fib(24) a repetition.

Source of the algorithm: Leonardo of Pisa, "Liber Abaci", 1202; as a benchmark, the usual test of calls.

Exercises: calls with one argument, small-integer arithmetic, nothing else.
"""

import sys

EXPECTED = 46368


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def run(n):
    for _ in range(n):
        result = fib(24)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("fib: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 90))
