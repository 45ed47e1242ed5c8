def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
[x for x in range(5)], [x*y for x in range(3) for y in range(3) if x != y]
[[j for j in range(i)] for i in range(4)]
{x % 3 for x in range(10)} == {0, 1, 2}, {x: x**2 for x in range(4)}
{k: v for k, v in zip('abc', range(3))}, {v: k for k, v in {'a': 1}.items()}
[x for x in 'abc' if x != 'b' if x != 'c']
[(a, b) for a, *b in ['xyz', 'pq']]
[f'{i}{j}' for i in 'ab' for j in '12']
[lambda: i for i in range(3)][0]()
[(lambda i=i: i)() for i in range(3)]
[x if x % 2 else -x for x in range(4)]
[y for x in [[1, 2], [3]] for y in x]
{i: {j for j in [i]} for i in range(2)}
[i for i in range(3)] + [i for i in range(2)]
sum([i for i in range(101)])
[[0] * 2 for _ in range(2)]
[x for x in []], {x for x in ()}, {x: x for x in ''}
[*(x for x in 'ab'), *[x for x in 'cd']]
[a for a in 5]
[a for a, b in [1]]
[a for a, b in [(1, 2, 3)]]
{[]: 1 for _ in range(1)}
{[] for _ in range(1)}
[1 / x for x in (1, 0)]
[undefined for _ in range(1)]
[x for x in undefined]
[(y := x, y * 2)[1] for x in range(3)], y
[i for i in range(5) if (j := i * 2) > 4], j
[n for n in range(20) if all(n % d for d in range(2, n)) and n > 1]
[x for x in (1, 2) for x in (x * 10, x * 20)]
[print] and [str(i) for i in map(abs, [-1, 1])]
""")
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
