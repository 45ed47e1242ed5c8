# While a function or a loop is recorded it may call something that takes long: that is compiled all the same, and the recording
# is given up. New code for each call, so that each has to be recorded in its turn.
import sys
from support import watch
watch.start()

SOURCE = """
def work(n):
    compiled = t = 0
    for i in range(n):
        t += i
        if i % 64 == 0 and active(): compiled += 1
    return compiled > 0, t
"""
def new():
    space = {"active": watch.is_active}
    exec(SOURCE, space)
    return space["work"]
stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
def outer(f): return f(6000)
def show(results): print([(stressed or c, t) for c, t in results])
show([outer(new()) for _ in range(12)])
def loop(fs):
    out = []
    for f in fs: out.append(f(6000))
    return out
show(loop([new() for _ in range(12)]))
def recursive(fs): return [fs[0](6000)] + recursive(fs[1:]) if fs else []
show(recursive([new() for _ in range(12)]))

# the call raises, or looks at its callers, after the recording was given up
def raising(f):
    f(6000)
    if f is last: raise ValueError(sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name)
    return f
def middle(f): return raising(f)
def catching(f):
    try: return middle(f) is f
    except ValueError as e: return e.args, e.__traceback__.tb_next.tb_lineno - e.__traceback__.tb_lineno
fs = [new() for _ in range(12)]
for last in fs: print(catching(last), end=" ")
last = None
print([catching(f) for f in fs].count(True))
def generator(fs):
    for f in fs: yield f(6000)
def consume(fs):
    out = []
    for r in generator(fs): out.append(r)
    return out
for k in range(4): show(consume([new() for _ in range(6)]))
