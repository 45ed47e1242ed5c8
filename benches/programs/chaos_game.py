"""Chaos game: a point jumps at random through affine maps that are bent by splines; hits are counted in a grid.

Source of the algorithm: Michael Barnsley, "Fractals Everywhere", 1988 (the random iteration); Carl de Boor's
evaluation of B-splines, 1972.

Exercises: objects with operator methods, float arithmetic, lists of lists, a linear congruential generator.
"""

import sys

SIZE = 64
POINTS = 2500
EXPECTED = (234, 2500, 16054)


class Point:
    def __init__(self, x=0.0, y=0.0):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    def mix(self, other, weight):
        return self * (1.0 - weight) + other * weight

    def __repr__(self):
        return "Point(%.6f, %.6f)" % (self.x, self.y)


class Random:
    """Numerical Recipes' 32-bit generator; only the high bits are used."""

    def __init__(self, seed):
        self.state = seed

    def random(self):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self.state >> 8) / 16777216.0

    def below(self, limit):
        return int(self.random() * limit)


class Spline:
    """An open uniform B-spline of degree three."""

    def __init__(self, points, degree=3):
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots = [0] * degree + list(range(inner + 1)) + [inner] * degree

    def domain(self):
        return self.knots[self.degree], self.knots[-self.degree - 1]

    def __call__(self, u):
        degree, knots = self.degree, self.knots
        low, high = self.domain()
        assert low <= u <= high
        k = degree
        while k + 1 < len(self.points) and knots[k + 1] <= u:
            k += 1
        work = [self.points[k - degree + i] for i in range(degree + 1)]
        for r in range(1, degree + 1):
            for i in range(degree, r - 1, -1):
                left = knots[k - degree + i]
                right = knots[k + 1 + i - r]
                work[i] = work[i - 1].mix(work[i], (u - left) / (right - left))
        return work[degree]


class Game:
    def __init__(self, splines, thickness):
        self.splines = splines
        self.thickness = thickness
        self.random = Random(1234)

    def jump(self, point):
        spline = self.splines[self.random.below(len(self.splines))]
        low, high = spline.domain()
        at = spline(low + point.x * (high - low))
        near = min(high, low + point.x * (high - low) + 1e-3)
        before = spline(near - 1e-3)
        tangent = (spline(near) - before) * 1000.0
        length = (tangent.x * tangent.x + tangent.y * tangent.y) ** 0.5
        if length == 0.0:
            return at
        offset = (point.y - 0.5) * self.thickness / length
        moved = Point(at.x + tangent.y * offset, at.y - tangent.x * offset)
        return Point(min(max(moved.x, 0.0), 0.999999), min(max(moved.y, 0.0), 0.999999))

    def play(self, count):
        grid = [[0] * SIZE for _ in range(SIZE)]
        point = Point(0.5, 0.5)
        for _ in range(count):
            point = self.jump(point)
            grid[int(point.y * SIZE)][int(point.x * SIZE)] += 1
        return grid


def make_splines():
    outlines = (
        ((0.1, 0.9), (0.3, 0.2), (0.5, 1.0), (0.7, 0.1), (0.9, 0.8), (0.6, 0.5)),
        ((0.2, 0.1), (0.8, 0.3), (0.1, 0.6), (0.9, 0.9), (0.5, 0.2)),
        ((0.05, 0.5), (0.4, 0.4), (0.5, 0.9), (0.95, 0.6)),
    )
    return [Spline([Point(x, y) for x, y in outline]) for outline in outlines]


def run(n):
    for _ in range(n):
        grid = Game(make_splines(), 0.4).play(POINTS)
        filled = sum(1 for row in grid for cell in row if cell)
        total = sum(sum(row) for row in grid)
        heaviest = sum((y * SIZE + x) * cell for y, row in enumerate(grid) for x, cell in enumerate(row)) % 65521
        result = (filled, total, heaviest)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("chaos_game: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
