"""Descriptors, properties and attribute hooks written in Python, from hot loops, and what breaks what was recorded of them."""


class Bounded:
    def __init__(self, low, high):
        self.low, self.high = low, high

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

    def __delete__(self, instance):
        delattr(instance, self.key)


class Account:
    balance = Bounded(0, 900)
    moves = 0

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1
        return self


def deposits(n):
    a, refused = Account(), 0
    for i in range(n):
        try:
            a.deposit(i)
        except ValueError as e:
            refused += 1
            last = e.args
    return a.balance, a.moves, refused, last


print(deposits(100))


def deleted(n):
    a, missing = Account(), 0
    for i in range(n):
        if i % 3:
            a.balance = i
        try:
            del a.balance
        except AttributeError as e:
            missing += 1
            text = str(e)
    return missing, text, a.balance, a.__dict__


print(deleted(90))


# the descriptor's class changes while a loop runs
def changing(n):
    a, seen = Account(), []
    old = Bounded.__get__
    for i in range(n):
        if i == 40:
            Bounded.__get__ = lambda self, instance, owner: "new"
        if i == 60:
            Bounded.__get__ = old
        if i == 70:
            del Bounded.__set__, Bounded.__delete__
        if i == 80:
            a.__dict__["balance"] = "own"
        if i % 10 == 0:
            seen.append(a.balance)
        else:
            a.balance
    return seen


print(changing(100))


class NonData:
    def __get__(self, instance, owner):
        return owner.__name__, instance is None


class Holder:
    attribute = NonData()


def non_data(n):
    h, seen = Holder(), set()
    for i in range(n):
        if i == 50:
            h.attribute = "mine"
        if i == 80:
            del h.attribute
        seen.add(h.attribute)
    return sorted(map(str, seen)), Holder.attribute


print(non_data(100))


class Cube:
    def __init__(self, size):
        self.width = size

    @property
    def size(self):
        return self.width

    @size.setter
    def size(self, value):
        self.width = self.clamp(value, 0, 50)

    @size.deleter
    def size(self):
        self.width = -1

    @staticmethod
    def clamp(value, low, high):
        return low if value < low else high if value > high else value


def cubes(n):
    c, sizes = Cube(0), []
    for i in range(n):
        c.size += 1
        if i == 30:
            del c.size
            sizes.append(c.size)
        if i == 90:
            sizes.append(c.size)
            Cube.size = Cube.size.setter(lambda self, value: setattr(self, "width", value * 2))
    return c.size, sizes


print(cubes(100))


class Proxy:
    def __init__(self, target):
        self.target = target
        self.misses = 0

    def __getattr__(self, name):
        self.misses += 1
        return getattr(self.target, name)


class Target:
    x = 1

    def method(self, k):
        return self.y + k

    @property
    def prop(self):
        return self.y * 2

    def __init__(self):
        self.y = 7


def proxies(n):
    p, total, bad = Proxy(Target()), 0, 0
    for i in range(n):
        total += p.x + p.y + p.prop + p.method(i)
        if i == n // 2:
            p.x = 100
        if i == n - 20:
            p.target = Cube(3)
            p.y = p.prop = 1
            p.method = int
        try:
            p.nothing
        except AttributeError as e:
            bad += 1
            text, named = str(e), (e.name, type(e.obj).__name__)
    return total, bad, p.misses, text, named


print(proxies(100))


class Everything:
    def __getattribute__(self, name):
        if name == "missing":
            raise AttributeError("none of that")
        return name, len(object.__getattribute__(self, "__dict__"))

    def __setattr__(self, name, value):
        object.__setattr__(self, name + "_", value)

    def __delattr__(self, name):
        object.__delattr__(self, name + "_")


def everything(n):
    e, seen = Everything(), []
    for i in range(n):
        e.value = i
        if i % 25 == 0:
            seen.append(e.value)
            e.other = 1
            seen.append(e.whatever)
            del e.other
        try:
            e.missing
        except AttributeError as error:
            context = str(error)
    return seen, context


print(everything(100))


class Notes:
    """A result that operators give a meaning of its own."""

    def __get__(self, instance, owner):
        return NotImplemented


class Noted:
    note = Notes()

    def __getattr__(self, name):
        return NotImplemented


def notes(n):
    x, count = Noted(), 0
    for i in range(n):
        count += x.other is NotImplemented
        count += x.note is NotImplemented if i else 1
    return count


print(notes(60))


class Lazy:
    """A descriptor whose function is a generator function."""

    def __get__(self, instance, owner):
        yield from range(3)


class Lazies:
    items = Lazy()


def lazies(n):
    x, total = Lazies(), 0
    for i in range(n):
        total += sum(x.items)
    return total


print(lazies(60))


def traceback_of(n):
    import traceback

    c = Cube(0)
    Cube.bad = property(lambda self: self.absent)
    for i in range(n):
        try:
            c.bad
        except AttributeError as e:
            lines = [f.name for f in traceback.extract_tb(e.__traceback__)]
            named = e.name
    return lines, named


print(traceback_of(60))


# names made at run time
def by_name(n):
    t, total = Target(), 0
    for i in range(n):
        name = "xy"[i % 2]
        total += getattr(t, name) + getattr(t, name * 2, 5)
        setattr(t, "z" + name, i)
        total += hasattr(t, "z" + name) + hasattr(t, "q") + getattr(t, "meth" + "od")(1)
        if i == 70:
            Target.q = 0
    return total, sorted(t.__dict__.items())


print(by_name(100))
