import sys, warnings
try: from gc import collect
except ImportError:
    def collect():
        for _ in range(60): [[i] for i in range(20000)]
log = []
def g(name):
    try: yield name
    except GeneratorExit: log.append(name + " exit"); raise
    finally: log.append(name + " finally")
def drop(n):
    for i in range(n):
        x = g(f"g{i}"); next(x)
    del x
drop(3); junk = [object() for _ in range(100)]; collect(); print(sorted(log)); log.clear()
def unstarted():
    x = g("never")
unstarted(); collect(); print(log)
class CM:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): log.append(t.__name__)
def w():
    with CM(): yield 1
def use():
    x = w(); next(x)
use(); junk = [object() for _ in range(100)]; collect(); print(log); log.clear()
def bad():
    try: yield
    finally: raise ValueError("while closing")
def use_bad(): next(bad())
hooked = []
old = sys.unraisablehook; sys.unraisablehook = lambda u: hooked.append((u.exc_type.__name__, str(u.exc_value)))
use_bad(); junk = [object() for _ in range(100)]; collect(); sys.unraisablehook = old; print(hooked)
async def co(): return 1
def make(): co()
with warnings.catch_warnings(record=True) as ws:
    warnings.simplefilter("always"); make(); junk = [object() for _ in range(100)]; collect()
print([(x.category.__name__, str(x.message)) for x in ws])
c = co()
try: c.send(None)
except StopIteration as e: print(e.value)
print(type(c).__del__, type(g("x")).__del__)
def throws():
    try: yield
    except ValueError as e: print(repr(e)); yield sys.exception() is e
x = throws(); next(x)
with warnings.catch_warnings(record=True) as ws:
    warnings.simplefilter("always"); print(x.throw(ValueError, "three")); print(len(ws), [str(v.message) for v in ws])
try: raise ValueError("same")
except ValueError as e:
    y = throws(); next(y); print(y.throw(e))
print(next(y, "end"))
class NoInstance(Exception):
    def __new__(cls, *a): return 5
def plain(): yield
z = plain(); next(z)
for t in (NoInstance, 5, int, ValueError):
    try: z.throw(t)
    except BaseException as e: print(type(e).__name__, e)
print(next(z, "closed"))
