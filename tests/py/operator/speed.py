"""Operators, subscripts, properties and calls that come down to functions: results, refusals, exceptions, deep recursion."""

import sys


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class V:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return "V(%r)" % (self.x,)

    def __add__(self, o):
        if isinstance(o, V):
            return V(self.x + o.x)
        if isinstance(o, int):
            return V(self.x + o)
        return NotImplemented

    def __radd__(self, o):
        return ("radd", o, self.x)

    def __iadd__(self, o):
        if o == "refuse":
            return NotImplemented
        self.x = ("iadd", self.x, o)
        return self

    def __mul__(self, o):
        return NotImplemented

    def __lt__(self, o):
        return self.x < o.x if isinstance(o, V) else NotImplemented

    def __eq__(self, o):
        return [self.x] if isinstance(o, V) and self.x == o.x else []

    def __getitem__(self, i):
        if i == 3:
            raise IndexError("three")
        return NotImplemented if i == 4 else (self.x, i)

    def __setitem__(self, i, v):
        print("set", i, v)
        return "ignored"

    def __call__(self, *args, **kw):
        return (self.x, args, kw)

    @property
    def half(self):
        return self.x / 2

    @property
    def bad(self):
        raise ValueError("bad property")


class W(V):
    def __radd__(self, o):
        return ("W first", o.x if isinstance(o, V) else o)

    def __gt__(self, o):
        return "W says"


class Odd:
    def __lt__(self, o):
        return self

    def __bool__(self):
        return False

    def __add__(self, o):
        yield o
        yield o + 1


def loops():
    for _ in range(3):
        a, b, w = V(1), V(2), W(5)
        print(a + b, a + 1, 1 + a, a + w, w + a, attempt(lambda: a + "x"), attempt(lambda: a * 2), attempt(lambda: a * w))
        print(a < b, b < a, attempt(lambda: a < 1), a < w, attempt(lambda: 1 > a), a == V(1), a == b, a != b, a == 1)
        print(a[0], attempt(lambda: a[3]), a[4], a[1:2], a["k"])
        a[0] = 5
        a["z"] = a
        print(a(), a(1, 2), a(1, k=2), a(*[1], **{"z": 2}), a.half, w.half, attempt(lambda: a.bad))
        c = V(7)
        c += 2
        d = V(8)
        d += "refuse" if False else 3
        print(c, d)
        print(attempt(inplace))
        print("less" if a < b else "not less", "equal" if V(3) == V(3) else "differ", "odd" if Odd() < 1 else "even")
        if not a < b:
            print("wrong")
        while not b < a:
            b = V(b.x - 1)
        print(b, list(Odd() + 3), type(Odd() < 2).__name__)


def inplace():
    v = V(1)
    v += "refuse"
    return v


loops()


class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return o if self.n == 0 else Deep(self.n - 1) + (o + 1)

    def __getitem__(self, i):
        return i if i == 0 else self[i - 1] + 1

    @property
    def chain(self):
        return 0 if self.n == 0 else 1 + Deep(self.n - 1).chain

    def __lt__(self, o):
        return self.n == 0 or Deep(self.n - 1) < o


print(Deep(25) + 0, Deep(0)[25], Deep(25).chain, Deep(25) < 1)


class Frames:
    def __mul__(self, o):
        return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe(1).f_locals["here"]

    @property
    def where(self):
        return sys._getframe(1).f_code.co_name

    def __truediv__(self, o):
        raise KeyError("inside")


def looking():
    here = "local"
    return Frames() * 2, Frames().where


print(looking(), looking())


def entries(tb):
    out = []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


def fails():
    x = Frames()
    return x / 2


for f in (fails, lambda: V(1)[3], lambda: V(1).bad, lambda: V(1) < 3):
    try:
        f()
    except Exception:
        print(entries(sys.exc_info()[2]))


class Gen:
    """Operators inside a generator, and one that is resumed by an operator."""

    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return Gen(self.n + next(o))

    def __iter__(self):
        x = self
        for i in range(3):
            yield x.n
            x = x + iter([i, 5])


print(list(Gen(1)), list(Gen(10)))


class Late:
    pass


def add(a, b):
    return a + b


a = Late()
Late.__add__ = lambda s, o: "first"
print(add(a, 1), add(a, 1))
Late.__add__ = lambda s, o: "second"
print(add(a, 1))
Late.__add__ = lambda s, o, extra="default": extra
print(add(a, 1))
Late.__add__ = lambda s: None
print(attempt(add, a, 1))
del Late.__add__
print(attempt(add, a, 1))
