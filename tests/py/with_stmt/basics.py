class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.s, self.fail = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.fail == "enter": raise RuntimeError("enter failed")
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise RuntimeError("exit failed")
        return self.s
with CM("a") as a: print("body", a)
with CM("a"), CM("b") as b: print(b)
with (CM("c") as c, CM("d") as d,): print(c, d)
with CM("s", True): raise ValueError("swallowed")
try:
    with CM("n"): raise ValueError("not swallowed")
except ValueError as e: print(e)
try:
    with CM("o"), CM("i", fail="enter"): pass
except RuntimeError as e: print(e)
try:
    with CM("x", fail="exit"): raise KeyError("orig")
except RuntimeError as e: print(e, repr(e.__context__))
with CM("outer", True), CM("inner", fail="exit"): pass
def f():
    with CM("ret"): return "value"
print(f())
for i in range(3):
    with CM(f"loop{i}"):
        if i == 0: continue
        if i == 1: break
def g():
    with CM("gen"):
        yield 1
        yield 2
for x in g(): print(x); break
import gc; gc.collect()
it = g(); next(it); it.close()
with CM("t") as z: print(z)
class Tup:
    def __enter__(self): return 1, (2, 3)
    def __exit__(self, *a): pass
with Tup() as (p, (q, r)): print(p, q, r)
class O: pass
o = O(); l = [0]
with Tup() as o.attr, Tup() as l[0]: print(o.attr, l)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class Truthy:
    def __enter__(self): pass
    def __exit__(self, *a): return [1]
class BadBool:
    def __bool__(self): raise ZeroDivisionError("bool")
class RetBad:
    def __enter__(self): pass
    def __exit__(self, *a): return BadBool()
for c in (NoExit(), NoEnter(), 5, "x", None, CM):
    try:
        with c: print("body never")
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
with Truthy(): raise KeyError
try:
    with RetBad(): raise KeyError("k")
except ZeroDivisionError as e: print(e, repr(e.__context__))
class InstExit:
    def __init__(self): self.__exit__ = lambda *a: print("never")
    def __enter__(self): pass
try:
    with InstExit(): pass
except TypeError as e: print(e)
class WrongArgs:
    def __enter__(self): pass
    def __exit__(self): pass
try:
    with WrongArgs(): pass
except TypeError as e: print(e)
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, redirect_stdout
@contextmanager
def cm(v):
    print("setup", v)
    try: yield v * 2
    except ValueError as e: print("handled", e)
    finally: print("teardown")
with cm(2) as v: print(v)
with cm(3): raise ValueError("in body")
try:
    with cm(4): raise KeyError("through")
except KeyError as e: print(repr(e))
@contextmanager
def noyield():
    if False: yield
@contextmanager
def twice(): yield 1; yield 2
for c in (noyield, twice):
    try:
        with c(): pass
    except RuntimeError as e: print(e)
with suppress(KeyError, IndexError): {}["x"]
with ExitStack() as st:
    for n in "ab": st.enter_context(CM(n))
    st.callback(print, "callback")
    print("stack body")
with nullcontext(5) as n: print(n)
import io
with redirect_stdout(io.StringIO()) as s: print("captured")
print(repr(s.getvalue()))
@cm("deco")
def decorated(): print("decorated body"); return 1
print(decorated())
def nested():
    with CM(1) as a, CM(2, True) as b, CM(3) as c: raise ValueError("multi")
    return "after"
print(nested())
class Reuse:
    depth = 0
    def __enter__(self): self.depth += 1; return self
    def __exit__(self, *a): self.depth -= 1
r = Reuse()
with r, r as q:
    with r: print(r.depth, q is r)
print(r.depth)
