import sys
m = sys.monitoring
E = m.events
out = []
def cb(name):
    def f(code, *a):
        if code.co_name not in ("f", "g", "h"): return
        out.append((name, code.co_name) + tuple(x if isinstance(x, (int, str)) and name in ("LINE",) else getattr(x, "__name__", type(x).__name__ if not isinstance(x, int) else "n") for x in a))
    return f
m.use_tool_id(1, "t")
print(m.get_tool(1), m.get_tool(2))
for n in ("PY_START", "PY_RETURN", "PY_YIELD", "PY_RESUME", "CALL", "C_RETURN", "C_RAISE", "RAISE", "PY_UNWIND", "EXCEPTION_HANDLED", "RERAISE", "LINE", "PY_THROW"):
    m.register_callback(1, getattr(E, n), cb(n))
def g():
    x = yield 1
    yield x
def h(a):
    return len(a)
def f():
    y = h([1])
    it = g()
    next(it); it.send(5)
    try:
        int("x")
    except ValueError:
        y = 2
    try: it.throw(KeyError)
    except KeyError: pass
    return y
m.set_events(1, E.PY_START | E.PY_RETURN | E.PY_YIELD | E.PY_RESUME | E.CALL | E.RAISE | E.PY_UNWIND | E.EXCEPTION_HANDLED | E.RERAISE | E.PY_THROW)
f()
m.set_events(1, 0)
for o in out: print(*o)
out.clear()
base = f.__code__.co_firstlineno
m.set_local_events(1, f.__code__, E.LINE)
f()
print([o[2] - base for o in out], m.get_local_events(1, f.__code__) == E.LINE, m.get_events(1))
m.set_local_events(1, f.__code__, 0)
n = 0
def once(code, line):
    global n
    n += 1
    return m.DISABLE
m.register_callback(1, E.LINE, once)
def loop():
    for i in range(5):
        i
m.set_local_events(1, loop.__code__, E.LINE)
loop(); loop(); print(n); m.restart_events(); loop(); print(n)
m.set_local_events(1, loop.__code__, 0)
for a in [lambda: m.use_tool_id(1, "x"), lambda: m.use_tool_id(9, "x"), lambda: m.set_events(2, 1), lambda: m.set_events(1, E.C_RETURN), lambda: m.register_callback(1, 3, None), lambda: m.set_local_events(1, f.__code__, E.RAISE), lambda: m.use_tool_id(3, 5)]:
    try: print(a())
    except Exception as e: print(type(e).__name__, e)
def bad(*a): raise ZeroDivisionError("in callback")
m.register_callback(1, E.PY_START, bad)
m.set_events(1, E.PY_START)
try: h([2])
except ZeroDivisionError as e: print("propagates", e)
m.set_events(1, 0)
m.free_tool_id(1); print(m.get_tool(1))
m.use_tool_id(1, "again"); print(m.get_tool(1), m.get_events(1)); m.free_tool_id(1)
