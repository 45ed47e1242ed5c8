# sys.settrace, f_trace, sys.setprofile and sys.monitoring switched on in the middle of hot loops.
import sys
from support import watch
watch.start()

def here(f): return f.f_lineno - f.f_code.co_firstlineno

# from inside an inlined call: events begin with the next call
events = []
def tracer(f, event, arg):
    events.append((f.f_code.co_name, event, here(f)))
    return tracer
def switch(i, on, off):
    if i == on: sys.settrace(tracer)
    if i == off: sys.settrace(None)
    return i
def work(i):
    j = i * 2
    return j
def loop(n, on=-1, off=-1):
    t = 0
    for i in range(n):
        switch(i, on, off)
        t += work(i)
    return t
print(loop(200, 150, 152), len(events))
print(events)
events.clear()
print(watch.entered(loop, 600), len(events))

# the lines of a frame that runs already, by its f_trace
lines = []
def local(f, event, arg):
    lines.append((event, here(f)))
    return local
def begin(i, on):
    if i == on:
        sys._getframe(1).f_trace = local
        sys.settrace(lambda f, e, a: None)
    return i
def end(i, off):
    if i == off: sys.settrace(None)
def followed(n, on, off):
    t = 0
    for i in range(n):
        begin(i, on)
        t += i
        if i % 2: t -= 1
        end(i, off)
    return t
print(followed(150, 100, 102))
print(lines)
lines.clear()
print(followed(150, 200, 202), lines)

# the trace function jumps
jumps = []
def jumper(f, event, arg):
    if event == "line" and here(f) == 4 and f.f_locals["i"] == 120:
        jumps.append(f.f_locals["t"])
        f.f_lineno = f.f_code.co_firstlineno + 5
    return jumper
def jumping(n):
    t = 0
    for i in range(n):
        if i == 119: sys._getframe().f_trace = jumper; sys.settrace(lambda f, e, a: None)
        t += 1
        if i == 125: sys.settrace(None)
    return t
print(jumping(200), jumps)

# a trace function that writes to variables
def writer(f, event, arg):
    if event == "line" and here(f) == 3: f.f_locals["t"] = f.f_locals["t"] + 100
    return writer
def written(n):
    t = 0
    for i in range(n):
        t += 1
        if i == 99: sys._getframe().f_trace = writer; sys.settrace(lambda f, e, a: None)
        if i == 104: sys.settrace(None)
    return t
print(written(150))

# profiling
calls = []
def profiler(f, event, arg): calls.append((event, f.f_code.co_name if event in ("call", "return") else arg.__name__))
def profiled(n, on, off):
    t = 0
    for i in range(n):
        if i == on: sys.setprofile(profiler)
        t += work(i) + len((i,))
        if i == off: sys.setprofile(None)
    return t
print(profiled(150, 120, 121))
print(calls)
print(watch.entered(profiled, 600, -1, -1))

# monitoring
m = sys.monitoring
m.use_tool_id(2, "watch")
seen = []
m.register_callback(2, m.events.PY_START, lambda code, offset: seen.append(code.co_name))
m.register_callback(2, m.events.LINE, lambda code, line: seen.append(line - code.co_firstlineno))
def monitored(n, on, off):
    t = 0
    for i in range(n):
        if i == on: m.set_local_events(2, work.__code__, m.events.PY_START | m.events.LINE)
        t += work(i)
        if i == off: m.set_local_events(2, work.__code__, 0)
    return t
print(monitored(150, 120, 122), seen)
seen.clear()
print(watch.entered(monitored, 600, -1, -1), seen)
m.free_tool_id(2)

# exceptions are traced as well
raised = []
def on_raise(f, event, arg):
    if event == "exception": raised.append((f.f_code.co_name, here(f), arg[0].__name__))
    return on_raise
def thrower(i):
    if i % 2: raise ValueError(i)
    return i
def catching(n, on, off):
    caught = 0
    for i in range(n):
        if i == on: sys.settrace(on_raise)
        try: thrower(i)
        except ValueError: caught += 1
        if i == off: sys.settrace(None)
    return caught
print(catching(150, 100, 103), raised)
