import sys
log = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != tracer.__code__.co_filename: return None
    line = frame.f_lineno - frame.f_code.co_firstlineno
    a = arg if event == "return" else arg[0].__name__ if event == "exception" else None
    log.append((frame.f_code.co_name, event, line, a))
    return tracer
def run(f, *args):
    log.clear()
    sys.settrace(tracer)
    try: r = f(*args)
    except Exception as e: r = repr(e)
    finally: sys.settrace(None)
    print(f.__name__, "->", r)
    for l in log:
        if l[0] != "run": print("  ", *l)
def simple(x):
    y = x + 1
    return y
def loop(n):
    t = 0
    for i in range(n):
        t += i
    return t
def call(): return simple(1) + simple(2)
def exc():
    try:
        1 / 0
    except ZeroDivisionError:
        return "handled"
def uncaught():
    raise ValueError("x")
def gen():
    yield 1
    yield 2
def use_gen():
    return list(gen())
def branch(a):
    if a:
        b = 1
    else:
        b = 2
    while b < 3:
        b += 1
    return b
def fin():
    try:
        return 1
    finally:
        x = 2
def comp():
    return [
        i
        for i in range(2)
    ]
def wth():
    import contextlib
    with contextlib.nullcontext(3) as v:
        w = v
    return w
run(simple, 1); run(loop, 2); run(call); run(exc); run(uncaught); run(use_gen); run(branch, 1); run(branch, 0); run(fin); run(comp)
def local_only(frame, event, arg):
    if frame.f_code.co_name == "simple":
        frame.f_trace_lines = False
        return lambda f, e, a: print("local", e)
    return None
sys.settrace(local_only); simple(1); sys.settrace(None)
print(sys.gettrace())
def prof(frame, event, arg):
    if event.startswith("c_"): plog.append((event, arg.__name__))
    else: plog.append((event, frame.f_code.co_name))
plog = []
def p(): return len([1]) + simple(1)
sys.setprofile(prof); p(); sys.setprofile(None)
print([e for e in plog if e[1] != "setprofile"], sys.getprofile())
def jump(frame, event, arg):
    if frame.f_code.co_name == "jumper" and event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 2:
        frame.f_lineno += 1
    return jump
def jumper():
    a = 1
    a = 2
    return a
sys.settrace(jump); r = jumper(); sys.settrace(None); print(r)
def raising(frame, event, arg): raise RuntimeError("trace error")
sys.settrace(raising)
try: simple(1)
except RuntimeError as e: print(e)
print(sys.gettrace())
