"""Mandelbrot: the set on a grid of 120 by 120 points, at most 50 iterations a point.

Source of the algorithm: the Computer Language Benchmarks Game, "mandelbrot" (the grid and the limit); the escape
test is the usual |z| > 2.

Exercises: float arithmetic in local variables; once unrolled by hand, once with Python's complex numbers.
"""

import sys

SIZE = 120
LIMIT = 50
EXPECTED = (5739, 351882, 5739)


def escapes(size):
    """Points inside the set, and the sum of all iteration counts."""
    inside = total = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            cr = 2.0 * column / size - 1.5
            zr = zi = zrr = zii = 0.0
            count = 0
            while count < LIMIT and zrr + zii <= 4.0:
                zi = 2.0 * zr * zi + ci
                zr = zrr - zii + cr
                zrr = zr * zr
                zii = zi * zi
                count += 1
            total += count
            if zrr + zii <= 4.0:
                inside += 1
    return inside, total


def inside_complex(size):
    inside = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            c = complex(2.0 * column / size - 1.5, ci)
            z = 0j
            for _ in range(LIMIT):
                z = z * z + c
                if abs(z) > 2.0:
                    break
            else:
                inside += 1
    return inside


def run(n):
    for _ in range(n):
        result = escapes(SIZE) + (inside_complex(SIZE),)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("mandelbrot: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
