class Tick:
    __slots__ = ("v",)
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
async def leaf(i): return await Tick(i) if i % 10 == 0 else i
async def mid(i): return await leaf(i) + 1
async def top(n):
    s = 0
    for i in range(n): s += await mid(i)
    return s
def drive(c):
    n, v = 0, None
    try:
        while True: v = c.send(v); n += 1
    except StopIteration as e: return e.value, n
print(drive(top(2000)))
async def agen(n):
    for i in range(n):
        if i % 100 == 0: await Tick(0)
        yield i
async def consume(n):
    s = 0
    async for x in agen(n): s += x
    t = [x async for x in agen(n) if x % 3 == 0]
    return s, len(t), sum([x async for x in agen(50)])
print(drive(consume(1500)))
class CM:
    n = 0
    async def __aenter__(self): CM.n += 1; return CM.n
    async def __aexit__(self, t, v, tb): return t is KeyError
async def withs(n):
    s = 0
    for i in range(n):
        async with CM() as k:
            s += k
            if i % 7 == 0: raise KeyError(i)
            s += 1
    return s
print(drive(withs(1000)))
async def exc(n):
    c = 0
    for i in range(n):
        try: await fail(i)
        except ValueError as e: c += e.args[0]
        finally: c += 1
    return c
async def fail(i):
    if i % 3 == 0: raise ValueError(i)
print(drive(exc(1500)))
def roundrobin(tasks):
    done = []
    q = list(tasks)
    while q:
        name, t = q.pop(0)
        try: t.send(None)
        except StopIteration as e: done.append((name, e.value))
        else: q.append((name, t))
    return done
async def worker(n, k):
    t = 0
    for i in range(n): t += i * k; await Tick(None)
    return t
print(roundrobin((f"w{k}", worker(100 * k, k)) for k in (3, 1, 2)))
async def rec(n): return 0 if n == 0 else 1 + await rec(n - 1)
print(drive(rec(200)), sum(drive(rec(i % 20))[0] for i in range(300)))
async def gather(*cs): return [await c for c in cs]
print(drive(gather(*(mid(i) for i in range(30))))[0][:5])
async def closures(n):
    total = 0
    async def add(v):
        nonlocal total
        total += v
        return total
    for i in range(n): await add(i)
    return total
print(drive(closures(1500)))
def gen_send(n):
    def co():
        s = 0
        while True:
            x = yield s
            if x is None: return s
            s += x if s < 10**5 else -x
    g = co(); next(g); r = 0
    for i in range(n): r = g.send(i)
    return r
print(gen_send(2000))
def throw_loop(n):
    def co():
        c = 0
        while True:
            try: yield c
            except KeyError: c += 1
            except ValueError: c += 100
    g = co(); next(g)
    for i in range(n): r = g.throw(KeyError if i % 10 else ValueError)
    return r
print(throw_loop(1000))
async def early(n):
    async for x in agen(n):
        if x == n // 2: return x
print(drive(early(600)))
def pipeline(n):
    def src():
        for i in range(n): yield i
    def stage(it, f):
        for x in it: yield f(x)
    it = src()
    for k in range(10): it = stage(it, lambda v, k=k: v + k)
    return sum(it)
print(pipeline(500))
