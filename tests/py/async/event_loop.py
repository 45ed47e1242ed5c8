"""A small scheduler in Python: tasks, sleep, queue, gather, cancel."""
import heapq
from collections import deque
class Suspend:
    def __init__(self, op, *args): self.op, self.args = op, args
    def __await__(self): return (yield self)
class Cancelled(BaseException): pass
class Task:
    count = 0
    def __init__(self, coro, loop):
        Task.count += 1
        self.id, self.coro, self.loop, self.done, self.result, self.error, self.waiters = Task.count, coro, loop, False, None, None, []
    def step(self, value=None, exc=None):
        try:
            cmd = self.coro.throw(exc) if exc else self.coro.send(value)
        except StopIteration as e: self.finish(result=e.value)
        except BaseException as e: self.finish(error=e)
        else: getattr(self.loop, "do_" + cmd.op)(self, *cmd.args)
    def finish(self, result=None, error=None):
        self.done, self.result, self.error = True, result, error
        for w in self.waiters: self.loop.ready.append((w, result, error))
    def __await__(self):
        if not self.done: return (yield Suspend("join", self))
        if self.error: raise self.error
        return self.result
class Loop:
    def __init__(self): self.ready, self.timers, self.now, self.seq = deque(), [], 0, 0
    def spawn(self, coro):
        t = Task(coro, self); self.ready.append((t, None, None)); return t
    def do_sleep(self, task, d):
        self.seq += 1
        heapq.heappush(self.timers, (self.now + d, self.seq, task))
    def do_join(self, task, other): other.waiters.append(task)
    def do_spawn(self, task, coro): self.ready.append((task, self.spawn(coro), None))
    def do_cancel(self, task, other):
        if not other.done:
            self.timers = [t for t in self.timers if t[2] is not other]; heapq.heapify(self.timers)
            self.ready.append((other, None, Cancelled("cancelled")))
        self.ready.append((task, None, None))
    def run(self, coro):
        main = self.spawn(coro)
        while not main.done:
            while self.ready:
                t, v, e = self.ready.popleft(); t.step(v, e)
            if self.timers and not main.done:
                self.now, _, t = heapq.heappop(self.timers); self.ready.append((t, None, None))
        if main.error: raise main.error
        return main.result
sleep = lambda d: Suspend("sleep", d)
spawn = lambda c: Suspend("spawn", c)
cancel = lambda t: Suspend("cancel", t)
loop = Loop()
async def worker(name, d, n):
    try:
        for i in range(n):
            await sleep(d)
            print(f"t={loop.now} {name} {i}")
        return name.upper()
    except Cancelled as e: print(name, "cancelled", e); raise
    finally: print(name, "cleanup")
async def gather(*coros):
    tasks = [await spawn(c) for c in coros]
    return [await t for t in tasks]
async def failing(): await sleep(1); raise ValueError("task failed")
async def main():
    print(await gather(worker("a", 3, 2), worker("b", 2, 3)))
    t = await spawn(worker("c", 10, 5))
    await sleep(15)
    await cancel(t)
    try: await t
    except Cancelled: print("joined cancelled")
    f = await spawn(failing())
    try: await f
    except ValueError as e: print("caught", e)
    async def producer(q):
        for i in range(3): q.append(i); await sleep(1)
        q.append(None)
    async def consumer(q):
        while True:
            while not q: await sleep(0.5)
            if (x := q.popleft()) is None: return
            yield x
    q = deque(); await spawn(producer(q))
    print([x async for x in consumer(q)])
    return loop.now
print(loop.run(main()), Task.count)
