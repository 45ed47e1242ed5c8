# The functions of `gc`, and `atexit`.
import atexit, gc, sys

class C: pass
for x in [(), {}, [], 1, "a", int, len, object(), C(), C, gc, 1.0, None, range(3), slice(1), b"", frozenset(), set(), bytearray(), {1: 2}, (1, []), iter([]), (i for i in ()), property(), C().__init__, Exception(), memoryview(b""), Ellipsis]:
    print(type(x).__name__, gc.is_tracked(x), end="; ")
print()
print(sorted(gc.get_referents([1, 2], {3: 4})), gc.get_referents(C()) == [C], gc.get_referents(), gc.get_referents(1))
box = [C()]
print(any(r is box for r in gc.get_referrers(box[0])), any(o is box for o in gc.get_objects()), gc.is_finalized(box[0]))
class F:
    def __del__(self): global kept; kept = self
def drop(n):
    if n: drop(n - 1)
    else: F()
drop(20); gc.collect(); gc.collect(); print(gc.is_finalized(kept), gc.is_finalized(F()))
for a in [(5,), (-1,), ("x",), (1, 2)]:
    try: gc.collect(*a)
    except Exception as e: print(type(e).__name__, e)
    try: gc.get_objects(*a)
    except Exception as e: print(type(e).__name__, e)
for a in [(), ("x",), (1, 2, 3, 4)]:
    try: gc.set_threshold(*a)
    except Exception as e: print(type(e).__name__, e)
old = gc.get_threshold(); gc.set_threshold(100, 5); print(gc.get_threshold()); gc.set_threshold(*old)
gc.set_debug(gc.DEBUG_STATS); print(gc.get_debug()); gc.set_debug(0)
print([sorted(s) for s in gc.get_stats()], len(gc.get_count()), gc.DEBUG_LEAK, gc.garbage)
gc.freeze(); print(gc.get_freeze_count() > 10); gc.unfreeze(); print(gc.get_freeze_count())

def f(*a, **k): print("f", a, k)
atexit._clear(); atexit.register(f, 1, b=2); print(atexit._ncallbacks()); atexit._run_exitfuncs(); print(atexit._ncallbacks())
print(atexit.register(f) is f); atexit.register(f, 3); atexit.unregister(f); print(atexit._ncallbacks())
for a in [(), (1,)]:
    try: atexit.register(*a)
    except TypeError as e: print(e)
sys.unraisablehook = lambda u: print(type(u.exc_value).__name__, u.exc_value, u.err_msg[:35], u.object)
@atexit.register
def bad(): raise ValueError("bad")
atexit.register(lambda: atexit.register(f, "nested"))
@atexit.register
def leave(): raise SystemExit(3)
atexit._run_exitfuncs()
