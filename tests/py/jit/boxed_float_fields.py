# Floats without an immediate form (very large and small ones, -0.0, infinity) stored in fields and items of old objects by
# compiled loops: the collector must hear of them.
import gc


class Body:
    def __init__(self):
        self.x = 0.0
        self.y = 1.0


def scale(bodies, factors):
    for f in factors:
        for b in bodies:
            b.x = b.y * f
            b.y = b.x / f


def fill(cells, start, step):
    value = start
    for i in range(len(cells)):
        cells[i] = value * step
        value = cells[i]


bodies = [Body() for _ in range(20)]
gc.collect()
gc.collect()
scale(bodies, [1.5, 2.0, 3.0] * 40)
print(bodies[0].x, bodies[0].y)
for factor in (1e300, 1e-300, -0.0 + 1e-290, 2.0, 1e250):
    scale(bodies, [factor] * 5)
    junk = [[float(i)] * 3 for i in range(3000)]
    print({(b.x, b.y) for b in bodies})
    gc.collect()

cells = [0.0] * 2000
gc.collect()
gc.collect()
fill(cells, 1.0, 1.01)
print(cells[0], cells[-1])
fill(cells, 1e100, 1.1)
junk = [[float(i)] * 3 for i in range(3000)]
print(cells[0], cells[1500], cells[-1])
fill(cells, -1.0, 0.0)
junk = [[float(i)] * 3 for i in range(3000)]
print(cells[0], cells[1], cells[-1])
gc.collect()
print(sum(cells), len(junk))
