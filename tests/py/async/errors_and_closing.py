import sys, warnings, types
warnings.simplefilter("ignore")
def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
class Susp:
    def __await__(self): yield
async def cleanup(log):
    try: await Susp(); log.append("resumed")
    except GeneratorExit: log.append("closing"); raise
    finally: log.append("finally")
log = []; c = cleanup(log); c.send(None); c.close(); print(log)
log = []; c = cleanup(log); c.close(); print(log, c.cr_frame)
async def nested(log):
    try: await cleanup(log)
    finally: log.append("outer finally")
log = []; c = nested(log); c.send(None); c.close(); print(log)
log = []; c = nested(log); c.send(None)
try: c.throw(KeyError("k"))
except KeyError as e: print(repr(e), log)
async def ignores():
    for _ in range(2):
        try: await Susp()
        except GeneratorExit: pass
c = ignores(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
async def ret_in_close():
    try: await Susp()
    except GeneratorExit: return 5
c = ret_in_close(); c.send(None); print(c.close())
async def reraises():
    try: await Susp()
    except ValueError as e: raise TypeError("converted") from e
c = reraises(); c.send(None)
try: c.throw(ValueError("v"))
except TypeError as e: print(e, repr(e.__cause__))
async def awaits_done(): await done
done = cleanup([]); done.close()
try: drive(awaits_done())
except RuntimeError as e: print(e)
async def self_await(): await me
me = self_await()
try: drive(me)
except (RuntimeError, ValueError) as e: print(e)
async def raise_si(): raise StopIteration(1)
async def raise_sai(): raise StopAsyncIteration(1)
for f in (raise_si, raise_sai):
    try: drive(f())
    except (RuntimeError, StopAsyncIteration) as e: print(type(e).__name__, e)
async def g():
    try: yield 1; yield 2
    finally: await Susp(); log.append("agen cleanup")
async def brk():
    a = g()
    async for x in a: break
    await a.aclose()
    return type(x).__name__
log = []; print(drive(brk()))
async def aclose_mid(): a = g(); await a.__anext__(); await a.aclose(); return log[:]
log = []; print(drive(aclose_mid()))
async def athrow_types():
    out = []
    for exc in (ValueError("v"), GeneratorExit(), StopAsyncIteration()):
        a = g(); await a.__anext__()
        try: out.append(await a.athrow(exc))
        except BaseException as e: out.append(f"{type(e).__name__} {e}")
    return out
print(drive(athrow_types()))
async def bad_aclose():
    async def ig():
        try: yield 1
        except GeneratorExit: yield 2
    a = ig(); await a.__anext__()
    try: await a.aclose()
    except RuntimeError as e: return str(e)
print(drive(bad_aclose()))
class BadCM:
    async def __aenter__(self): raise KeyError("enter")
    async def __aexit__(self, *a): log.append("never")
class ExitRaises:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): raise KeyError("exit")
async def cms():
    out = []
    for cm in (BadCM(), ExitRaises()):
        try:
            async with cm: raise ValueError("body")
        except KeyError as e: out.append((e.args, repr(e.__context__)))
    return out
print(drive(cms()))
async def multi():
    async with A("1") as a, A("2", True) as b: log.append((a, b)); raise ValueError
    return "after"
class A:
    def __init__(self, n, sw=False): self.n, self.sw = n, sw
    async def __aenter__(self): log.append("in" + self.n); return self.n
    async def __aexit__(self, t, v, tb): await Susp(); log.append("out" + self.n + str(t and t.__name__)); return self.sw
log = []; print(drive(multi()), log)
async def groups():
    try:
        try: raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
        except* ValueError as e: await Susp(); log.append(e.exceptions)
    except ExceptionGroup as e: return e.exceptions
log = []; print(drive(groups()), log)
async def trace(): await inner1()
async def inner1(): await inner2()
async def inner2(): raise LookupError("deep")
try: drive(trace())
except LookupError as e:
    tb, names = e.__traceback__, []
    while tb: names.append(tb.tb_frame.f_code.co_name); tb = tb.tb_next
    print(names)
c = trace(); print(c.__name__, c.cr_code.co_name, c.cr_running, type(c.__await__()).__name__); c.close()
print(types.CoroutineType.__name__, types.AsyncGeneratorType.__name__, isinstance(g(), types.AsyncGeneratorType))
async def gen_in_async():
    x = [i for i in range(3)]; y = list(i * 2 for i in x); z = {k: v for k, v in zip(x, y)}
    w = [await val(i) for i in x]; return y, z, w, (lambda: 5)()
async def val(i): return i + 100
print(drive(gen_in_async()))
