import warnings; warnings.simplefilter("ignore")
def run(coro):
    out = []
    try:
        while True: out.append(coro.send(None))
    except StopIteration as e:
        return (out, e.value) if out else e.value
class Tick:
    def __await__(self): return (yield "tick")
async def agen(n):
    print("start")
    try:
        for i in range(n):
            await Tick()
            got = yield i
            if got: print("got", got)
    except ValueError as e:
        print("caught", e); yield "recovered"
    finally:
        print("cleanup"); await Tick()
g = agen(2)
print(type(g).__name__, g.ag_running, g.ag_await, g.ag_code.co_name, g.__name__, g.ag_suspended)
async def use():
    return [x async for x in g]
print(run(use()))
async def manual():
    g = agen(3)
    print(await g.__anext__(), await g.asend("hello"))
    print(await g.athrow(ValueError("v")))
    try: await g.__anext__()
    except StopAsyncIteration as e: print("end", repr(e))
    try: await g.asend(1)
    except StopAsyncIteration as e: print("still ended")
    await g.aclose()
print(run(manual()))
async def closing():
    g = agen(3)
    await g.__anext__()
    await g.aclose()
    await g.aclose()
    return [x async for x in g]
print(run(closing()))
async def fresh_send():
    g = agen(1)
    try: await g.asend("x")
    except TypeError as e: print(e)
    g2 = agen(1)
    try: await g2.athrow(KeyError("early"))
    except KeyError as e: print(repr(e))
    return [x async for x in g2]
print(run(fresh_send()))
async def ignores():
    try: yield 1
    except GeneratorExit: yield 2
async def t():
    g = ignores()
    await g.__anext__()
    try: await g.aclose()
    except RuntimeError as e: print(e)
run(t())
async def raises(exc):
    yield 1
    raise exc
async def t(exc):
    try:
        async for x in raises(exc): print(x)
    except Exception as e: print(type(e).__name__, e, repr(e.__cause__))
for exc in [StopIteration("a"), StopAsyncIteration("b"), KeyError("c")]: run(t(exc))
async def overlapping():
    g = agen(3)
    a = g.__anext__()
    a.send(None)
    b = g.__anext__()
    try: b.send(None)
    except RuntimeError as e: print(e)
    try: a.close()
    except RuntimeError as e: print(e)
run(overlapping())
s = agen(1).asend(None)
print(type(s).__name__, type(agen(1).athrow(ValueError)).__name__, type(anext(agen(1), 1)).__name__)
s.close()
try: s.send(None)
except RuntimeError as e: print(e)
for f in [lambda: iter(agen(1)), lambda: next(agen(1)), lambda: list(agen(1)), lambda: len(agen(1))]:
    try: f()
    except TypeError as e: print(e)
async def a_send():
    async def echo():
        v = None
        while True: v = yield v
    e = echo()
    await e.asend(None)
    r = [await e.asend(i) for i in range(3)]
    await e.aclose()
    return r
print(run(a_send()))
async def nested():
    async def sq(it):
        async for x in it: yield x * x
    async def count(n):
        for i in range(n): yield i
    return [x async for x in sq(sq(count(4)))], [x async for x in (y + 1 async for y in count(3))]
print(run(nested()))
import sys
first = []
sys.set_asyncgen_hooks(firstiter=lambda g: first.append(g.__name__), finalizer=lambda g: None)
async def one(): yield 1
run(one().__anext__()) if False else None
async def hook(): return [x async for x in one()]
print(run(hook()), first, sys.get_asyncgen_hooks().finalizer is not None)
sys.set_asyncgen_hooks(None, None)
try: sys.set_asyncgen_hooks(5)
except TypeError as e: print(e)
