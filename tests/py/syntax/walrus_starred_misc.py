if (n := len("abc")) > 2: print(n)
while (x := n) > 0: n -= 1
print(x, n, [y := 5, y ** 2], (z := 1, z + 1), [last := i for i in range(3)], last, {(k := "key"): (v := "val")}, k, v)
print([w for i in range(5) if (w := i * 2) > 4], w, (lambda: (q := 7) + q)(), f"{(fs := 3)}", fs, any((hit := c) == "b" for c in "abc"), hit)
def f(a, b=(d := 9)): return a, b
print(f(1), d, f((arg := 2)), arg, f(*(st := [3])), st)
a, *b, c = range(6); print(a, b, c); *a, = "xy"; print(a); (a, *b), c = [1, 2, 3], 4; print(a, b, c); [a, [b, *c]] = [1, "hey"]; print(a, b, c)
for a, *b in [(1, 2, 3), "xyz"]: print(a, b)
print([*range(2), *"ab"], (*[1], *(2,)), {*[1], *[1, 2]} == {1, 2}, {**{"a": 1}, "b": 2, **{"a": 3}}, *[1, 2], sep="|")
def g(*a, **k): return a, k
print(g(*[1], 2, *[3], x=1, **{"y": 2}), g(*"ab", **dict(z=1)), g(*(), **{}))
def ret(): return 1, *[2, 3]
def yl(): yield 1, *[2]
print(ret(), next(yl()), [i for i in (*"ab", "c")], {x: y for x, *y in ["abc"]})
t = 1, *[2, 3], 4; print(t); t2 = *"ab",; print(t2)
d = {"k": [1, 2]}; d["k"][0], d["n"] = 10, 20; print(d)
i = 0; l = [0, 0]; i, l[i] = 1, 5; print(i, l); l[i], i = 7, 0; print(l, i)
x = y = z = []; x.append(1); print(y is z, z)
print(1 if True else 2 if False else 3, (1 if 0 else 2) + 1, [1, 2][0 if False else 1], not 1 if 0 else "x", lambda: 1 if 0 else 2)  if False else print("cond", 1 if [] else 2)
print(0xff, 0b11, 0o17, 1_000, 1e-2, .5, 5., 1j * 1j, "a" "b" 'c', b"x" b"y", r"\n" "\n", """a
b""", u"u", f"f{1}" "g" f"{2}h")
print((1), (1,), (), [(), []], {1: {2: {}}}, ((1, 2), (3,)), -1 ** 2, (-1) ** 2, 2 ** -1, not 1 == 2, 1 in [1] == True, 3 - -3, ~-1, +-+1, 1 if not 0 else 2)
print(1 < 2 < 3 < 4, 1 < 3 > 2, 1 == 1.0 == True, "a" < "b" > "a", 5 in [5] in [[5]], None is None is not True, 1 != 2 != 1)
assert (lambda *, k=1: k)() == 1; assert (lambda a, /, b: a + b)(1, b=2) == 3; assert (lambda *a, **k: (a, k))(1, z=2) == ((1,), {"z": 2})
class C:
    x: int = 1; y = 2
    def m(self): return self
    z = property(lambda s: 5)
    if True: cond = "in class"
    for q in range(2): pass
    with open(__file__) as fh: first = fh.readline()[:2]
    try: 1 / 0
    except ZeroDivisionError: err = "caught"
    def __matmul__(self, o): return "@"
print(C.x, C.y, C().m().z, C.cond, C.q, C.first, C.err, C() @ 1, hasattr(C, "fh"))
def outer(): global newg; newg = 1; return newg
print(outer(), newg); del newg
if 1: pass
else: pass
for _ in (): pass
else: print("else")
while 0: pass
else: print("while else")
try: pass
except: pass
else: print("try else")
finally: print("finally")
with (open(__file__) as a1, open(__file__) as b1): print(a1.name == b1.name)
def deco(*args): return lambda f: (lambda *a: (args, f(*a)))
@deco(1)
@deco(2, 3)
def decorated(x): return x
print(decorated(9)); fs = [deco(0)]
@fs[0]
def d2(): return "idx"
@(lambda f: f)
def d3(): return "lam"
print(d2(), d3(), type(lambda: (yield)).__name__, ...); print("semi"); print("colon") ; x = 1; print(x)
print("very long expression", 1 +
      2 + \
      3, [
    1,
    2,
], {
    "a": 1,
})
