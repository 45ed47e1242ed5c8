# What runs between two instructions of compiled code: finalizers, weak reference callbacks, gc callbacks, signal handlers,
# other threads. All may look at, and write to, the frames that run.
import gc, sys, weakref
from support import watch
watch.start()

# finalizers
class Final:
    count = 0
    over = False
    frames = set()
    def __del__(self):
        Final.count += 1
        # at the very end nobody is interrupted
        if not Final.over: Final.frames.add(type(sys._getframe(1).f_lineno).__name__)
def finalizers(n):
    t = 0
    for i in range(n):
        Final()
        t += i
        if i % 100 == 99: gc.collect()
    return t
print(finalizers(300))
gc.collect()
print(Final.count, Final.frames)

# a finalizer that changes what the loop is about to do
class Changer:
    def __del__(self):
        global step
        step = 100
step = 1
def changed(n):
    t = 0
    c = Changer()
    for i in range(n):
        t += step
        if i == 99:
            del c
            gc.collect()
    return t
print(changed(200))
class Writer:
    def __del__(self):
        f = sys._getframe(1)
        while f.f_code.co_name != "overwritten": f = f.f_back
        f.f_locals["t"] = -1000
def overwritten(n):
    t = 0
    w = Writer()
    for i in range(n):
        if i == 99:
            del w
            gc.collect()
        t += 1
    return t
print(overwritten(200), watch.entered(changed, 150))

# weak references
class Thing: pass
def weak(n):
    log = []
    dead = 0
    refs = []
    for i in range(n):
        x = Thing()
        if i % 10 == 0: refs.append(weakref.ref(x, lambda r: log.append(sys._getframe(1).f_code.co_name != "")))
    del x
    gc.collect()
    for r in refs: dead += r() is None
    # words left over on the native stack may keep some
    return dead >= n // 20, len(log) == dead, all(log)
print(weak(200))
def dictionary(n):
    d = weakref.WeakValueDictionary()
    keep = []
    for i in range(n):
        x = Thing()
        d[i] = x
        if i % 50 == 0: keep.append(x)
    del x
    gc.collect()
    return sorted(d)
print(dictionary(200))

# gc callbacks
phases = []
def on_gc(phase, info): phases.append((phase, sorted(info)[:1], sys._getframe(1).f_code.co_name))
gc.callbacks.append(on_gc)
def collecting(n):
    t = 0
    for i in range(n):
        t += i
        if i == 150: gc.collect()
    return t
print(collecting(300))
gc.callbacks.remove(on_gc)
print(sorted(set(p[0] for p in phases)), ("start", ["collected"], "collecting") in phases)

# an exception in a finalizer is reported, and nothing else happens
class Bad:
    def __del__(self): raise ValueError("in a finalizer")
sys.unraisablehook = lambda u: reports.append((type(u.exc_value).__name__, str(u.exc_value)))
reports = []
def drop_bad(n): return drop_bad(n - 1) if n else Bad() and None
def bad(n):
    t = 0
    for i in range(n):
        if i % 10 == 0: drop_bad(5); gc.collect()
        t += i
    return t
print(bad(200), len(reports) > 1, set(reports))

# signals
if sys.platform != "emscripten":
    import signal
    def on_alarm(number, frame):
        handled.append((frame.f_code.co_name, frame.f_locals["t"] > 0))
        if len(handled) == 3:
            signal.setitimer(signal.ITIMER_REAL, 0)
            frame.f_locals["stop"] = True
    def until_stopped():
        t, stop = 1, False
        while not stop:
            t += 1
        return t > 0
    def interrupted():
        t = 0
        try:
            while True: t += 1
        except KeyboardInterrupt:
            return t > 0, sys._getframe().f_code.co_name
    def raising(number, frame): raise TimeoutError(frame.f_code.co_name)
    def timed_out(k):
        t = 0
        while True:
            for i in range(100): t += looped(i)
    def looped(i):
        s = 0
        for j in range(3): s += j
        return s
    handled = []
    old = signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    print(until_stopped())
    print(set(handled) == {("until_stopped", True)})
    # a shell that starts something in the background has it ignore SIGINT
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, lambda n, f: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    print(interrupted())
    signal.signal(signal.SIGALRM, raising)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try: timed_out(1)
    except TimeoutError as e: print(str(e) in ("timed_out", "looped"), e.__traceback__.tb_next.tb_frame.f_code.co_name)
    signal.signal(signal.SIGALRM, old)
else:
    print("True\nTrue\n(True, 'interrupted')\nTrue timed_out")

# threads
if sys.platform != "emscripten":
    import threading
    shared = {"n": 0, "go": True}
    def spinning():
        t = 0
        while shared["go"]: t += 1
        return t
    def worker(k, out):
        s = 0
        for i in range(3000):
            s += i * k
            if i % 500 == 0: shared["n"] += 1
        out.append(s)
    def watcher(ident, out):
        while len(out) < 50:
            f = sys._current_frames()[ident]
            while f and f.f_code.co_name != "spinning": f = f.f_back
            if f: out.append(type(f.f_locals.get("t")).__name__)
            for i in range(100): pass
        shared["go"] = False
    out, types = [], []
    sys.setswitchinterval(0.0005)
    threads = [threading.Thread(target=worker, args=(k, out)) for k in range(4)]
    threads.append(threading.Thread(target=watcher, args=(threading.get_ident(), types)))
    for t in threads: t.start()
    print(spinning() >= 0)
    for t in threads: t.join()
    print(sorted(out), shared["n"], set(types) <= {"int", "NoneType"})
else:
    print("True")
    print([0, 4498500, 8997000, 13495500], 24, True)
finalizers(400)
print(watch.entered(finalizers, 100))
Final.over = True
