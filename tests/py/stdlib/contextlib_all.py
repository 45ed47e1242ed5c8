from contextlib import *
import sys, io
log = []
@contextmanager
def cm(n, swallow=False):
    log.append(f"+{n}")
    try: yield n
    except ValueError as e:
        log.append(f"!{e}")
        if not swallow: raise
    finally: log.append(f"-{n}")
def flush(): print(log); log.clear()
with cm("a") as a, cm("b"): log.append(a)
flush()
with cm("s", True): raise ValueError("v")
flush()
try:
    with cm("t"): raise ValueError("w")
except ValueError as e: print(e)
flush()
@cm("deco")
def f(x): log.append(x); return x * 2
print(f(3), f.__name__); flush()
with ExitStack() as st:
    for n in "abc": st.enter_context(cm(n))
    st.callback(lambda *a, **k: log.append((a, k)), 1, k=2); st.push(lambda t, v, tb: log.append(t)); log.append("body")
flush()
with ExitStack() as st: st.enter_context(cm("x", True)); st.enter_context(cm("y")); raise ValueError("through")
flush()
with ExitStack() as st:
    st.enter_context(cm("keep")); saved = st.pop_all()
log.append("after"); saved.close(); flush()
try:
    with ExitStack() as st: st.callback(lambda: 1 / 0); st.callback(lambda: [][0])
except ZeroDivisionError as e: print(e, repr(e.__context__))
with suppress(KeyError, ZeroDivisionError): 1 / 0
with suppress(ValueError): raise ExceptionGroup("g", [ValueError(1)]) if False else ValueError
try:
    with suppress(ValueError): raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except ExceptionGroup as e: print(e.exceptions)
with suppress(): pass
class C:
    def close(self): log.append("closed")
with closing(C()): pass
flush()
with nullcontext("n") as n: print(n)
s = io.StringIO()
with redirect_stdout(s): print("captured")
with redirect_stderr(s): print("err", file=sys.stderr)
print(repr(s.getvalue()))
class D(ContextDecorator):
    def __enter__(self): log.append("in"); return self
    def __exit__(self, *e): log.append(("out", e[0]))
@D()
def g(): log.append("g")
g(); g(); flush()
class A(AbstractContextManager):
    def __exit__(self, *e): log.append("exit")
with A() as x: log.append(type(x).__name__)
flush()
try:
    class B(AbstractContextManager): pass
    B()
except TypeError as e: print(e)
@contextmanager
def noyield():
    if False: yield
@contextmanager
def two(): yield 1; yield 2
@contextmanager
def replace():
    try: yield
    except ValueError as e: raise KeyError("replaced") from e
@contextmanager
def stopit(): yield; raise StopIteration("s")
for c in (noyield, two):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
try:
    with replace(): raise ValueError("orig")
except KeyError as e: print(repr(e), repr(e.__cause__))
try:
    with cm("si"): raise StopIteration("inner")
except StopIteration as e: print(repr(e))
log.clear()
try:
    with stopit(): pass
except RuntimeError as e: print(e)
def drive(c):
    try: c.send(None)
    except StopIteration as e: return e.value
@asynccontextmanager
async def acm(n):
    log.append(f"a+{n}")
    try: yield n
    finally: log.append(f"a-{n}")
async def main():
    async with acm(1) as a, AsyncExitStack() as st: await st.enter_async_context(acm(2)); st.enter_context(cm(3)); st.push_async_callback(cb, 4); log.append(a)
    async with nullcontext(5) as n, aclosing(agen()) as ag: log.append(n); async_list = [x async for x in ag]
    return async_list
async def cb(x): log.append(x)
async def agen(): yield 1; yield 2
print(drive(main())); flush()
with chdir("."): pass
cm_obj = cm("once")
with cm_obj: pass
try:
    with cm_obj: pass
except (RuntimeError, AttributeError) as e: print(type(e).__name__, e)
