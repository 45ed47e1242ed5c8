"""List: Takeuchi's function where the numbers are the lengths of linked lists.

Source of the algorithm: the "list" benchmark of the SOM and "Are We Fast Yet?" suites; Ikuo Takeuchi's tak.

Exercises: recursion, chasing links, calls with three arguments.
"""

import sys

EXPECTED = 10


class Cell:
    def __init__(self, value):
        self.value = value
        self.next = None

    def length(self):
        return 1 if self.next is None else 1 + self.next.length()


def make(length):
    if length == 0:
        return None
    cell = Cell(length)
    cell.next = make(length - 1)
    return cell


def is_shorter(x, y):
    while y is not None:
        if x is None:
            return True
        x = x.next
        y = y.next
    return False


def tail(x, y, z):
    if is_shorter(y, x):
        return tail(tail(x.next, y, z), tail(y.next, z, x), tail(z.next, x, y))
    return z


def run(n):
    for _ in range(n):
        result = tail(make(15), make(10), make(6)).length()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("list_tak: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 900))
