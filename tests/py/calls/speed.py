"""Calls of native functions and methods, defaults and keywords, comparisons across classes: what has a short way."""


def collect():
    """Garbage enough for a collection or two."""
    for _ in range(300000):
        [None] * 8



class Str(str):
    pass


class List(list):
    def __getitem__(self, i):
        return ("mine", super().__getitem__(i))


def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


for _ in range(3):
    s = Str("a,b")
    print(s.split(","), Str.split(s, ","), str.split(s, ","), type(Str(s)).__name__, Str("x") == "x")
print(attempt(str.split, 5), attempt(str.split), attempt(str.__len__, []), attempt(str.__len__))
print(attempt("a".join), attempt("a".join, 1, 2), attempt("a".join, [1]), attempt("a".split, sep=1, seps=2))
print(attempt(len), attempt(len, 1, 2), attempt(len, 5), attempt(len, obj=1), attempt(list.append, [], 1, 2))
print(attempt(int.__new__), attempt(int.__new__, str), attempt(int.__new__, 5), attempt(tuple.__new__, list))
print(attempt(object, 1), attempt(Str, 1, 2, 3, 4), attempt(int, "x", 3, 4), attempt(dict.fromkeys, 1))
print(List([1, 2])[0], List([1, 2])[-1], [1, 2].__getitem__(0), attempt([].__getitem__, 0))


class New:
    def __new__(cls, *args):
        return super().__new__(cls)


class Both:
    def __new__(cls, a):
        self = super().__new__(cls)
        self.a = a
        return self

    def __init__(self, a):
        self.b = a


print(type(New(1, 2)).__name__, vars(Both(3)), attempt(Both), type(New()).__name__)


def f(a, b=2, c=3, *, d=4, e):
    return a, b, c, d, e


def g(a, b=2, c=3):
    return a, b, c


def h(a, /, b, *rest, c=0, **kw):
    return a, b, rest, c, kw


for _ in range(2):
    print(f(1, e=5), f(1, 2, e=0), f(e=1, d=2, c=3, b=4, a=5), g(1), g(1, c=9), g(c=1, b=2, a=3), g(1, 2, 3))
    print(h(1, 2), h(1, 2, 3, 4, c=5, d=6), h(1, b=2, a=3), attempt(h, 1), attempt(h, a=1, b=2))
    print(attempt(g), attempt(g, 1, 2, 3, 4), attempt(g, 1, a=1), attempt(g, 1, x=1), attempt(f, 1), attempt(f, 1, e=1, z=2))
names = ["a", "b", "c"]
print(g(**{"".join(["a"]): 1, "b": 2}), attempt(g, **{n: i for i, n in enumerate(names)}))


def many(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10):
    return a1, a10, a5


print(many(a10=1, a9=2, a8=3, a7=4, a6=5, a5=6, a4=7, a3=8, a2=9, a1=10))

values = [0, 1, True, 1.0, 2.5, float("nan"), 10**30, 1e30, "1", "", None, (), (1,), [], [1], {}, {1: 1}, b"1", set(), object, 1j]
print(["%d" % (x == y) for x in values for y in values].count("1"))
print(["%d" % (x != y) for x in values for y in values].count("1"))
for op in ("<", "<=", ">", ">="):
    print(op, [(i, j) for i, x in enumerate(values) for j, y in enumerate(values) if attempt(eval, f"x {op} y", {"x": x, "y": y}) is True])
print(attempt(lambda: None < 1), attempt(lambda: "a" < 1), attempt(lambda: [] < ()), 2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53))
print(sorted(["b", "a", "C", "é", "z", "\u4e00", "aa"]), "a" < "b" <= "b" > "a", "é" > "z", "a" < "\U0001f600")


class Eq:
    def __init__(self, r):
        self.r = r

    def __eq__(self, o):
        return self.r


class Plain:
    pass


p = Plain()
print(Eq(1) == 5, 5 == Eq(0), Eq(NotImplemented) == p, p == Eq(7), p != Eq(7), p == p, p != p, p == Plain(), p == None)
print(hash(p) == hash(p), len({p, p, Plain()}), hash(b"x") == hash(b"x"), attempt(hash, Eq(1)), p in [Plain(), p], (1, "a", None) == (1, "a", None))

# a list that became old takes young objects

old = [None] * 3000
more = [None] * 20
collect()
for i in range(3000):
    old[i] = [i]
    more[i % 20] = [i]
    old[-1 - i // 2] = i
collect()
print(old[0], old[100], more[3], sum(1 for x in old if isinstance(x, int)))
print([1, 2, 3, 4, 5][::2], [1, 2, 3][::-1], [1, 2, 3][5:], list(range(10))[8:1:-3], (1, 2, 3)[::-1])

# complex arithmetic with its neighbours
z = 1 + 2j
for other in (2, 2.5, True, 1j, 10**20, -3):
    print(z + other, other + z, z - other, other - z, z * other, other * z, z / other, other / z)
print(attempt(lambda: z % 2), attempt(lambda: z / 0), attempt(lambda: z // 1), z**2, attempt(lambda: z < z))
