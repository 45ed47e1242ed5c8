"""Pi: 400 digits by an unbounded spigot, and again by Machin's formula in fixed point; both must agree.

Source of the algorithms: Jeremy Gibbons, "Unbounded Spigot Algorithms for the Digits of Pi", American Mathematical
Monthly 113(4), 2006; John Machin, 1706.

Exercises: multiplication, division and printing of big integers, a generator.
"""

import sys

COUNT = 400
EXPECTED = "3141592653...1941511609"


def spigot():
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < m * t:
            yield m
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2


def first_digits(count):
    digits = []
    for digit in spigot():
        digits.append(str(digit))
        if len(digits) == count:
            return "".join(digits)


def arctan_inverse(x, unit):
    total = term = unit // x
    square = x * x
    n, sign = 3, -1
    while term:
        term //= square
        total += sign * (term // n)
        sign = -sign
        n += 2
    return total


def machin(count):
    unit = 10 ** (count + 10)
    pi = 4 * (4 * arctan_inverse(5, unit) - arctan_inverse(239, unit))
    return str(pi)[:count]


def run(n):
    for _ in range(n):
        digits = first_digits(COUNT)
        assert digits == machin(COUNT)
        result = digits[:10] + "..." + digits[-10:]
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("pidigits: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 75))
