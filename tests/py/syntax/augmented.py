class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"V({self.v})"
for op, name in [("+=", "iadd"), ("-=", "isub"), ("*=", "imul"), ("/=", "itruediv"), ("//=", "ifloordiv"), ("%=", "imod"),
                 ("**=", "ipow"), ("<<=", "ilshift"), (">>=", "irshift"), ("&=", "iand"), ("^=", "ixor"), ("|=", "ior"), ("@=", "imatmul")]:
    def inplace(self, other, op=op):
        self.v = f"({self.v}{op}{other})"
        return self
    def plain(self, other, op=op):
        return V(f"<{self.v}{op[:-1]}{other}>")
    A = type("A", (V,), {f"__{name}__": inplace})
    B = type("B", (V,), {f"__{name[1:]}__": plain})
    a = b = A("a")
    c = B("c")
    ns = {"a": a, "c": c, "n": 7}
    exec(f"a {op} 1\nc {op} 2", ns)
    print(op, ns["a"], ns["a"] is b, ns["c"], end=" ")
    try:
        exec(f"n {op} 'x'", ns)
        print(ns["n"])
    except TypeError as e:
        print(e)
l = [1]
m = l
l += (2, 3)
l += "ab"
print(l, m is l)
l *= 2
print(l)
t = (1,)
u = t
t += (2,)
print(t, u)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
d = {"n": 1}
d["n"] += 1
d["n"] **= 5
d |= [("x", 1)]
print(d)
class C: n = 1
c = C()
c.n += 1
print(c.n, C.n)
def key(): print("key once"); return "n"
def get(): print("get once"); return d
get()[key()] -= 2
print(d["n"])
x = [1, 2, 3]
x[1:] += [9]
x[0] <<= 4
print(x)
def f():
    try: undefined_local += 1
    except UnboundLocalError as e: print(e)
f()
try: no_such += 1
except NameError as e: print(e)
try: c.missing += 1
except AttributeError as e: print(e)
try: l += 5
except TypeError as e: print(e)
s = {1}
s |= {2}; s &= {2, 3}; s ^= {5}; s -= {5}
print(s)
n = 7
