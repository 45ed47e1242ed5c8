class V:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    def __eq__(self, o): return self.x == o.x and self.y == o.y
    def __repr__(self): return f"V({self.x}, {self.y})"
def sum_vecs(n):
    acc = V(0, 0)
    for i in range(n): acc = acc + V(i, -i) * 2
    return acc
print(sum_vecs(3000))
def tuple_swap(n):
    p = (0, 1)
    for i in range(n):
        a, b = p; p = (b, a + b & 0xFFFF)
        if i == n - 1: return p, locals()["a"]
print(tuple_swap(3000))
def raise_with_virtual(n):
    for i in range(n):
        v = V(i, i + 1); w = (v, [v])
        if i == n - 1: raise ValueError(w[0].x, w)
try: raise_with_virtual(3000)
except ValueError as e: print(e.args[0], e.args[1][0] is e.args[1][1][0], e.__traceback__.tb_next.tb_frame.f_locals["v"])
import sys
def peek(n):
    for i in range(n):
        v = V(i, 0); t = (i, v); l = [t]
        if i == n - 2: f = sys._getframe(); snap = f.f_locals["v"], f.f_locals["t"][1], f.f_locals["l"][0] is f.f_locals["t"]; same = snap[0] is v
    return snap, same
print(peek(3000))
def closure_virtual(n):
    fs = []
    for i in range(n):
        k = [i]
        f = lambda: k[0] + i
        k[0] += 1
        if i % 1000 == 999: fs.append(f)
        r = f()
    return r, [f() for f in fs]
print(closure_virtual(3000))
def dict_virtual(n):
    s = 0
    for i in range(n):
        d = {"a": i, "b": i * 2}; d["c"] = d["a"] + d["b"]
        s += sum(d.values()) + len(d) + ("z" in d)
        if i == n - 1: return s, d
print(dict_virtual(2000))
def cond_escape(n):
    last = None; ids = 0
    for i in range(n):
        o = V(i, last)
        if i % 3 == 0: last = o
        elif i % 3 == 1: o.y = None
        ids += last is o
    depth = 0
    while last: depth += 1; last = last.y
    return ids, depth
print(cond_escape(999))
def bigint_virtual(n):
    x = 0
    for i in range(n): x = (x * 31 + 2**65 + i) % (2**67 - 1)
    return x
print(bigint_virtual(2000))
def float_boxes(n):
    l = [0.0] * 4; s = 0.0
    for i in range(n):
        f = i * 0.5; l[i % 4] = f; s += f
        if i == n - 1: return s, l, f is l[i % 4] or f == l[i % 4]
print(float_boxes(3000))
def range_objs(n): return sum(len(range(i, i + 3)) + range(i, i + 9, 2)[1] + (i in range(i, i + 1)) for i in range(n))
print(range_objs(2000))
def slices(n):
    s = "abcdefghij" * 3; c = 0
    for i in range(n): t = s[i % 20:i % 20 + 5]; c += t[0] == s[i % 20]; c += len(t + t) + (t in s)
    return c
print(slices(2000))
def bound(n):
    v = V(1, 2); s = 0
    for i in range(n):
        m = v.__eq__; s += m(v); g = [].append; g(i); k = v.__add__; s += k(v).x
        if i == n - 1: return s, m.__self__ is v
print(bound(2000))
def exc_objs(n):
    s = 0
    for i in range(n):
        e = ValueError(i)
        try: raise e
        except ValueError as x: s += x is e and x.args[0]
        if i == n - 1: return s, e.__traceback__ is not None, e.__context__
print(exc_objs(1500))
def iterators(n):
    s = 0
    for i in range(n):
        it = iter((i, i + 1)); s += next(it) + next(it) + next(it, 5)
        for a, b in zip((1, 2), (3, 4)): s += a * b
        for k, v in enumerate((7,)): s += k + v
        for k, v in {"a": 1}.items(): s += v
    return s
print(iterators(1500))
def starred(n):
    s = 0
    def f(*a, **k): return len(a) + sum(k.values())
    for i in range(n): s += f(*(i, i), **{"z": i}); h, *t = (i, 2, 3); s += h + sum(t)
    return s
print(starred(1500))
def gen_virtual(n): return sum(next(x for x in (i, i + 1)) + sum(y for y in (1, 2)) for i in range(n))
print(gen_virtual(1500))
def partially(n):
    out = []
    for i in range(n):
        v = V(i, [i])
        if i > n - 4: out.append(v); v.y.append("late"); v.x = -v.x
    return out
print(partially(2000))
