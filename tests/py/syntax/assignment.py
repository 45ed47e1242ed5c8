a = b = c = [1]
print(a is b is c)
(x, y), z = (1, 2), 3
print(x, y, z)
first, *rest = range(5)
print(first, rest)
*init, last = "abc"
print(init, last)
p, *q, r = [1, 2]
print(p, q, r)
[m, [n, *o]] = 1, [2, 3, 4]
print(m, n, o)
d = {}
d["k"], d["l"] = 1, 2
print(d)
class Box: pass
box = Box()
box.a, box.b = "xy"
print(box.a, box.b)
i = 0
l = [0, 0, 0]
i, l[i] = 1, 9          # left to right
print(i, l)
l[0], l[1], l[2] = l[2], l[0], l[1]
print(l)
for targets, values in [("a, b", "1"), ("a, b", "(1,)"), ("a, b", "(1, 2, 3)"), ("a, *b, c", "(1,)"),
                        ("a, b", "[]"), ("[a]", "''"), ("a, b", "{1: 2, 3: 4, 5: 6}"), ("*a, b", "[]"), ("a, b", "None")]:
    try:
        exec(f"{targets} = {values}")
        print("ok")
    except Exception as e:
        print(f"{targets} = {values}:", type(e).__name__, e)
def gen():
    yield 1
    yield 2
    yield 3
    print("not reached")
try:
    a, b = gen()
except ValueError as e:
    print(e)
def order(n):
    print("eval", n)
    return n
store = {}
def target(n):
    print("target", n)
    return store
target(1)["a"] = target(2)["b"] = order(3)
print(store)
(target(1))[order("i")], target(2)[order("j")] = order("v"), order("w")
print(store)
x: int = 5
y: "str"
print(x, __annotations__ if "__annotations__" in globals() else "lazy")
if (n := 10) > 5: print("walrus", n)
print([k := 1, k + 1, k := k + 5], k)
del a, (b, c)
try: a
except NameError as e: print(e)
del store["a"], l[0], box.a
print(store, l, vars(box))
