x = "module"
class A:
    x = "class"
    a = [x for _ in range(1)]
    b = [y for y in x]
    c = (lambda: x)()
    d = [(lambda: x)() for _ in range(1)]
    e = {x: 1 for _ in "a"}
    def m(self): return x
    class B: f = x
    g = list(x for _ in "a")
    h = [[x for _ in "a"] for _ in "b"]
    exec("i = x + '!'")
    j = eval("x")
    k = [eval("x") for _ in "a"]
    l = (lambda v=x: v)()
    locals()["dyn"] = "dyn"
    n = dyn
print(A.a, A.b, A.c, A.d, A.e, A().m(), A.B.f, A.g, A.h, A.i, A.j, A.k, A.l, A.n)
def f():
    x = "func"
    class C:
        a = x
        b = [x for _ in "a"]
        x = "classlocal"
        c = x
        d = [x for _ in "a"]
        def m(self): return x
    return C.a, C.b, C.c, C.d, C().m()
try: print(f())
except NameError as e: print(type(e).__name__, e)
def g():
    x = "func"
    class C:
        def m(self): return x
        b = [x for _ in "a"]
    return C().m(), C.b
print(g())
def h():
    l = [i for i in range(3)]
    try: i
    except NameError as e: print(e)
    i = 10
    l2 = [i for i in range(3)] + [i]
    return l, l2, [lambda: i for i in range(2)][0](), {i: j for i in range(2) for j in range(i, 2)}
print(h())
def nest():
    a = 1
    r = [a + b + c for b in range(2) for c in (lambda: [a, b])()]
    s = [[a * b for a in range(b)] for b in range(4)]
    t = [(lambda b: a + b)(b) for b in range(2)]
    def inner(): return [a for _ in range(2)]
    a = 5
    return r, s, t, inner(), a
print(nest())
def walrus():
    r = [(t := v) for v in range(3)]
    def inner(): return t
    return r, t, inner()
print(walrus())
def ex():
    v = 1
    exec("v = 2; nv = 3")
    ns = {}
    exec("def q(): return 5\nr = [q() for _ in range(2)]", ns)
    return v, ns["r"], eval("v + 1"), eval("[v for _ in range(2)]") , eval("(lambda: v)()", {"v": "gl"})
print(ex())
def lcl():
    a = 1
    def b(): return a
    c = [sorted(locals()) for _ in "x"]
    return sorted(locals()), c
print(lcl())
class Meta(type):
    def __prepare__(n, b): return {"injected": 5}
class D(metaclass=Meta):
    y = injected
    z = [injected for _ in "a"] if False else "n"
print(D.y)
def glb():
    global gx
    gx = [gx2 := i for i in range(3)]
    return gx2
print(glb(), gx, "gx2" in globals())
def deep():
    def l1():
        def l2():
            def l3(): return v
            return l3
        return l2
    v = "late"
    return l1()()()
print(deep())
def args(a, b=lambda: x, *c): return a, b(), [b for b in c]
print(args(1), args(1, lambda: 2, 3, 4))
def shadow(list): return [y for y in list]
print(shadow("ab"))
try: print([undefined for _ in []], [u for u in undefined])
except NameError as e: print(e)
fns = {}
for n in ("a", "b"):
    def fn(n=n): return n
    fns[n] = fn
print([fns[k]() for k in fns], n)
def gen():
    s = 0
    for i in (s := s + v for v in range(4)) if False else range(4): s += i
    return s
print(gen())
def mut():
    acc = []
    [acc.append(v) for v in range(3)]
    return acc
print(mut(), [print("side") for _ in range(1)])
def cellparam(a):
    def inc():
        nonlocal a
        a += 1
        return a
    return [inc() for _ in range(3)], a
print(cellparam(0))
def delcell():
    v = 1
    def get(): return v
    r = get()
    del v
    try: get()
    except NameError as e: r = (r, str(e))
    return r
print(delcell())
