# Operators, properties and attributes added in __init__, in traces.
class V:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, o):
        if isinstance(o, V): return V(self.x + o.x, self.y + o.y)
        return NotImplemented
    def __radd__(self, o): return V(self.x + o, self.y)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    def __eq__(self, o): return self.x == o.x and self.y == o.y
    def __lt__(self, o): return self.x < o.x
    def __getitem__(self, i): return self.y if i else self.x
    def __setitem__(self, i, v):
        if i: self.y = v
        else: self.x = v
    def __iadd__(self, o): self.x += o.x; return self
    @property
    def norm(self): return self.x * self.x + self.y * self.y
class P:
    def __init__(self, a): self.a = a; self.b = a + 1; self.c = None
    def __lt__(self, o): return self.a % 3 < o.a % 3 or None
def f(n):
    t = V(0, 0); c = 0
    for i in range(n):
        v = V(i, -i) + V(1, 2) * 3
        t += v
        c += v.norm % 7 + v[0] - v[1]
        v[1] = i
        if v == V(i + 3, i): c += 1
        if v < t: c += 2
        v = 5 + v
        c += v.x
        p = P(i)
        if p < P(i + 1): c += 3
        p.d = i
        c += p.d + p.b
        s = "key%d" % (i % 3)
        if s == "key1": c += 1
        for ch in "abc":
            if ch == "b": c += 1
            if ch != "c": c += 2
    return t.x, t.y, c
print(f(3000))
class Sub(V):
    def __radd__(self, o): return "sub"
def g(n):
    out = []
    for i in range(n):
        a, b = V(1, 2), (Sub(3, 4) if i % 50 == 49 else V(3, 4))
        r = a + b
        if isinstance(r, str): out.append(i)
        if i == 700: V.__add__ = lambda s, o: "changed"
        if i > 800 and r == "changed": out.append(-i); break
    return out
print(g(1000))
