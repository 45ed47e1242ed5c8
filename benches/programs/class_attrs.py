"""Classes: attributes of instances and classes, properties, descriptors, slots, inheritance, super, class methods.

Source of the algorithms: written here; the bank and the shapes are the usual examples.

Exercises: look-up along the method resolution order, class attributes that change, __getattr__, isinstance.
"""

import sys

EXPECTED = (7240, 600, 1797061, 49609, 1200, 400)


class Shape:
    count = 0
    sides = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0

    def describe(self):
        return self.area() * 10 + self.sides

    @classmethod
    def made(cls):
        return cls.count

    @staticmethod
    def clamp(value, low, high):
        return low if value < low else high if value > high else value


class Rectangle(Shape):
    sides = 4

    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Cube(Rectangle):
    def __init__(self, size):
        super().__init__(size, size)

    @property
    def size(self):
        return self.width

    @size.setter
    def size(self, value):
        self.width = self.height = self.clamp(value, 0, 20)

    def describe(self):
        return super().describe() + 6


class Triangle(Shape):
    sides = 3

    def __init__(self, base, height):
        Shape.__init__(self, "triangle")
        self.base, self.height = base, height

    def area(self):
        return self.base * self.height // 2


class Bounded:
    """A data descriptor that keeps a number within limits."""

    def __init__(self, low, high):
        self.low = low
        self.high = high

    def __set_name__(self, owner, name):
        self.key = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.key, self.low)

    def __set__(self, instance, value):
        if not self.low <= value <= self.high:
            raise ValueError(value)
        setattr(instance, self.key, value)


class Account:
    balance = Bounded(0, 10000)
    moves = 0

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1
        return self


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return self.x * 31 + self.y


class Proxy:
    def __init__(self, target):
        self.target = target
        self.misses = 0

    def __getattr__(self, name):
        self.misses += 1
        return getattr(self.target, name)


def shapes_total(rounds):
    shapes = []
    for i in range(10):
        shapes += [Rectangle(i, i + 1), Cube(i), Triangle(i, 4)]
    total = 0
    for i in range(rounds):
        for shape in shapes:
            total += shape.describe()
    cube = shapes[1]
    for i in range(rounds * 40):
        cube.size += 1
    return total // rounds + cube.size, len(shapes) * rounds


def points_total(count):
    points = {Point(i % 50, i // 50) for i in range(count)}
    points |= {Point(i % 50, i // 50) for i in range(count)}
    assert len(points) == count
    here = Point(0, 0)
    total = 0
    for i in range(count):
        here.x += 1
        here.y += here.x
        total += here.x
    return total * 10 + (here.y == total)


def once():
    Shape.count = 0
    shapes, described = shapes_total(20)
    account = Account()
    refused = 0
    for i in range(400):
        try:
            account.deposit(i)
        except ValueError:
            refused += 1
    proxy = Proxy(account)
    for _ in range(600):
        proxy.balance, proxy.moves
    made = Cube.made() + Rectangle.made()
    return shapes, described, points_total(599) + made, account.balance * 5 + refused, proxy.misses, account.moves + refused


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("class_attrs: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 380))
