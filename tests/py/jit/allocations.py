# What compiled loops do not allocate: frames, argument copies, tuples, iterators, boxed floats, short-lived instances.
from support import watch
watch.start()

# New code for each function, so that nothing but the function itself is hot.
MEASURE = """
f(200); f(200); f(200); f(200); f(200); f(200)
with watch.During() as few: a = f(200)
with watch.During() as many: b = f(3000)
stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
allocated = many.more("allocations") - few.more("allocations")
# a few exits, and traces that are made late, may build objects
ok = not watch.jit or stressed or allocated < limit or f"{allocated} allocations in 3000 turns"
frames = many.at_most("frame_objects_created", 0)
copies = stressed or many.at_most("argument_words_copied", 8)
print(f.__name__, b, ok, many.entered or stressed, frames, copies)
"""
def of(f, limit=100): return {"f": f, "watch": watch, "limit": limit}

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
def inner_range(n):
    # an iterator for each inner loop, which is a trace of its own, but no range
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
    def norm(self): return self.x * self.x + self.y * self.y
class Plain:
    def __init__(self, v): self.v = v
    @property
    def double(self): return self.v * 2
def instances(n):
    t = 0
    for i in range(n): t += Point(i, 1).norm() & 7
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
def enumerated(n):
    t = 0
    for i, x in enumerate(numbers[:n], 3): t += i * x & 7
    return t
def zipped(n):
    t = 0
    for a, b in zip(numbers[:n], numbers): t += a - b & 3 or 1
    return t
def branching(n):
    # a turn that goes another way need not make the tuple either
    t = 0
    for i, x in enumerate(numbers[:n]):
        if x % 3: t += i
        else: t -= x
    return t
numbers = list(range(3000))
# no loop and no function around these, which would be recorded meanwhile
exec(MEASURE, of(swap))
exec(MEASURE, of(rotate))
exec(MEASURE, of(multiple_return))
exec(MEASURE, of(floats))
exec(MEASURE, of(float_calls))
exec(MEASURE, of(inner_range, 400))
exec(MEASURE, of(instances))
exec(MEASURE, of(properties))
exec(MEASURE, of(methods))
exec(MEASURE, of(calls))
exec(MEASURE, of(keywords))
exec(MEASURE, of(defaults))
exec(MEASURE, of(slices_of_indices))
exec(MEASURE, of(chained))
exec(MEASURE, of(booleans))
exec(MEASURE, of(enumerated))
exec(MEASURE, of(zipped))
exec(MEASURE, of(branching))
