"""Attribute instructions whose caches the class outruns: descriptors that come and go, many shapes at one place."""


def collect():
    """Garbage enough for a collection or two."""
    for _ in range(300000):
        [None] * 8



class A:
    pass


def get(o):
    return o.x


def put(o, v):
    o.x = v


a = A()
put(a, 1)
print(get(a), get(a), get(a))
A.x = property(lambda self: 5)
print(get(a), get(a))
try:
    put(a, 2)
except AttributeError as e:
    print(e)
A.x = property(lambda self: "read", lambda self, v: print("written", v))
put(a, 3)
print(get(a), a.__dict__)
del A.x
print(get(a))
put(a, 4)
print(get(a))


class B(A):
    pass


b = B()
put(b, 10)
print(get(b), get(b))
A.x = property(lambda self: "inherited")
print(get(b), get(a), b.__dict__, a.__dict__)
b.y = 11
c = B()
c.z = 1
c.y = 2
print(c.z, c.y, b.y)
del A.x


class S:
    __slots__ = ("x", "y")


s = S()
put(s, 1)
print(get(s), get(s))
S.x = property(lambda self: "not the slot")
print(get(s), get(s))


class G:
    pass


g = G()
put(g, 1)
print(get(g), get(g))
G.__getattribute__ = lambda self, name: "all " + name
print(get(g), get(g))
G.__setattr__ = lambda self, name, v: print("set", name, v)
put(g, 2)
del G.__getattribute__
print(get(g))

# many shapes at one place: fields, class attributes, methods, slots, instance attributes over class attributes


def make(i):
    if i % 3 == 0:

        class C:
            x = i
            __slots__ = ()

            def m(self):
                return i
    elif i % 3 == 1:

        class C:
            def __init__(self):
                self.x = i
                self.extra = -i

            def m(self):
                return self.x
    else:

        class C:
            x = -1
            __slots__ = ("__dict__", "v")

            def __init__(self):
                self.v = i
                self.x = i

            def m(self):
                return self.v

    return C


classes = [make(i) for i in range(12)]
objects = [C() for C in classes]
total = 0
for _ in range(50):
    for o in objects:
        total += get(o) + o.m()
print(total)
for o in objects:
    if hasattr(o, "__dict__"):
        put(o, 100)
print(sum(get(o) for o in objects))
classes[1].m = lambda self: 1000
classes[0].x = 7
objects[4].m = lambda: 5000
print([o.m() for o in objects], [get(o) for o in objects])
for i in range(300):
    o = objects[i % 12]
    if hasattr(o, "__dict__"):
        setattr(o, "n%d" % (i % 7), i)
print([sorted(vars(o)) for o in objects if hasattr(o, "__dict__")][:2])


class Init:
    def __init__(self, n):
        self.a = n
        self.b = n + 1
        if n % 2:
            self.c = n
        self.d = self.a + self.b
        self.a = -n


made = [Init(n) for n in range(20)]
print([(o.a, o.b, o.d, getattr(o, "c", None)) for o in made][-3:], [list(vars(o)) for o in made][-2:])
old = made[0]
collect()
for i, o in enumerate(made):
    o.late = [i]
collect()
print([o.late for o in made][-2:])
