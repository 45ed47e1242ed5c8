import warnings; warnings.simplefilter("ignore")
import types
class Await:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
def run(coro, feed=None):
    out = []
    try:
        out.append(coro.send(None))
        while True: out.append(coro.send(feed))
    except StopIteration as e:
        return out, e.value
async def inner(x):
    r = await Await(x)
    return (x, r)
async def main():
    a = await inner(1)
    b = await inner(2)
    return a, b
print(run(main(), "fed"))
c = main()
print(type(c).__name__, c.cr_running, c.cr_await, c.cr_code.co_name, c.__name__, c.__qualname__, c.cr_origin, c.cr_suspended)
c.send(None)
print(c.cr_await.__name__, c.cr_suspended, c.cr_frame.f_lineno)
try: c.throw(ValueError("thrown"))
except ValueError as e: print(e)
try: c.send(None)
except RuntimeError as e: print(e)
try: c.close(); print("closed")
except RuntimeError as e: print(e)
async def handles():
    try: await Await(1)
    except KeyError as e: return f"handled {e!r}"
    finally: print("finally")
c = handles(); c.send(None)
try: c.throw(KeyError("k"))
except StopIteration as e: print(e.value)
async def bad(x): await x
for v in [5, None, [1], "s", (i for i in range(2)), object()]:
    try: bad(v).send(None)
    except TypeError as e: print(e)
class BadAwait:
    def __await__(self): return 5
class BadAwait2:
    def __await__(self): return inner(1)
for v in [BadAwait(), BadAwait2()]:
    try: bad(v).send(None)
    except TypeError as e: print(e)
for s in ["iter(k)", "next(k)", "list(k)", "len(k)", "k()", "for_ if 0 else [*k]"]:
    k = inner(1)
    try: eval(s)
    except TypeError as e: print(e)
    k.close()
@types.coroutine
def gen_coro():
    r = yield "from types.coroutine"
    return r
async def use(): return await gen_coro()
print(run(use(), 7), type(gen_coro()).__name__)
k = inner(1); k.close()
try: run(bad(k))
except RuntimeError as e: print(e)
k = inner(1); k.send(None)
try: run(bad(k))
except RuntimeError as e: print(e)
k.close()
async def stop(): raise StopIteration("x")
try: stop().send(None)
except RuntimeError as e: print(e, repr(e.__cause__))
async def ret(): return 5
try: ret().send(1)
except TypeError as e: print(e)
w = ret().__await__()
print(type(w).__name__, iter(w) is w)
try: next(w)
except StopIteration as e: print(e.value)
class Cls:
    async def m(self): return await self.n() + 1
    async def n(self): return 1
    @classmethod
    async def k(cls): return cls.__name__
    @staticmethod
    async def s(): return "static"
print(run(Cls().m()), run(Cls.k()), run(Cls.s()))
l = lambda: (await_ for await_ in ())
async def defaults(a, /, b=2, *args, k=4, **kw): return a, b, args, k, kw
print(run(defaults(1, 5, 6, k=7, z=8)))
async def closure():
    n = 0
    async def inc():
        nonlocal n
        n += 1
        await Await(n)
    for _ in range(3): await inc()
    return n
print(run(closure()))
async def expr(): return [await ret(), *(await ret(),)], {await ret(): await ret()}, f"{await ret()}", (await ret()) + (await ret()) ** 2, -await ret()
print(run(expr()))
async def lst(): return [await inner(i) for i in range(2)], {i: await ret() for i in range(2)}, [x for x in [await ret()] if await ret() > 4]
print(run(lst(), "f"))
