# Attributes that are always floats may be kept in another form than others. Nobody may notice: other values stored later,
# infinities, not-a-numbers (which are known by their identity), negative zeros, tiny numbers, `__dict__`, copies, classes assigned.
import copy
import math
import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)


def walk(points, n):
    total = 0.0
    for _ in range(n):
        for p in points:
            p.x += p.y * 0.5
            total += p.x
    return total


points = [Point(1.0, 2.0), Point(0.0, -0.0), Point(3.5, 1e-310), Point(1e300, -1e290)]
print(walk(points, 300), points)
points.append(Point(1, 2))
points.append(Point(math.inf, -math.inf))
print(walk(points, 300), points)
points[0].x = 5
points[1].y = None
points[2].y = "text"
print(points, [vars(p) for p in points])

nan = math.nan
p = Point(nan, 2.0)
print(p.x is nan, p.x in [nan], p.x == p.x, p.x is p.x, p.y)
p = Point(1.5, 2.5)
p.x = nan
print(p.x is nan, p.__dict__)
p = Point(1.5, 2.5)
p.x = math.inf
print(p.x is math.inf, p.x, p.x == float("inf"))
p.x = -0.0
print(p.x, math.copysign(1, p.x))


def late(n, value):
    p = Point(0.0, 1.0)
    for i in range(n):
        p.x = p.x + 1.0
        if i == n - 5:
            p.x = value
    return p.x


print(late(300, 7.0), late(300, 5), late(300, -0.0), late(300, True), late(300, 10**30))
print(late(300, math.inf), late(300, nan))
try:
    late(300, "a")
except TypeError as e:
    print(e)


def made(n, kinds):
    total = 0
    out = []
    for i in range(n):
        p = Point(kinds[i % len(kinds)], float(i))
        total += p.x + p.y
        if i % 97 == 0:
            out.append(p)
    return total, out


print(made(400, [1.5]))
print(made(400, [1.5, 2]))
print(made(400, [math.inf, 2.0])[1])
print(made(400, [1.5, -0.0, 1e-320]))
print(made(300, [nan, 1.0])[1])


class Child(Point):
    pass


p = Point(1.0, 2.0)
p.__class__ = Child
print(p.x, p.y, p, p.__dict__, type(p).__name__)
p.y = 3
print(p, copy.copy(p), copy.deepcopy(p), pickle.loads(pickle.dumps(Point(1.25, 3.0))))
del p.x
print(vars(p), hasattr(p, "x"))
p.x = 4.5
print(vars(p))


class Many:
    pass


def many(n):
    objects = []
    for i in range(n):
        m = Many()
        for k in range(i % 40):
            setattr(m, "a%d" % k, k * 0.5 if (i + k) % 3 else k)
        objects.append(m)
    return objects


print(sum(sum(vars(m).values()) for m in many(200)), vars(many(41)[40]) == vars(many(41)[40]))
for m in many(60)[30:34]:
    m.a3 = m.a4 = "s"
    print(getattr(m, "a2"), getattr(m, "a3"), getattr(m, "a4"), getattr(m, "a99", "none"))


class Slots:
    __slots__ = ("x", "y")


class Both(Slots):
    pass


def slots(n):
    b = Both()
    b.x, b.z, b.w = 0.0, 0.0, 1.0
    for i in range(n):
        b.x += 1.0
        b.z += b.w
        setattr(b, "w", b.w + 0.25)
        b.x = getattr(b, "x") + getattr(b, "z")
    return b.x, b.z, b.w


print(slots(300))


class Number(float):
    pass


class Failure(Exception):
    def __init__(self, at):
        super().__init__(at)
        self.at = at


n = Number(2.5)
n.scale = 1.5
n.scale += n
print(n, n.scale, n.__dict__)
p = Point(n, n)
print(p.x is n, type(p.y).__name__, p)
try:
    raise Failure(0.5)
except Failure as e:
    e.at *= 2
    print(e.at, e.args, vars(e))


def shapes(n):
    kinds = [type("K%d" % i, (), {"f": i}) for i in range(12)]
    objects = [k() for k in kinds]
    for i, o in enumerate(objects):
        for name in ["p", "q", "r"][: i % 3]:
            setattr(o, name, i * 1.0)
        o.v = i * 0.5 if i != 7 else -0.0
    total = 0.0
    for i in range(n):
        o = objects[i * 7 % 12]
        total += o.v
        o.v = o.v + 1.0
    return total, [o.v for o in objects]


print(shapes(600))


def keeps(n):
    import gc

    objects = [Point(i * 0.5, [i]) for i in range(n)]
    for o in objects[::3]:
        o.x = [o.x]
    gc.collect()
    return [o.x for o in objects[:4]], sum(o.y[0] for o in objects)


print(keeps(500))
