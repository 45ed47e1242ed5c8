# Bodies that pull each other, found through a tree of cells: attributes that are floats in large merged trees of traces.
import math


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Body:
    def __init__(self, x, y, m):
        self.p = Point(x, y)
        self.v = Point(0.0, 0.0)
        self.a = Point(0.0, 0.0)
        self.m = m

    def move(self, t):
        self.v.x += self.a.x * t
        self.v.y += self.a.y * t
        self.p.x += self.v.x * t
        self.p.y += self.v.y * t


class Cell:
    def __init__(self, x, y, w):
        self.x, self.y, self.w = x, y, w
        self.body = None
        self.parts = None
        self.mass = 0.0
        self.c = Point(x, y)

    def holds(self, p):
        return self.x - self.w <= p.x < self.x + self.w and self.y - self.w <= p.y < self.y + self.w

    def add(self, b):
        if not self.holds(b.p):
            return False
        total = self.mass + b.m
        self.c.x = (self.c.x * self.mass + b.p.x * b.m) / total
        self.c.y = (self.c.y * self.mass + b.p.y * b.m) / total
        self.mass = total
        if self.body is None and self.parts is None:
            self.body = b
            return True
        if self.parts is None:
            h = self.w / 2
            self.parts = [Cell(self.x + sx * h, self.y + sy * h, h) for sx in (-1, 1) for sy in (-1, 1)]
            old, self.body = self.body, None
            for q in self.parts:
                if q.add(old):
                    break
        for q in self.parts:
            if q.add(b):
                return True
        return False

    def pull(self, b, theta):
        if self.mass == 0 or self.body is b:
            return 0.0, 0.0
        dx = self.c.x - b.p.x
        dy = self.c.y - b.p.y
        d2 = dx * dx + dy * dy + 25.0
        d = math.sqrt(d2)
        if self.parts is None or self.w * 2 / d < theta:
            f = 6.0 * self.mass * b.m / d2
            return f * dx / d, f * dy / d
        fx = fy = 0.0
        for q in self.parts:
            x, y = q.pull(b, theta)
            fx += x
            fy += y
        return fx, fy


def run(n, steps):
    bodies = []
    k = 12345
    for i in range(n):
        k = (k * 1103515245 + 12345) % 2**31
        x = k / 2**31 * 800 - 400
        k = (k * 1103515245 + 12345) % 2**31
        bodies.append(Body(x, k / 2**31 * 800 - 400, 1.0 + i % 3))
    for _ in range(steps):
        root = Cell(0.0, 0.0, 512.0)
        for b in bodies:
            root.add(b)
        for b in bodies:
            fx, fy = root.pull(b, 0.5)
            b.a.x = fx / b.m
            b.a.y = fy / b.m
        for b in bodies:
            b.move(0.1)
    e = 0.0
    for i, b in enumerate(bodies):
        e += 0.5 * b.m * (b.v.x * b.v.x + b.v.y * b.v.y)
        for o in bodies[i + 1:]:
            dx = o.p.x - b.p.x
            dy = o.p.y - b.p.y
            e -= 6.0 * b.m * o.m / math.sqrt(dx * dx + dy * dy + 25.0)
    return e


print(repr(run(60, 20)))
