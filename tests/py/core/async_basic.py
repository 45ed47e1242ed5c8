class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self):
        got = yield self.n
        return got
async def child(n):
    r = await Sleep(n)
    return r * 2
async def main():
    a = await child(1); b = await child(2)
    async with CM() as c: print("in", c)
    out = []
    async for x in agen(): out.append(x)
    return a, b, out, [x async for x in agen() if x]
class CM:
    async def __aenter__(self): return "cm"
    async def __aexit__(self, *a): print("exit", a[0])
async def agen():
    for i in range(3): yield i
co = main(); v = None
try:
    while True:
        n = co.send(v); print("suspended at", n); v = n * 10
except StopIteration as e: print(e.value)
