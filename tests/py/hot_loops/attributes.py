class A:
    cls = 5
    def __init__(self, i):
        self.a = i
        if i % 2: self.b = i * 2
        self.c = [i]
class B:
    __slots__ = "a", "c", "b"
    cls = 6
    def __init__(self, i): self.a = self.b = i; self.c = (i,)
class D(A):
    cls = 7
    @property
    def prop(self): return self.a + 1
    @prop.setter
    def prop(self, v): self.a = v
class G:
    cls = 8
    def __init__(self, i): self.i = i
    def __getattr__(self, n): return self.i if n in "abc" else 0
objs = [k(i) for i in range(500) for k in (A, B, D, G)]
def read(objs):
    s = 0
    for o in objs: s += o.a + getattr(o, "b", 1) + o.cls + (o.c[0] if not isinstance(o, G) else 0)
    return s
print(read(objs))
def write(objs):
    for o in objs: o.a = o.a + 1; o.new = 1 if not isinstance(o, B) else None
try: write(objs)
except AttributeError as e: print(e)
def props(n):
    d = D(1); s = 0
    for i in range(n): d.prop = i; s += d.prop
    return s
print(props(2000))
def dyn(n):
    o = A(0)
    for i in range(n): setattr(o, f"k{i % 50}", i)
    return sum(getattr(o, f"k{i}") for i in range(50)), len(vars(o)), list(vars(o))[:4]
print(dyn(2000))
def add_del(n):
    o = A(0); c = 0
    for i in range(n):
        o.tmp = i
        c += o.tmp
        del o.tmp
        c += hasattr(o, "tmp")
    return c, list(vars(o))
print(add_del(1000))
def via_dict(n):
    o = A(1); d = o.__dict__; s = 0
    for i in range(n):
        d["a"] = i; s += o.a
        o.a = -1; s += d["a"]
        if i == n // 2: o.__dict__ = d = dict(d)
    return s
print(via_dict(2000))
class Count:
    n = 0
    def __setattr__(self, k, v): Count.n += 1; object.__setattr__(self, k, v)
    def __getattribute__(self, k): return object.__getattribute__(self, k)
c = Count()
for i in range(1000): c.x = i; c.y = c.x
print(Count.n, c.y)
class Node:
    def __init__(self, v, nxt=None): self.v, self.nxt = v, nxt
def build(n):
    h = None
    for i in range(n): h = Node(i, h)
    return h
def total(h):
    s = 0
    while h is not None: s += h.v; h = h.nxt
    return s
def rev(h):
    p = None
    while h: h.nxt, p, h = p, h, h.nxt
    return p
h = build(3000); print(total(h), rev(h).v, total(build(10)))
class Vec:
    def __init__(self, x, y): self.x = x; self.y = y
    def add(self, o): return Vec(self.x + o.x, self.y + o.y)
    def dot(self, o): return self.x * o.x + self.y * o.y
def vecs(n):
    v = Vec(0.0, 1.0); d = Vec(0.5, 0.25)
    for i in range(n): v = v.add(d)
    return v.x, v.y, v.dot(d)
print(vecs(4000))
def order(i):
    o = A.__new__(A)
    if i % 2: o.x = 1; o.y = 2
    else: o.y = 2; o.x = 1
    return o
print(sum(order(i).x * 10 + order(i).y for i in range(1000)), list(vars(order(0))), list(vars(order(1))))
class Data: desc = type("Desc", (), {"__get__": lambda s, o, t: 7, "__set__": lambda s, o, v: None})()
x = Data(); s = 0
for i in range(1000): x.desc = i; s += x.desc
print(s)
mod = type(__import__("sys"))("m"); mod.v = 1
for i in range(1500): mod.v += i
print(mod.v)
