# Coroutines and generators that are begun so often that what they do first is compiled: results, exceptions, what is looked at
# meanwhile, and what becomes of those that nobody finishes.
import gc
import sys
import types
import warnings


async def fib(n):
    if n <= 1:
        return n
    return await fib(n - 1) + await fib(n - 2)


def drive(coroutine, answers=()):
    seen, answers = [], iter(answers)
    try:
        what = coroutine.send(None)
        while True:
            seen.append(what)
            what = coroutine.send(next(answers, None))
    except StopIteration as e:
        return e.value, seen


print(drive(fib(16)))


@types.coroutine
def ask(question):
    return (yield question)


async def countdown(n):
    if n == 0:
        return await ask("zero")
    got = await countdown(n - 1)
    return got + await ask(n)


# suspended in the middle of the chain, again and again
for turn in range(60):
    value, seen = drive(countdown(12), range(100, 200))
print(value, seen)


class Broken(Exception):
    pass


async def breaks(n):
    if n == 0:
        raise Broken(n)
    try:
        return await breaks(n - 1)
    except Broken as e:
        if n % 3 == 0:
            raise Broken(n) from e
        raise


def lines(e):
    tb, out = e.__traceback__, []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


for turn in range(120):
    try:
        drive(breaks(7))
    except Broken as e:
        last = e
print(last.args, lines(last))
print(last.__cause__.args, lines(last.__cause__))


# thrown into the innermost
async def waits(n, log):
    try:
        if n == 0:
            return await ask("deep")
        return await waits(n - 1, log) + 1
    except KeyError:
        if n < 3:
            raise
        log.append(n)
        return 10
    finally:
        log.append(-n)


for turn in range(80):
    log = []
    c = waits(5, log)
    c.send(None)
    try:
        c.throw(KeyError("x"))
    except StopIteration as e:
        got = e.value
print(got, log)

# closed while suspended
for turn in range(80):
    log = []
    c = waits(4, log)
    c.send(None)
    c.close()
print(log)


# a loop at the very beginning
def forever():
    while True:
        yield 1


def squares(n):
    while n:
        n -= 1
        yield n * n


total = 0
for turn in range(900):
    for x in forever():
        total += x
        break
    for x in squares(turn % 4):
        total += x
print(total)


# who looks sees the frames
async def looks(n):
    if n == 0:
        f, names = sys._getframe(), []
        while f and f.f_code.co_name != "<module>":
            names.append((f.f_code.co_name, f.f_locals.get("n")))
            f = f.f_back
        return names
    return await looks(n - 1)


for turn in range(200):
    names = drive(looks(3))[0]
print(names)

# never awaited: each is complained about; those that ended are not
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for turn in range(300):
        drive(fib(2))
        if turn % 100 == 99:
            fib(3)
    gc.collect()
    gc.collect()
print([str(w.message) for w in caught])

# generators with something left to do do it, those that have ended or not begun do nothing
done = []


def cleans(k):
    try:
        yield k
    finally:
        done.append(k)


def use():
    for k in range(300):
        g = cleans(k)
        if k % 3:
            next(g)
        if k % 3 == 2:
            next(g, None)


use()
gc.collect()
gc.collect()
print(len(done), sorted(done)[:6], sorted(done)[-4:])


# reused or already running
async def once():
    return 1


for turn in range(200):
    c = once()
    drive(c)
    try:
        c.send(None)
    except RuntimeError as e:
        error = e
print(error)


def selfish():
    try:
        next(me)
    except ValueError as e:
        yield str(e)


for turn in range(200):
    me = selfish()
    error = next(me)
print(error)

# deeper than the limit
try:
    drive(countdown(100_000))
except RecursionError as e:
    print(type(e).__name__)
