"""CD: a collision detector for aircraft, run over 40 frames of a simulated sky.

Source of the algorithm: Kalibera, Hagelberg, Pizlo, Plsek, Titzer, Vitek, "CDx: A Family of Real-time Java
Benchmarks", 2009 (movements are hashed into squares of the plane, then pairs in a square are solved exactly).

Exercises: float arithmetic on small objects, dicts keyed by objects with their own __hash__ and __eq__, lists.
"""

import math
import sys

MAX_XY = 1000.0
RADIUS = 1.0
SQUARE = RADIUS * 2.0
AIRCRAFT = 60
FRAMES = 40
EXPECTED = 356


class Vector3:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector3(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector3(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor):
        return Vector3(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))


class Square:
    """The lower left corner of one square of the plane."""

    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __hash__(self):
        return self.x * 7919 + self.y

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


class Motion:
    __slots__ = ("callsign", "start", "end")

    def __init__(self, callsign, start, end):
        self.callsign = callsign
        self.start = start
        self.end = end

    def intersection(self, other):
        """The point where the two come within the radius of each other, or None."""
        start1, start2 = self.start, other.start
        move1, move2 = self.end - start1, other.end - start2
        speed = move2 - move1
        apart = start2 - start1
        a = speed.dot(speed)
        if a != 0.0:
            b = 2.0 * apart.dot(speed)
            c = apart.dot(apart) - RADIUS * RADIUS
            discriminant = b * b - 4.0 * a * c
            if discriminant < 0.0:
                return None
            root = math.sqrt(discriminant)
            v1 = (-b - root) / (2.0 * a)
            v2 = (-b + root) / (2.0 * a)
            if v1 <= v2 and (v1 <= 1.0 <= v2 or v1 <= 0.0 <= v2 or 0.0 <= v1 and v2 <= 1.0):
                when = 0.0 if v1 <= 0.0 else v1
                hit1 = start1 + move1.scaled(when)
                hit2 = start2 + move2.scaled(when)
                middle = (hit1 + hit2).scaled(0.5)
                if 0.0 <= middle.x <= MAX_XY and 0.0 <= middle.y <= MAX_XY and 0.0 <= middle.z <= 10.0:
                    return middle
            return None
        if apart.length() <= RADIUS:
            return (start1 + start2).scaled(0.5)
        return None


class Detector:
    def __init__(self):
        self.state = {}

    def frame(self, aircraft):
        """One frame of positions in; the list of colliding pairs of callsigns out."""
        motions = []
        seen = set()
        for callsign, position in aircraft:
            old = self.state.get(callsign, position)
            self.state[callsign] = position
            seen.add(callsign)
            motions.append(Motion(callsign, old, position))
        for gone in [callsign for callsign in self.state if callsign not in seen]:
            del self.state[gone]
        pairs = []
        for group in self.reduce(motions):
            for i in range(len(group) - 1):
                first = group[i]
                for j in range(i + 1, len(group)):
                    if first.intersection(group[j]) is not None:
                        pairs.append((first.callsign, group[j].callsign))
        return pairs

    def reduce(self, motions):
        squares = {}
        for motion in motions:
            self.enter(motion, squares)
        return [group for group in squares.values() if len(group) > 1]

    def enter(self, motion, squares):
        """Walk over the squares that the motion, widened by the radius, may touch."""
        start = motion.start
        todo = [(int(start.x // SQUARE), int(start.y // SQUARE))]
        done = set()
        while todo:
            here = todo.pop()
            if here in done or not self.touches(motion, here):
                continue
            done.add(here)
            square = Square(here[0], here[1])
            group = squares.get(square)
            if group is None:
                squares[square] = [motion]
            else:
                group.append(motion)
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        todo.append((here[0] + dx, here[1] + dy))

    def touches(self, motion, here):
        """Does the segment cross the square widened by half a radius? (Slabs in x and y.)"""
        low, high = 0.0, 1.0
        start, end = motion.start, motion.end
        margin = RADIUS / 2.0
        for origin, delta, corner in (
            (start.x, end.x - start.x, here[0] * SQUARE),
            (start.y, end.y - start.y, here[1] * SQUARE),
        ):
            near, far = corner - margin, corner + SQUARE + margin
            if delta == 0.0:
                if origin < near or origin > far:
                    return False
            else:
                t1, t2 = (near - origin) / delta, (far - origin) / delta
                if t1 > t2:
                    t1, t2 = t2, t1
                if t1 > low:
                    low = t1
                if t2 < high:
                    high = t2
        return low <= high


def sky(time):
    """Pairs of aircraft that weave about each other."""
    frame = []
    for i in range(0, AIRCRAFT, 2):
        frame.append(("A%d" % i, Vector3(time, math.cos(time) * 2.0 + i * 3.0, 10.0)))
        frame.append(("A%d" % (i + 1), Vector3(time, math.sin(time) * 2.0 + i * 3.0, 10.0)))
    return frame


def run(n):
    for _ in range(n):
        detector = Detector()
        collisions = set()
        for i in range(FRAMES):
            for pair in detector.frame(sky(i / 10.0)):
                collisions.add((i,) + pair)
        result = len(collisions)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("cd: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 11))
