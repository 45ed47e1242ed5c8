"""Game of life: 60 generations of the R-pentomino as a set of cells; a glider gun's period on a grid of lists.

Source of the algorithm: John Conway; Martin Gardner, "Mathematical Games", Scientific American, October 1970; the
gun is Bill Gosper's, 1970.

Exercises: sets and dicts of tuples, nested lists with index arithmetic modulo the size.
"""

import sys

EXPECTED = (799, 36, 41)
R_PENTOMINO = " ##\n## \n # "
GUN = """
........................O
......................O.O
............OO......OO............OO
...........O...O....OO............OO
OO........O.....O...OO
OO........O...O.OO....O.O
..........O.....O.......O
...........O...O
............OO
""".strip()


def parse(picture, alive):
    return {
        (row, column)
        for row, line in enumerate(picture.split("\n"))
        for column, c in enumerate(line)
        if c == alive
    }


def step_set(cells):
    neighbours = {}
    for row, column in cells:
        for r in (row - 1, row, row + 1):
            for c in (column - 1, column, column + 1):
                if r != row or c != column:
                    neighbours[r, c] = neighbours.get((r, c), 0) + 1
    return {cell for cell, count in neighbours.items() if count == 3 or (count == 2 and cell in cells)}


def step_grid(grid):
    height, width = len(grid), len(grid[0])
    result = []
    for y in range(height):
        above, here, below = grid[y - 1], grid[y], grid[(y + 1) % height]
        row = []
        for x in range(width):
            left, right = x - 1, (x + 1) % width
            count = above[left] + above[x] + above[right] + here[left] + here[right]
            count += below[left] + below[x] + below[right]
            row.append(1 if count == 3 or (count == 2 and here[x]) else 0)
        result.append(row)
    return result


def once():
    cells = parse(R_PENTOMINO, "#")
    peak = 0
    for _ in range(60):
        cells = step_set(cells)
        peak += len(cells) > 50
    gun = parse(GUN, "O")
    grid = [[1 if (y, x) in gun else 0 for x in range(44)] for y in range(30)]
    for _ in range(30):
        grid = step_grid(grid)
    alive = sum(map(sum, grid))
    still = sum(1 for y, x in gun if grid[y][x])
    return len(cells) * 10 + peak, still, alive


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("game_of_life: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 45))
