class Conf: limit = 10; step = 1; table = [1, 2, 3]
def attr_in_cond(n):
    c = 0; i = 0
    while i < Conf.limit:
        i += Conf.step; c += 1
        if Conf.limit < n and i > Conf.limit - 2: Conf.limit += 3
        if i == 1000: Conf.step = 2
    return c, i
print(attr_in_cond(3000))
def len_in_cond(n):
    l = [0]; i = 0
    while i < len(l):
        if len(l) < n: l.append(i)
        i += 1
    return i, l[-1]
print(len_in_cond(2000))
def global_in_cond():
    global stop
    stop = False; i = 0
    while not stop:
        i += 1
        if i > 2000: set_stop()
    return i
def set_stop():
    global stop
    stop = True
print(global_in_cond())
def dict_in_loop(n):
    d = {"k": 1}; s = 0
    for i in range(n):
        s += d["k"]
        if i == 1500: d["k"] = 5
        if i == 1700: d = {"k": 100}
        if i == 1800: del d["k"]; d["z"] = 1; d["k"] = 7
    return s
print(dict_in_loop(2000))
def table_swap(n):
    s = 0
    for i in range(n):
        s += Conf.table[i % len(Conf.table)]
        if i == 1000: Conf.table = (10, 20)
        if i == 1500: Conf.table = range(4)
        if i == 1800: Conf.table = "7"
        if isinstance(s, str): break
        if i > 1800: return s, i
    return s
try: print(table_swap(3000))
except TypeError as e: print(e)
def func_attr(n):
    def f(): return f.v
    f.v = 1; s = 0
    for i in range(n):
        s += f()
        if i == 1500: f.v = 2.5
    return s
print(func_attr(2000))
def cell_written(n):
    k = 1
    def w(v):
        nonlocal k
        k = v
    s = 0
    for i in range(n):
        s += k
        if i % 900 == 899: w(k * 2)
    return s
print(cell_written(2000))
def obj_replaced(n):
    class O: pass
    o = O(); o.v = 1; holder = [o]; s = 0
    for i in range(n):
        s += holder[0].v
        if i == 1000: p = O(); p.w = 0; p.v = 3; holder[0] = p
        if i == 1500: holder[0].v = "x"
        if holder[0].v == "x": break
    return s, i
print(obj_replaced(2000))
def module_attr(n):
    import math
    old = math.pi; s = 0
    for i in range(n):
        s += math.pi > 3
        if i == 1000: math.pi = 1
    math.pi = old
    return s
print(module_attr(2000))
def bound_cached(n):
    l = []; a = l.append
    for i in range(n):
        a(i)
        if i == 1500: l = []
    return len(l), len(a.__self__)
print(bound_cached(2000))
def isinst(n):
    class P: pass
    class Q(P): pass
    o, c = Q(), 0
    for i in range(n):
        c += isinstance(o, P)
        if i == 1000: Q.__bases__ = (Base,)
    return c
class Base: pass
print(isinst(2000))
def prop_change(n):
    class P:
        @property
        def v(self): return 1
    p = P(); s = 0
    for i in range(n):
        s += p.v
        if i == 1000: P.v = property(lambda self: 10)
        if i == 1500: P.v = 0
        if i == 1600: p.v = 1000
    return s
print(prop_change(2000))
def op_change(n):
    class P:
        def __add__(self, o): return 1
        def __len__(self): return 2
        def __getitem__(self, i): return 3
        def __call__(self): return 4
        def __bool__(self): return True
        def __eq__(self, o): return False
        def __contains__(self, x): return True
        def __iter__(self): return iter((1,))
    p = P(); s = 0
    for i in range(n):
        s += (p + 1) + len(p) + p[0] + p() + bool(p) + (p == 1) + (5 in p) + sum(p)
        if i == 1000: P.__add__ = lambda a, b: 100; P.__len__ = lambda a: 7; P.__getitem__ = lambda a, i: -3
        if i == 1200: P.__call__ = lambda a: 0; P.__bool__ = lambda a: False; P.__eq__ = lambda a, b: True; P.__contains__ = lambda a, x: False; P.__iter__ = lambda a: iter((5, 5))
        if i == 1500: del P.__add__; P.__radd__ = None; break
    try: p + 1
    except TypeError as e: return s, str(e)
print(op_change(2000))
def while_cond_type(n):
    x = n
    c = 0
    while x:
        x = x - 1 if c < n // 2 else x - 1.0 if x > 10 else []
        c += 1
    return c, x
print(while_cond_type(2000))
def range_args(n):
    s = 0
    for i in range(n):
        for j in range(i % 3, 6, 1 + i % 2): s += j
        for j in range(3, -1, -1 - i % 2): s -= j
        for _ in range(0): s += 10**6
    return s
print(range_args(1500))
def iter_rebind(n):
    l = [1, 2, 3]; out = 0
    for k in range(n):
        for x in l:
            l = [x + 1] * 3 if k % 100 == 0 else l
            out += x
            if out > 10**7: return "big"
        if k % 100 == 50: l = (1, 2)
    return out
print(iter_rebind(900))
