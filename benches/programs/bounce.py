"""Bounce: a hundred balls in a box, fifty steps, counting the bounces.

Source of the algorithm: the "bounce" benchmark of the SOM and "Are We Fast Yet?" suites; 1331 bounces.

Exercises: integer attributes, method calls in a loop over a list of objects.
"""

import sys

EXPECTED = 1331
WALL = 500


class Random:
    def __init__(self):
        self.seed = 74755

    def next(self):
        self.seed = (self.seed * 1309 + 13849) & 65535
        return self.seed


class Ball:
    def __init__(self, random):
        self.x = random.next() % WALL
        self.y = random.next() % WALL
        self.dx = random.next() % 300 - 150
        self.dy = random.next() % 300 - 150

    def bounce(self):
        bounced = False
        self.x += self.dx
        self.y += self.dy
        if self.x > WALL:
            self.x = WALL
            self.dx = -abs(self.dx)
            bounced = True
        if self.x < 0:
            self.x = 0
            self.dx = abs(self.dx)
            bounced = True
        if self.y > WALL:
            self.y = WALL
            self.dy = -abs(self.dy)
            bounced = True
        if self.y < 0:
            self.y = 0
            self.dy = abs(self.dy)
            bounced = True
        return bounced


def run(n):
    for _ in range(n):
        random = Random()
        balls = [Ball(random) for _ in range(100)]
        result = 0
        for _ in range(50):
            for ball in balls:
                if ball.bounce():
                    result += 1
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("bounce: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
