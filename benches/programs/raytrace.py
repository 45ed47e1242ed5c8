"""Ray tracer: four spheres over a chequered plane, shadows and two levels of reflection, 50 by 38 pixels.

Source of the algorithm: Turner Whitted, "An Improved Illumination Model for Shaded Display", CACM 23(6), 1980.

Exercises: operator methods on small immutable objects, float arithmetic, calls with different receivers.
"""

import math
import sys

WIDTH, HEIGHT = 50, 38
DEPTH = 2
EPSILON = 1e-6
EXPECTED = (148, 828501)


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    __slots__ = ("origin", "direction")

    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + self.direction * distance


class Shape:
    def __init__(self, colour, reflection):
        self.colour = colour
        self.reflection = reflection

    def colour_at(self, point):
        return self.colour


class Sphere(Shape):
    def __init__(self, centre, radius, colour, reflection):
        super().__init__(colour, reflection)
        self.centre = centre
        self.radius = radius

    def distance(self, ray):
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        rest = self.radius * self.radius - (to_centre.dot(to_centre) - along * along)
        if rest < 0.0:
            return None
        half = math.sqrt(rest)
        if along - half > EPSILON:
            return along - half
        return along + half if along + half > EPSILON else None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor(Shape):
    def __init__(self, height, colour, other, reflection):
        super().__init__(colour, reflection)
        self.height = height
        self.other = other
        self.up = Vector(0.0, 1.0, 0.0)

    def distance(self, ray):
        if ray.direction.y > -EPSILON:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > EPSILON else None

    def normal(self, point):
        return self.up

    def colour_at(self, point):
        odd = (math.floor(point.x) + math.floor(point.z)) & 1
        return self.other if odd else self.colour


class Scene:
    def __init__(self, shapes, light):
        self.shapes = shapes
        self.light = light
        self.shadows = 0

    def nearest(self, ray):
        best = None
        for shape in self.shapes:
            distance = shape.distance(ray)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, shape)
        return best

    def in_shadow(self, point):
        to_light = self.light - point
        length = math.sqrt(to_light.dot(to_light))
        ray = Ray(point, to_light * (1.0 / length))
        for shape in self.shapes:
            distance = shape.distance(ray)
            if distance is not None and distance < length:
                self.shadows += 1
                return True
        return False

    def trace(self, ray, depth):
        hit = self.nearest(ray)
        if hit is None:
            return sky(ray.direction)
        distance, shape = hit
        point = ray.at(distance)
        normal = shape.normal(point)
        light = 0.2
        if not self.in_shadow(point):
            light += 0.8 * max(0.0, normal.dot((self.light - point).unit()))
        colour = shape.colour_at(point) * light
        if depth and shape.reflection > 0.0:
            seen = self.trace(Ray(point, ray.direction.mirrored(normal)), depth - 1)
            colour = colour * (1.0 - shape.reflection) + shape.reflection * seen
        return colour


def sky(direction):
    height = 0.5 * (direction.y + 1.0)
    return Vector(1.0, 1.0, 1.0) * (1.0 - height) + Vector(0.4, 0.6, 1.0) * height


def make_scene():
    shapes = [
        Sphere(Vector(0.0, 1.0, 6.0), 1.0, Vector(1.0, 0.2, 0.2), 0.3),
        Sphere(Vector(-2.2, 0.7, 5.0), 0.7, Vector(0.2, 0.9, 0.3), 0.2),
        Sphere(Vector(1.9, 0.6, 4.5), 0.6, Vector(0.2, 0.4, 1.0), 0.4),
        Sphere(Vector(0.4, 0.35, 3.2), 0.35, Vector(0.9, 0.9, 0.2), 0.0),
        Floor(0.0, Vector(0.9, 0.9, 0.9), Vector(0.1, 0.1, 0.1), 0.25),
    ]
    return Scene(shapes, Vector(5.0, 8.0, -3.0))


def render(width, height):
    scene = make_scene()
    eye = Vector(0.0, 1.5, -2.0)
    total = 0
    for row in range(height):
        for column in range(width):
            x = (column + 0.5) / width * 2.0 - 1.0
            y = (1.0 - (row + 0.5) / height * 2.0) * height / width
            colour = scene.trace(Ray(eye, Vector(x, y - 0.15, 1.6).unit()), DEPTH)
            for part in (colour.x, colour.y, colour.z):
                total += min(255, int(part * 255.0))
    return scene.shadows, total


def run(n):
    for _ in range(n):
        result = render(WIDTH, HEIGHT)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("raytrace: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 17))
