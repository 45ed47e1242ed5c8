# What compiled loops do not allocate: frames, argument copies, tuples, iterators, boxed floats, short-lived instances.
from support import watch
watch.start()

def measure(f, n=3000, warm=6):
    """f(n) in compiled code allocates no more for many turns than for few."""
    for _ in range(warm): f(200)
    with watch.During() as few: a = f(200)
    with watch.During() as many: b = f(n)
    stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
    allocated = many.more("allocations") - few.more("allocations")
    # a few exits, and traces that are made late, may build objects
    ok = not watch.jit or stressed or allocated < n // 20
    frames = many.at_most("frame_objects_created", 0)
    copies = many.at_most("argument_words_copied", 0)
    print(f.__name__, b, ok or f"{allocated} allocations in {n} turns", many.entered, frames, copies)

def swap(n):
    a, b = 1, 2
    for i in range(n): a, b = b, a + 1
    return a, b
def rotate(n):
    a, b, c = 1, 2, 3
    for i in range(n): a, b, c = b, c, a
    return a, b, c
def pair(x): return x + 1, x - 1
def multiple_return(n):
    t = 0
    for i in range(n):
        p, q = pair(i)
        t += p * q & 7
    return t
def tuple_index(n):
    t = 0
    for i in range(n):
        p = (i, t)
        t = p[0] + p[1] & 0xFFFF
    return t
def enumerated(n):
    items, t = list(range(100)), 0
    for _ in range(n // 100):
        for k, v in enumerate(items): t += k * v & 15
    return t
def zipped(n):
    xs, ys, t = list(range(100)), list(range(100, 200)), 0
    for _ in range(n // 100):
        for x, y in zip(xs, ys): t += x ^ y
    return t
def dict_items(n):
    d, t = {k: k * 2 for k in range(100)}, 0
    for _ in range(n // 100):
        for k, v in d.items(): t += k + v
    return t
def inner_range(n):
    t = 0
    for i in range(n // 10):
        for j in range(10): t += j
    return t
def floats(n):
    x, y = 0.5, 0.0
    for i in range(n):
        y = y + x * 0.5
        x = x * 0.999 + 1e-300
    return round(x + y, 9)
def float_calls(n):
    t = 0.0
    for i in range(n): t = half(t + 1.0)
    return round(t, 9)
def half(x): return x * 0.5
class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
    def norm(self): return self.x * self.x + self.y * self.y
class Plain:
    def __init__(self, v): self.v = v
    @property
    def double(self): return self.v * 2
def instances(n):
    t = 0
    for i in range(n): t += Point(i, 1).norm() & 7
    return t
def operators(n):
    t = 0
    for i in range(n): t += (Point(i, 1) + Point(1, i)).norm() & 7
    return t
def properties(n):
    t = 0
    for i in range(n): t += Plain(i).double & 15
    return t
def methods(n):
    p, t = Plain(3), 0
    for i in range(n):
        get = p.__class__
        t += p.v + p.double
    return t
def calls(n):
    t = 0
    for i in range(n): t = three(t, i, 1)
    return t
def three(a, b, c): return a + b + c & 0xFFFFF
def keywords(n):
    t = 0
    for i in range(n): t = three(c=i, a=t, b=2)
    return t
def defaults(n):
    t = 0
    for i in range(n): t = optional(t) + optional(t, 5)
    return t
def optional(a, b=1, *, c=2): return a + b + c & 0xFFF
def slices_of_indices(n):
    l, t = list(range(64)), 0
    for i in range(n):
        l[i & 63] += 1
        t += l[-1 - (i & 31)]
    return t
def chained(n):
    t = 0
    for i in range(n): t += 0 < i & 3 < 3
    return t
def booleans(n):
    t = 0
    for i in range(n):
        flag = i % 3 == 0 or not i & 1
        if flag and t < 10**9: t += 1
    return t
for f in (swap, rotate, multiple_return, tuple_index, enumerated, zipped, dict_items, inner_range, floats, float_calls, instances,
          operators, properties, methods, calls, keywords, defaults, slices_of_indices, chained, booleans):
    measure(f)
