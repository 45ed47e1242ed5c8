# The trace compiler turned on and off, and asked, by the program itself.
import sys
from support import watch

print([callable(getattr(sys._jit, n)) for n in ("is_available", "is_enabled", "is_active")])
print(type(sys._jit.is_available()), type(sys._jit.is_enabled()), type(sys._jit.is_active()))
watch.start(hot=5, hot_exit=2)
jit = watch.jit

def loop(n):
    t = 0
    for i in range(n):
        t += i
        if i % 50 == 49: t -= 1
    return t
def active(n):
    seen = 0
    for i in range(n): seen += sys._jit.is_active()
    return seen
def called(n): return nested(n)
def nested(n): return sys._jit.is_active()
def through(n):
    seen = 0
    for i in range(n): seen += called(i)
    return seen
def callback(n):
    # sort() runs the key function in the interpreter, whatever runs sort()
    seen = []
    for i in range(n): [3, 1, 2].sort(key=lambda x: seen.append(sys._jit.is_active()) or x)
    return seen.count(True)

print(loop(300))
print(watch.entered(loop, 300))
if jit:
    assert jit.is_enabled() and sys._jit.is_enabled() and sys._jit.is_available()
    assert jit.thresholds() == (5, 2), jit.thresholds()
    mine = [t for t in jit.traces() if t["function"] == "loop" and t["kind"] == "loop"]
    assert mine and mine[0]["kind"] == "loop" and mine[0]["line"] in (11, 12, 13), mine
    assert mine[0]["bytes"] > 0 and mine[0]["entries"] >= 1 and mine[0]["exits"] >= 1, mine
    assert all(set(t) == {"kind", "function", "file", "line", "bytes", "parts", "entries", "exits"} for t in jit.traces())
    assert sum(n for n, place in jit.exits() if place.startswith("loop:")) >= 1, jit.exits()
    for bad in (0, -1, 1 << 40):
        try: jit.set_thresholds(hot=bad)
        except (ValueError, OverflowError): pass
        else: print("accepted", bad)
    jit.set_thresholds(hot_exit=7)
    assert jit.thresholds() == (5, 7)
    jit.set_thresholds(5, 2)
    # where guards are made to fail, compiled code may leave before it comes to the question
    stressed = "jit_guards_asked" in watch._sidewinder.stats()
    assert active(400) > 300 or stressed
    assert through(400) > 300 or stressed
    assert not sys._jit.is_active()
    callback(50)
    # the key function is itself a hot function: it may be compiled, its caller is not asked
    jit.disable()
    assert not jit.is_enabled() and not sys._jit.is_enabled() and active(400) == 0
    before = watch.counter("jit_entries")
    assert loop(300) == 44844 and watch.counter("jit_entries") == before
    jit.enable()
    assert jit.is_enabled() and (active(2000) > 1000 or stressed)
    assert isinstance(jit.aborts(), dict) and watch._sidewinder.stats()["jit_aborts_by_reason"] == jit.aborts()

def stop_inside(n):
    t = 0
    for i in range(n):
        t += i
        if i == n // 2 and jit: jit.disable()
        if i == n // 2 + 5 and jit: jit.enable()
    return t
print(stop_inside(1000), stop_inside(1000))

# functions made while the compiler was off
if jit: jit.disable()
def late(n): return n if n < 2 else late(n - 1) + late(n - 2)
late(3)
if jit: jit.enable()
late(12)
print(watch.entered(late, 14))
