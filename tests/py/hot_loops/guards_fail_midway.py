def first_iteration_odd(xs):
    s = 0
    for x in xs: s += x
    return s
print(first_iteration_odd([1.5] + [1] * 2000), first_iteration_odd([1] * 2000 + [1.5]), first_iteration_odd([2**70] + [1] * 2000 + [2**70]))
def partial_effects(n):
    log = []
    a = b = 0
    for i in range(n):
        a += 1
        x = [1, 2.5, "s", None][0 if i < n - 30 else i % 4]
        b += 10
        try: a += x
        except TypeError: log.append(i)
        b += 1
    return a, b, len(log)
print(partial_effects(2000))
def mid_expression(n):
    out = 0
    calls = []
    def f(i): calls.append(i); return i if i < n - 20 else float(i)
    for i in range(n): out = out + f(i) * 2 + f(i + 1)
    return out, len(calls), calls[-2:]
print(mid_expression(1500))
def index_bounds(l, n):
    s = 0; errs = 0
    for i in range(n):
        try: s += l[i % (len(l) + 1)]
        except IndexError: errs += 1
    return s, errs
print(index_bounds([1, 2, 3], 2000), index_bounds([], 50), index_bounds(list(range(1500)), 1501))
def len_change(n):
    l = list(range(10)); s = 0
    for i in range(n):
        s += l[9 if len(l) > 9 else -1] + len(l)
        if i % 700 == 699: l.pop()
    return s
print(len_change(3000))
def none_guard(n):
    cur = None; c = 0
    for i in range(n):
        if cur is not None: c += cur
        cur = None if i % 50 == 0 else i if i < 1800 else float(i)
    return c
print(none_guard(2000))
class A:
    def f(self): return 1
    def __add__(self, o): return "A+"
class B:
    def f(self): return 2.5
    def __radd__(self, o): return "+B"
class C(A):
    def __init__(self): self.f = lambda: 100
def method_mix(objs, n):
    s = 0
    for i in range(n): s += objs[i * i % len(objs)].f()
    return s
print(method_mix([A()], 1500), method_mix([A(), B()], 1500), method_mix([A(), B(), C()], 1500))
def binop_mix(vals, n):
    out = []
    for i in range(n):
        a, b = vals[i % len(vals)], vals[(i * 7 + 1) % len(vals)]
        try: r = a + b
        except TypeError: r = "TE"
        if i > n - 12: out.append(r)
    return out
print(binop_mix([1, 2.5, "s", True, 2**70, 1j, A(), B(), None, [1], (2,)], 2000)[:0] or len(binop_mix([1, 2], 100)))
print([r if not isinstance(r, A) else "obj" for r in binop_mix([1, 2.5, "s", True, 2**70, 1j, None, [1], (2,), b"x"], 2000)])
def compare_mix(vals, n):
    c = [0, 0, 0, 0]
    for i in range(n):
        a, b = vals[i % len(vals)], vals[(i * 5 + 2) % len(vals)]
        c[0] += a == b; c[1] += a != b; c[3] += a is b
        try: c[2] += a < b
        except TypeError: c[2] += 1000
    return c
print(compare_mix([1, 1.0, True, "1", None, 2**70, float("nan"), (), [], "a"], 3000))
def truth_mix(n):
    vals = [0, 1, "", "a", None, [], [0], 0.0, -0.0, float("nan"), {}, {0}, 2**70, False, True, ..., 0j]
    return [sum(1 for i in range(n) if vals[(i + k) % len(vals)]) for k in range(3)]
print(truth_mix(1700))
def side_loops(n):
    c = [0] * 5
    for i in range(n):
        k = i * i % 5
        if k == 0:
            for j in range(3): c[0] += j
        elif k == 1:
            j = 0
            while j < 4: j += 1; c[1] += 1
        elif k == 4:
            for ch in "ab": c[4] += ch == "a"
        else: c[2] += 1
    return c
print(side_loops(3000))
def late_global_type(n):
    global gv
    gv = 0; s = 0
    for i in range(n):
        gv += 1
        if i == n - 10: gv = float(gv)
        if i == n - 5: gv = str(gv)[:2]; break
        s += gv
    return s, gv
print(late_global_type(2000))
def string_kinds(n):
    out = {}
    for i in range(n):
        s = ("ascii", "latin é", "wide ł", "astral 😀")[i % 4 if i > n - 100 else 0]
        k = len(s) + ord(s[-1]) + s.count("a"); out[k] = out.get(k, 0) + 1
    return out
print(string_kinds(1500))
def nested_type_switch(n):
    t = 0
    for i in range(n):
        inner = 1 if i < n // 2 else 0.25
        acc = inner * 0
        for j in range(10): acc += inner
        t += acc
    return t
print(nested_type_switch(600))
def int_float_eq(n): return sum(1 for i in range(n) if (i if i % 2 else float(i)) == i), sum(1 for i in range(n) if (i, float(i))[i % 2] < i + 0.5)
print(int_float_eq(1500))
