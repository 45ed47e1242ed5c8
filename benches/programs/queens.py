"""Queens: the first solution of eight queens by backtracking over lists of free rows and diagonals.

Source of the algorithm: the Stanford integer benchmarks (John Hennessy and Peter Nye).

Exercises: recursion, methods that read and write lists of booleans, early return from loops.
"""

import sys

SIZE = 8
EXPECTED = ([0, 4, 7, 5, 2, 6, 1, 3], 876)


class Board:
    def __init__(self, size):
        self.size = size
        self.free_rows = [True] * size
        self.free_rising = [True] * (2 * size)
        self.free_falling = [True] * (2 * size)
        self.rows = [-1] * size
        self.tries = 0

    def is_free(self, row, column):
        self.tries += 1
        return self.free_rows[row] and self.free_rising[column + row] and self.free_falling[column - row + self.size - 1]

    def mark(self, row, column, value):
        self.free_rows[row] = value
        self.free_rising[column + row] = value
        self.free_falling[column - row + self.size - 1] = value

    def place(self, column):
        for row in range(self.size):
            if self.is_free(row, column):
                self.rows[column] = row
                self.mark(row, column, False)
                if column == self.size - 1:
                    return True
                if self.place(column + 1):
                    return True
                self.mark(row, column, True)
        return False


def run(n):
    for _ in range(n):
        board = Board(SIZE)
        assert board.place(0)
        result = (board.rows, board.tries)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    rows, tries = run(int(sys.argv[1]) if len(sys.argv) > 1 else 3300)
    print("queens: ok", "".join(map(str, rows)), tries)
