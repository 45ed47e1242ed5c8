"""Classes made and dropped by the thousand: nothing grows, and nothing takes a new class for an old one."""
# gc-stress: skip
import gc


def shapes():
    """How many layouts of instances there are, where the implementation can tell."""
    try:
        import _sidewinder
    except ImportError:
        return 0
    return _sidewinder.stats()["shapes"]


# --- many classes: nothing grows
most = 0
for n in range(60000):
    C = type("C", (), {"x": 1})
    o = C()
    o.y = n
    assert o.x == 1 and o.y == n
    if n % 1000 == 0:
        most = max(most, shapes())
print(most < 100000)


# --- numbers of layouts are used again: inline caches and compiled code must not take one for another
def look(o):
    return o.a, o.b, o.m()


def store(o, n):
    o.a = n
    o.c = n + 1
    return o.c


def turn(n):
    order = "ab" if n % 2 else "ba"

    class C:
        if n % 3 == 0:
            __slots__ = ("b", "a", "c")
        elif n % 5 == 0:
            a = property(lambda self: self.__dict__["_a"], lambda self, v: self.__dict__.__setitem__("_a", v))

        def m(self):
            return n, self.b

    o = C()
    for name in order:
        setattr(o, name, (name, n))
    r = look(o)
    return r, store(o, n), look(o)


for n in range(3000):
    assert turn(n) == ((("a", n), ("b", n), (n, ("b", n))), n + 1, (n, ("b", n), (n, ("b", n)))), (n, turn(n))
    if n % 700 == 0:
        gc.collect()
print("ok")


def hot(cls, n):
    total = 0
    for i in range(n):
        o = cls()
        o.v = i
        total += o.v + o.w
    return total


totals = []
for n in range(12):
    ns = {"w": n} if n % 2 else {"w": property(lambda self, n=n: self.v + n)}
    totals.append(hot(type("H%d" % n, (), ns), 3000))
    gc.collect()
print(totals)
gc.collect()
print(shapes() < 15000)
