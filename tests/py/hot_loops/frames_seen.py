import sys
def peek(n):
    s = 0
    for i in range(n):
        s += i
        if i == n - 5: snap = dict(sys._getframe().f_locals)
    return snap["s"], snap["i"], s
print(peek(3000))
def callee(): return sys._getframe(1).f_locals["i"], sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno
def caller(n):
    r = []
    for i in range(n):
        if i % 1000 == 999:
            r.append(callee())
    return r
print(caller(3000))
def modify():
    f = sys._getframe(1)
    f.f_locals["i"] = -1; f.f_locals["s"] = f.f_locals["s"] * 2
def modified(n):
    s = 0; trace = []
    for i in range(n):
        s += 1
        if i == 2000: modify(); trace.append((i, s))
    return s, trace
print(modified(2500))
def inner(i):
    if i == 2500: raise ValueError(i)
    return i
def outer(n):
    t = 0
    for i in range(n):
        j = i * 2
        t += inner(i)
    return t
try: outer(3000)
except ValueError as e:
    tb = e.__traceback__; out = []
    while tb: out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, {k: v for k, v in tb.tb_frame.f_locals.items() if k in "ijtn"} if tb.tb_frame.f_code.co_name != "<module>" else 0)); tb = tb.tb_next
    print(out)
def locs(n):
    for i in range(n):
        x = i * 3
        if i == n - 1: return sorted(locals().items())
print(locs(2000))
def gen(n):
    for i in range(n):
        y = i + 1
        yield i
g = gen(3000)
for v in g:
    if v == 2000: print(sorted(g.gi_frame.f_locals.items())); g.gi_frame.f_locals["y"] = 77
    if v == 2001: break
print(sorted(g.gi_frame.f_locals.items()))
frames = []
def keep(i):
    loc = [i]
    if i % 1000 == 0: frames.append(sys._getframe())
    loc.append(i)
    return loc
for i in range(3001): keep(i)
print([f.f_locals["loc"] for f in frames], [f.f_back for f in frames][:1] != 5)
def exec_in_loop(n):
    s = 0
    for i in range(n):
        if i % 1000 == 0: s += eval("i + s", globals(), locals())
        s += 1
    return s
print(exec_in_loop(3000))
events = []
def tracer(f, e, a):
    if f.f_code.co_name == "traced": events.append((e, f.f_lineno - f.f_code.co_firstlineno)); return tracer
def traced(n):
    s = 0
    for i in range(n):
        s += i
    return s
traced(3000); sys.settrace(tracer); traced(2); sys.settrace(None); traced(3000); print(events)
def start_mid(n):
    s = 0
    for i in range(n):
        if i == 2000: sys.settrace(lambda *a: None)
        s += i
    sys.settrace(None)
    return s
print(start_mid(3000))
def stack(n): return stack(n - 1) if n else [f_name for f_name in names()]
def names():
    f, r = sys._getframe(1), []
    while f and f.f_code.co_name != "<module>": r.append(f.f_code.co_name); f = f.f_back
    return r
for i in range(1500): r = stack(3)
print(r)
def cell_locals(n):
    k = 0
    def inc():
        nonlocal k
        k += 1
    for i in range(n):
        inc()
        if i == n - 2: sys._getframe().f_locals["k"] = 100
    return k, inc.__closure__[0].cell_contents
print(cell_locals(2000))
