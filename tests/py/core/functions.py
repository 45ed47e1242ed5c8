def add(a, b=10): return a + b
def many(*args, **kwargs): return args, kwargs
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
def outer(x):
    def inner(y): return x + y
    return inner
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
print(add(1), add(1, 2), add(b=1, a=2), many(1, 2, x=3), fact(20), outer(5)(6))
c = counter(); c(); print(c())
sq = lambda x: x * x
print(sq(4), list(map(sq, [1, 2, 3])), sorted(["bb", "a"], key=len))
def deco(f):
    def wrap(*a): return "<" + f(*a) + ">"
    return wrap
@deco
def hi(n): return "hi " + n
print(hi("x"))
def gen(n):
    for i in range(n): yield i * i
print(list(gen(4)), sum(gen(5)), next(gen(1)))
def early(x):
    if x: return "early"
    return "late"
print(early(1), early(0), (lambda: None)())
g = 1
def setg():
    global g
    g = 2
setg(); print(g)
def docs(): "a docstring"
print(docs.__doc__, docs.__name__, docs())
def unpack(a, b, c): return a, b, c
print(unpack(*[1, 2, 3]), unpack(**{"a": 1, "b": 2, "c": 3}), unpack(1, *[2], c=3))
def kwonly(a, *, b, c=3): return a, b, c
print(kwonly(1, b=2))
try: kwonly(1, 2)
except TypeError as e: print(e)
