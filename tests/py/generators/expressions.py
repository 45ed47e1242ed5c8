print(list(x for x in range(3)), tuple(x for x in "ab"), set(x for x in [1, 1]), dict((k, k * 2) for k in "ab"))
print(sum(i * i for i in range(10) if i % 2), max((len(w), w) for w in "a bbb cc".split()), "".join(c.upper() for c in "abc"))
print([list(i + j for j in range(i)) for i in range(4)])
print(list((i, j) for i in range(3) for j in range(i) if (i + j) % 2))
def log(x): print("eval", x); return x
g = (log(i) for i in log([1, 2]) if log("cond"))
print("created")
print(list(g))
try: (x for x in 5)
except TypeError as e: print(e)
g = (x for x in [1] for y in 5)
try: next(g)
except TypeError as e: print(e)
x = "outer"
print(list(x for x in range(2)), x)
n = 10
g = (n for _ in range(2))
n = 20
print(list(g))
class C:
    vals = [1, 2]
    mult = 3
    a = list(v for v in vals)
    try: b = list(v * mult for v in vals)
    except NameError as e: print(e)
    c = [v for v in vals if v]
print(C.a, C.c)
def f():
    y = 5
    return list(y + i for i in range(2)), [(lambda: y + i)() for i in range(2)]
print(f())
print(list((y := i, y ** 2) for i in range(3)), y)
print(any(i > 3 for i in log(range(10))), all(i < 3 for i in range(5)))
g = (i for i in range(10))
print(3 in g, next(g), list(zip(g, g)))
print(*(i for i in range(3)), sep="-")
def kw(a, b): return a, b
try: print(kw(i for i in range(1)))
except TypeError as e: print(e)
g = (1 / i for i in [1, 0, 2])
print(next(g))
try: next(g)
except ZeroDivisionError as e: print(e)
print(list(g))
print(type(g), g.gi_code.co_name, g.__qualname__, repr(g).split(" at ")[0])
nested = [[1, 2], [3, [4]], []]
flat = lambda l: (y for x in l for y in (flat(x) if isinstance(x, list) else (x,)))
print(list(flat(nested)))
print(list(a for a, *b in ["xyz", "pq"]), [b for _, *b in ["xyz"]], list(k for k, (v, w) in [(1, (2, 3))]))
print(sorted((w for w in "the quick brown".split()), key=len), list(filter(None, (i % 2 for i in range(4)))))
print(list(i if i else "zero" for i in range(2)))
lst = [1, 2, 3]
g = (v for v in lst)
next(g); lst.append(4); lst[1] = "changed"
print(list(g))
d = dict.fromkeys("abc")
g = (k for k in d)
next(g); d["z"] = 1
try: next(g)
except RuntimeError as e: print(e)
