"""`super()` in hot loops: methods, properties, class methods, several bases, and what changes them."""


class Base:
    kind = "base"

    def __init__(self, x):
        self.x = x

    def value(self, k=1):
        return self.x * k

    @property
    def half(self):
        return self.x // 2

    @classmethod
    def named(cls):
        return cls.__name__ + cls.kind

    @staticmethod
    def twice(x):
        return x * 2


class Left(Base):
    def __init__(self, x):
        super().__init__(x)
        self.left = x

    def value(self, k=1):
        return super().value(k) + 1

    @property
    def half(self):
        return super().half + 1

    @classmethod
    def named(cls):
        return "l" + super().named()

    @staticmethod
    def twice(x):
        return super(Left, Left).twice(x) + 1

    def kind_of(self):
        return super().kind


class Right(Base):
    kind = "right"

    def value(self, k=2):
        return super(Right, self).value(k) * 10


class Both(Left, Right):
    def value(self, k=3):
        def inner():
            return super(Both, self).value(k)

        return inner() + sum(super(Both, self).value(j) for j in range(2))

    @classmethod
    def named(cls):
        return super().named() + "b"


def run(n):
    total, names = 0, set()
    for i in range(n):
        b = Both(i) if i % 2 else Left(i)
        total += b.value() + b.half + b.twice(i)
        names.add((b.named(), type(b).named(), b.kind_of()))
        if i == 60:
            Right.value = lambda self, k=0: 5
        if i == 70:
            Base.half = property(lambda self: -1)
        if i == 80:
            Base.kind = "changed"
    return total, sorted(names)


print(run(100))


class Cell:
    def closure(self, n):
        f = lambda: self.base()  # noqa: E731
        return f() + super().__init__() if n < 0 else f()

    def base(self):
        return 1


class Deep(Cell):
    def closure(self, n):
        g = lambda: self  # noqa: E731
        return super().closure(n) + (g() is self)


def cells(n):
    d, total = Deep(), 0
    for i in range(n):
        total += d.closure(i)
    return total


print(cells(60))


class Log(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return super().__getitem__(i) + 1


def logs(n):
    l = Log()
    for i in range(n):
        l.append(i)
        total = l[-1]
    return total, list.__getitem__(l, -1), len(l)


print(logs(60))


class Wrong(Base):
    def value(self):
        return super().missing


def wrong(n):
    w, bad = Wrong(1), 0
    for i in range(n):
        try:
            w.value()
        except AttributeError as e:
            bad += 1
            text = str(e)
    return bad, text


print(wrong(60))


def reassigned(n):
    class A:
        def f(self):
            return "A"

    class B(A):
        def f(self):
            return "B" + super().f()

    class C:
        def f(self):
            return "C"

    class D(C):
        f = B.f

    b, out = B(), []
    for i in range(n):
        if i == 50:
            b = D()
        try:
            out.append(b.f())
        except TypeError as e:
            out.append(str(e))
        if i == 55:
            b = B()
        if i == 56:
            B.__bases__ = (A, C)
        if i == 58:
            A.f = lambda self: "new"
    return sorted(set(out))


print(reassigned(62))
