def run(coro):
    out = []
    try:
        while True: out.append(coro.send(None))
    except StopIteration as e:
        return e.value if not out else (out, e.value)
class Tick:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield self.v
class AIter:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i >= self.n: raise StopAsyncIteration
        self.i += 1
        await Tick(f"tick{self.i}")
        return self.i
async def loop():
    r = []
    async for x in AIter(3):
        if x == 2: continue
        r.append(x)
    else: r.append("else")
    async for x in AIter(5):
        if x == 2: break
    else: r.append("never")
    return r, x
print(run(loop()))
class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    async def __aenter__(self):
        print("aenter", self.name); await Tick("enter"); return self.name
    async def __aexit__(self, t, v, tb):
        print("aexit", self.name, t and t.__name__, v, tb is not None); return self.swallow
async def withs():
    async with CM("a") as a, CM("b") as b: print("body", a, b)
    async with CM("c", True): raise ValueError("swallowed")
    try:
        async with CM("d"): raise KeyError("escapes")
    except KeyError as e: print(repr(e))
    async with CM("e"): return "from with"
print(run(withs()))
class NotAsync:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
    def __iter__(self): return iter(())
class NoExit:
    async def __aenter__(self): pass
class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5
class BadAiter:
    def __aiter__(self): return 5
class CoroAiter:
    async def __aiter__(self): pass
class BadAenter:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
class OnlyAsync:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
async def t1(o):
    async with o: pass
async def t2(o):
    async for x in o: pass
async def t3(o): return [x async for x in o]
async def t4(o):
    with o: pass
async def t5(o):
    for x in o: pass
import warnings
warnings.simplefilter("ignore")
for f, o in [(t1, NotAsync()), (t1, NoExit()), (t1, 5), (t1, BadAenter()), (t2, NotAsync()), (t2, BadAnext()), (t2, BadAiter()), (t2, CoroAiter()), (t2, [1]), (t3, 5), (t4, OnlyAsync()), (t4, 5), (t5, AIter(1)), (t4, NoExit())]:
    try: run(f(o))
    except (TypeError, AttributeError) as e: print(f.__name__, type(e).__name__, e)
async def comps():
    a = [x * 2 async for x in AIter(3)]
    b = {x async for x in AIter(2)}
    c = {x: y async for x in AIter(2) for y in [x * 10]}
    d = [(x, y) for x in range(2) async for y in AIter(2) if (x + y) % 2]
    g = (x async for x in AIter(2) if x)
    e = [x async for x in g]
    return a, b, c, d, type(g).__name__, e, [[y async for y in AIter(x)] for x in range(3)]
print(run(comps()))
async def exc_in_body():
    async for x in AIter(2):
        try: 1 / 0
        except ZeroDivisionError: continue
        finally: print("fin", x)
print(run(exc_in_body()))
async def anext_tests():
    it = AIter(1)
    r = [await anext(it), await anext(it, "default")]
    try: await anext(it)
    except StopAsyncIteration as e: r.append(repr(e))
    return r, aiter(it) is it
print(run(anext_tests()))
for f in [lambda: aiter(5), lambda: anext(5), lambda: anext(iter([])), lambda: aiter(BadAiter())]:
    try: f()
    except TypeError as e: print(e)
