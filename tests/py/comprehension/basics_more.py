x = "outer"
print([x for x in range(3)], x)
def f(n):
    x = 10
    a = [x + i for i in range(n)]
    b = [x for x in range(n)]
    c = [[x + i for i in range(2)] for x in range(2)]
    d = [(lambda: x + i)() for i in range(n)]
    fs = [lambda: x + i for i in range(n)]
    return a, b, c, d, x, [g() for g in fs], sorted(locals())
print(f(2))
class C:
    n = 2
    items = [n for n in range(n)]
    try: bad = [n for _ in range(1) for m in range(n)]
    except NameError as e: print(e)
    after = n
    fn = [lambda: 7 for _ in range(1)]
    loc = sorted([k for k in locals() if not k.startswith("_")])
print(C.items, C.after, C.fn[0](), C.loc)
def g():
    [z for z in range(3)]
    try: z
    except NameError as e: print(type(e).__name__, e)
g()
def h():
    try: [q for q in range(2) if undefined_q]
    except NameError as e: print(e)
    q = 5
    [q for q in range(3)]
    return q
print(h())
def order():
    def t(x): print("t", x); return x
    return {t(k): t(v) for k, v in [(1, 2), (3, 4)]}
print(order())
def locs(): return [sorted(locals()) for i in range(1)]
print(locs())
def nonl():
    total = 0
    def add(i):
        nonlocal total
        total += i
        return total
    return [add(i) for i in range(5)], total
print(nonl())
def exc():
    r = []
    for i in range(3):
        try: r.append([1 // (j - i) for j in range(3)])
        except ZeroDivisionError: r.append(i)
    return r
print(exc())
i = 100
print([[i for i in range(2)], i])
print([[[i, j, k] for k in range(2)] for i in range(2) for j in range(2)][3])
dd = {i: [j for j in range(i) if j % 2 == 0] for i in range(5) if i > 2}
print(dd)
def gen(): return [(yield)] if False else [v for v in (yield)]
g0 = gen(); next(g0)
try: g0.send([1, 2])
except StopIteration as e: print(e.value)
def cell():
    fns = [(lambda: v) for v in range(3)]
    v = "after"
    return [fn() for fn in fns], v
print(cell())
