"""Attributes of classes that are overwritten while loops run: as values, as something else, seen through instances and subclasses."""


class Counter:
    count = 0
    limit = 10
    name = "c"

    def __init__(self):
        Counter.count += 1


class Sub(Counter):
    pass


def made(n):
    for i in range(n):
        c = Counter() if i % 2 else Sub()
        if c.count != Sub.count or Counter.count != c.count:
            print("not the same", i)
        if i == 60:
            Sub.count = -5
        if i == 70:
            del Sub.count
    return Counter.count, Sub.count, Counter.__dict__["count"]


print(made(100))


def kinds(n):
    c, seen = Counter(), []
    for i in range(n):
        Counter.name = i if i % 20 else str(i)
        if i == 50:
            Counter.name = property(lambda self: "property")
        if i == 51:
            c.name = None if c.name == 51 else 1
        if i == 60:
            Counter.name = lambda self: "method"
            seen.append(c.__dict__.pop("name", "nothing"))
            seen.append(c.name())
        if i == 80:
            del Counter.name
            try:
                c.name
            except AttributeError as e:
                seen.append(str(e))
        if i % 20 == 0 and i != 80 and i != 60:
            seen.append((c.name, Counter.name, getattr(c, "name"), vars(Counter)["name"]))
    return seen


print(kinds(100))


def through(n):
    total = 0
    for i in range(n):
        setattr(Counter, "limit", Counter.limit + 1)
        total += Sub.limit + getattr(Sub, "limit") + Sub().limit
        if i == 50:
            Sub.limit = 1000
        if i == 70:
            Sub.limit += 1
        if i == 80:
            Counter.another = i
    return total, Counter.limit, Sub.limit


print(through(100))


class Meta(type):
    def __setattr__(cls, name, value):
        log.append(name)
        super().__setattr__(name, value)

    @property
    def shared(cls):
        return cls._shared

    @shared.setter
    def shared(cls, value):
        cls._shared = value


class WithMeta(metaclass=Meta):
    _shared = 0
    plain = 0


log = []


def metas(n):
    for i in range(n):
        WithMeta.plain += 1
        WithMeta.shared += 2
        if i == 50:
            del Meta.__setattr__
    return WithMeta.plain, WithMeta.shared, WithMeta._shared, len(log)


print(metas(100))


class Shaped:
    __slots__ = ("a",)
    b = 1

    def __init__(self):
        self.a = Shaped.b
        Shaped.b = -self.a


def floats(n):
    total = 0.0
    for i in range(n):
        Shaped.b = Shaped.b * 1.5 if i % 3 else float(i)
        total += Shaped().a
    return round(total, 6)


print(floats(100))


# a class whose values become descriptors by a change of their class
class Value:
    pass


class Owner:
    value = 1


def values(n):
    v, o, seen = Value(), Owner(), []
    for i in range(n):
        Owner.value = v if i % 2 else i
        if i == 60:
            Value.__set__ = lambda self, instance, x: seen.append(x)
        if i == 70:
            o.value = "stored"
        if i % 10 == 0:
            seen.append(o.value is v)
    return seen


print(values(100))
