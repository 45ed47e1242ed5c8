import sys
def names(f):
    out = []
    while f is not None and f.f_code.co_name != "<module>":
        out.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        f = f.f_back
    return out
def a(x):
    return b(x + 1)
def b(y):
    z = y * 2
    return names(sys._getframe()), sys._getframe(1).f_locals["x"], sorted(sys._getframe().f_locals.items())
print(a(1))
try: sys._getframe(10000)
except ValueError as e: print(e)
f = sys._getframe()
print(f.f_code.co_name, f.f_globals is globals(), f.f_locals is globals(), f.f_builtins["len"] is len, f.f_lineno, f.f_trace, f.f_trace_lines, f.f_trace_opcodes, type(f).__name__)
def locs():
    x = 1
    d = locals()
    y = 2
    print(d, locals(), d is locals())
    d["x"] = 99
    print(x)
locs()
def proxy():
    x = 1
    fl = sys._getframe().f_locals
    print(type(fl).__name__, dict(fl))
    fl["x"] = 50
    fl["extra"] = "e"
    print(x, fl["extra"], "x" in fl, len(fl), sorted(fl), locals())
    x = 60
    print(fl["x"], sys._getframe().f_locals["extra"], fl == {"x": 60, "extra": "e", "fl": fl} if False else fl.get("nope"))
    try: del fl["x"]
    except ValueError as e: print(e)
    del fl["extra"]
    try: fl["zz"]
    except KeyError as e: print(repr(e))
    fl.update({"x": 7}); print(x, fl.setdefault("x", 1), fl.copy()["x"], list(fl.keys())[0], fl | {"q": 1} != {})
    try: fl.clear()
    except Exception as e: print(type(e).__name__)
    try: fl.pop("x")
    except Exception as e: print(type(e).__name__, e)
proxy()
def cells():
    x = 1
    def inner(): return x
    sys._getframe().f_locals["x"] = 33
    print(inner(), x)
cells()
def caller_edit():
    v = "before"
    edit()
    return v
def edit(): sys._getframe(1).f_locals["v"] = "after"
print(caller_edit())
def gen():
    g_local = 1
    yield sys._getframe()
    g_local = 2
    yield
g = gen(); fr = next(g)
print(fr.f_locals["g_local"], fr is g.gi_frame, fr.f_back, fr.f_code.co_name)
next(g); print(fr.f_locals["g_local"]); fr.f_locals["g_local"] = 5
list(g); print(g.gi_frame, fr.f_locals.get("g_local"))
def keep():
    kept = [1, 2]
    return sys._getframe()
fr = keep(); print(fr.f_locals, fr.f_lineno - fr.f_code.co_firstlineno)
fr.clear(); print(fr.f_locals)
def active():
    try: sys._getframe().clear()
    except RuntimeError as e: print(e)
active()
g = gen(); next(g)
try: g.gi_frame.clear()
except RuntimeError as e: print(e)
def rec(n): return names(sys._getframe())[:3] if n == 0 else rec(n - 1)
print(rec(5))
class C:
    print(sys._getframe().f_code.co_name, "x" in sys._getframe().f_locals, sys._getframe().f_locals is locals())
    sys._getframe().f_locals["injected"] = 1
    def m(self): return names(sys._getframe())
print(C().m(), C.injected, [names(sys._getframe()) for _ in range(1)], (lambda: names(sys._getframe()))())
print(list(map(lambda i: names(sys._getframe()), [1])), next(names(sys._getframe()) for _ in [1]), sorted([1], key=lambda v: len(names(sys._getframe()))))
def loop():
    total = 0
    for i in range(2000):
        total += i
        if i == 1500: return sorted(sys._getframe().f_locals.items())
print(loop())
def hot(n):
    fl = sys._getframe().f_locals
    s = 0
    for i in range(n):
        s += i
        if i == n // 2: fl["s"] = 0
    return s
print(hot(2000))
try: f.f_locals = {}
except AttributeError as e: print(e)
try: f.f_back = None
except AttributeError as e: print(e)
def repr_check():
    r = repr(sys._getframe()); return r.split(" at ")[0], r.split(", ", 1)[1]
print(repr_check())
