class N:
    def __init__(self, v=0): self.v = v; self.n = None
def same_or_not(a, b, n):
    s = 0
    for i in range(n):
        a.v = i
        b.v = i * 2
        s += a.v
    return s
x, y = N(), N()
print(same_or_not(x, y, 2000), same_or_not(x, x, 2000), same_or_not(x, y, 10))
def list_alias(p, q, n):
    s = 0
    for i in range(n):
        p[0] = i
        q[0] += 1
        s += p[0]
    return s
l, m = [0], [0]; print(list_alias(l, m, 2000), list_alias(l, l, 2000), l, m)
def dict_alias(p, q, n):
    s = 0
    for i in range(n):
        p["k"] = i; q["k"] = q["k"] + 1; s += p["k"]
    return s
d, e = {"k": 0}, {"k": 0}; print(dict_alias(d, e, 2000), dict_alias(d, d, 2000))
def index_alias(l, i, j, n):
    s = 0
    for k in range(n):
        l[i] = k; l[j] = k + 1; s += l[i]
        if k == n // 2: j = i
    return s
print(index_alias([0, 0, 0], 0, 1, 2000), index_alias([0, 0, 0], 0, -3, 2000), index_alias([0, 0, 0], -1, 2, 500))
def append_len(l, n):
    s = 0
    for i in range(n):
        s += len(l); l.append(i); s += len(l)
        if len(l) > 50: l.clear()
    return s
print(append_len([], 3000))
def swap_objs(n):
    a, b = N(1), N(2); s = 0
    for i in range(n):
        a, b = b, a
        a.v += 1; s += b.v * 3 - a.v
    return s, a.v, b.v
print(swap_objs(2001))
def linked(n):
    a = N(0); a.n = a; s = 0
    for i in range(n):
        a.n.v += i; s += a.v
        if i % 500 == 499: b = N(5); b.n = a; a.n = b; a = b
    return s
print(linked(2500))
def escape(n):
    kept = []; s = 0
    for i in range(n):
        o = N(i); t = (i, o)
        if i % 400 == 0: kept.append(t)
        o.v += 1; s += t[1].v
    return s, [(k, o.v) for k, o in kept]
print(escape(2000))
def mutate_in_call(n):
    o = N(0)
    def bump(): o.v += 10
    s = 0
    for i in range(n):
        o.v = i; bump(); s += o.v
        if i == n - 100: bump = lambda: None
    return s
print(mutate_in_call(2000))
def slice_alias(n):
    a = list(range(10)); b = a; c = a[:]
    for i in range(n): b[i % 10] += 1; c[i % 10] -= 1
    return a, c
print(slice_alias(1000))
def nested_lists(n):
    g = [[0] * 3] * 3; h = [[0] * 3 for _ in range(3)]
    for i in range(n): g[i % 3][i % 2] += 1; h[i % 3][i % 2] += 1
    return g, h
print(nested_lists(600))
def iter_mut(n):
    l = list(range(5)); out = []
    for r in range(n):
        for x in l:
            if x == 3 and len(l) < 8: l.append(r)
            if x == 2: l[-1] = -1
        if len(l) > 6: del l[5:]
    return l
print(iter_mut(500))
def ba_alias(n):
    b = bytearray(4); mv = memoryview(b); s = 0
    for i in range(n): b[0] = i & 255; mv[0] ^= 1; s += b[0]
    return s, bytes(mv)
print(ba_alias(1500))
def global_alias(n):
    s = 0
    for i in range(n):
        globals()["ga"] = i; s += ga
    return s
print(global_alias(1500))
