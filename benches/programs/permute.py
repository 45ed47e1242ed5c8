"""Permute: all permutations of six elements by swapping, counting the calls.

Source of the algorithm: the Stanford integer benchmarks (John Hennessy and Peter Nye); six elements take 8660
calls.

Exercises: recursion, swaps in a list.
"""

import sys

EXPECTED = 8660


class Permuter:
    def __init__(self, size):
        self.elements = list(range(size))
        self.calls = 0

    def swap(self, i, j):
        elements = self.elements
        elements[i], elements[j] = elements[j], elements[i]

    def permute(self, n):
        self.calls += 1
        if n:
            last = n - 1
            self.permute(last)
            for i in range(last, -1, -1):
                self.swap(last, i)
                self.permute(last)
                self.swap(last, i)


def run(n):
    for _ in range(n):
        permuter = Permuter(6)
        permuter.permute(6)
        result = permuter.calls
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("permute: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
