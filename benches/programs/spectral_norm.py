"""Spectral norm of an infinite matrix, cut to 60 by 60, by ten steps of the power method.

Source of the algorithm: the Computer Language Benchmarks Game, "spectral-norm" (from the Hundred-Dollar, Hundred-
Digit Challenge, problem 3).

Exercises: calls of a small function in nested loops, list comprehensions, int to float arithmetic.
"""

import math
import sys

SIZE = 60
EXPECTED = "1.274206094"


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def multiply(vector):
    size = len(vector)
    result = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += element(i, j) * vector[j]
        result.append(total)
    return result


def multiply_transposed(vector):
    return [sum([element(j, i) * v for j, v in enumerate(vector)]) for i in range(len(vector))]


def spectral_norm(size):
    u = [1.0] * size
    for _ in range(10):
        v = multiply_transposed(multiply(u))
        u = multiply_transposed(multiply(v))
    top = bottom = 0.0
    for a, b in zip(u, v):
        top += a * b
        bottom += b * b
    return math.sqrt(top / bottom)


def run(n):
    for _ in range(n):
        result = "%.9f" % spectral_norm(SIZE)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("spectral_norm: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 28))
