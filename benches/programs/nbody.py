"""N-body: the Sun and four giant planets, 5000 steps of a symplectic integrator a repetition.

Source of the algorithm: the Computer Language Benchmarks Game, "n-body" (the model and the initial values).

Exercises: float arithmetic on the attributes of a few objects, nested loops over a short list.
"""

import math
import sys

SOLAR_MASS = 4.0 * math.pi * math.pi
DAYS = 365.24
STEPS = 5000
EXPECTED = ("-0.169075164", "-0.169020000")

# x, y, z in astronomical units; velocities in units a day; mass in solar masses.
PLANETS = (
    (4.84143144246472090e00, -1.16032004402742839e00, -1.03622044471123109e-01,
     1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05, 9.54791938424326609e-04),
    (8.34336671824457987e00, 4.12479856412430479e00, -4.03523417114321381e-01,
     -2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05, 2.85885980666130812e-04),
    (1.28943695621391310e01, -1.51111514016986312e01, -2.23307578892655734e-01,
     2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05, 4.36624404335156298e-05),
    (1.53796971148509165e01, -2.59193146099879641e01, 1.79258772950371181e-01,
     2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05, 5.15138902046611451e-05),
)  # fmt: skip


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx * DAYS, vy * DAYS, vz * DAYS
        self.mass = mass * SOLAR_MASS


def make_system():
    bodies = [Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)] + [Body(*planet) for planet in PLANETS]
    sun = bodies[0]
    sun.vx = -sum([b.vx * b.mass for b in bodies]) / SOLAR_MASS
    sun.vy = -sum([b.vy * b.mass for b in bodies]) / SOLAR_MASS
    sun.vz = -sum([b.vz * b.mass for b in bodies]) / SOLAR_MASS
    return bodies


def advance(bodies, dt, steps):
    count = len(bodies)
    for _ in range(steps):
        for i in range(count):
            a = bodies[i]
            for j in range(i + 1, count):
                b = bodies[j]
                dx = a.x - b.x
                dy = a.y - b.y
                dz = a.z - b.z
                squared = dx * dx + dy * dy + dz * dz
                pull = dt / (squared * math.sqrt(squared))
                from_b = b.mass * pull
                from_a = a.mass * pull
                a.vx -= dx * from_b
                a.vy -= dy * from_b
                a.vz -= dz * from_b
                b.vx += dx * from_a
                b.vy += dy * from_a
                b.vz += dz * from_a
        for body in bodies:
            body.x += dt * body.vx
            body.y += dt * body.vy
            body.z += dt * body.vz


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1 :]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            total -= a.mass * b.mass / math.sqrt(dx * dx + dy * dy + dz * dz)
    return total


def run(n):
    for _ in range(n):
        bodies = make_system()
        before = energy(bodies)
        advance(bodies, 0.01, STEPS)
        result = ("%.9f" % before, "%.9f" % energy(bodies))
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("nbody: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 22))
