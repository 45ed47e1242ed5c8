log = []
class CM:
    def __init__(self, n, ret=False): self.n, self.ret = n, ret
    def __enter__(self): log.append(f"+{self.n}"); return self.n
    def __exit__(self, t, v, tb): log.append(f"-{self.n}:{t.__name__ if t else None}"); return self.ret
def flush(r=None): print(r, *log); log.clear()
def ret():
    with CM(1), CM(2): return "r"
flush(ret())
def ret_expr():
    with CM(1) as x: return log.append("expr") or x + 1
flush(ret_expr())
def loop():
    for i in range(4):
        with CM(i):
            if i == 0: continue
            if i == 2: break
            log.append("body")
    else: log.append("else")
    return i
flush(loop())
def nested_loops():
    for i in range(2):
        with CM(f"o{i}"):
            for j in range(3):
                with CM(f"i{j}"):
                    if j == 1: break
            log.append("after")
flush(nested_loops())
def swallow():
    with CM("s", True): raise KeyError
    log.append("continues")
    with CM("a", True), CM("b"): raise ValueError
    with CM("a"), CM("b", True): raise ValueError
    return "done"
flush(swallow())
def try_in_with():
    with CM(1):
        try: 1 / 0
        except ZeroDivisionError: log.append("caught")
        finally: log.append("fin")
    try:
        with CM(2): raise KeyError
    except KeyError: log.append("out")
    else: log.append("else")
flush(try_in_with())
def with_in_finally():
    try: return "from try"
    finally:
        with CM("f"): log.append("in finally")
flush(with_in_finally())
def with_in_except():
    try: raise KeyError("k")
    except KeyError as e:
        with CM("x", True): raise ValueError("v")
        log.append(repr(e)); raise
try: with_in_except()
except KeyError as e: flush(repr(e.__context__))
def gen():
    with CM("g") as x:
        yield x
        yield 2
g = gen(); next(g); g.close(); flush(); g = gen(); flush(list(g)); g = gen(); next(g)
try: g.throw(ValueError("t"))
except ValueError: flush("thrown")
def ret_swallowed():
    with CM("s", True): return 1 / 0
flush(ret_swallowed())
def override():
    with CM("s", True):
        try: return "try"
        finally: raise KeyError
    return "after swallow"
flush(override())
def assign():
    d, l = {}, [0, 0]
    class O: pass
    o = O()
    with CM("k") as d["k"], CM("l") as l[1], CM("a") as o.a: log.append((d, l, o.a))
flush(assign())
class Star:
    def __enter__(self): return 1, 2, 3, 4
    def __exit__(self, *a): pass
with Star() as (a, *b, c): print(a, b, c)
with Star() as [p, q, *r]: print(p, q, r)
try:
    with Star() as (a, b): pass
except ValueError as e: print(e)
class Bad:
    def __enter__(self): return 5
    def __exit__(self, t, v, tb): log.append(t and t.__name__)
try:
    with Bad() as (x, y): pass
except TypeError as e: flush(e)
def expr_fail():
    with CM("first"), undefined_cm: pass
try: expr_fail()
except NameError as e: flush(e)
def while_with(n):
    c = 0
    while True:
        with CM(c):
            c += 1
            if c == n: return c
flush(while_with(2))
def deep(n):
    with CM(n):
        if n: return deep(n - 1)
        raise LookupError("bottom")
try: deep(3)
except LookupError: flush("deep")
class Reraise:
    def __enter__(self): pass
    def __exit__(self, t, v, tb): raise v
try:
    with Reraise(): raise KeyError("same")
except KeyError as e: print(repr(e), e.__context__)
class ExitInfo:
    def __enter__(self): return self
    def __exit__(self, *info): import sys; self.info = info[0], str(info[1]), info[2] is not None, sys.exc_info()[0]; return True
with ExitInfo() as i: raise ValueError("v")
print(i.info)
with ExitInfo() as i: pass
print(i.info)
def fresh():
    try:
        with CM("c"): raise KeyError("x")
    except KeyError as e: return e.__traceback__.tb_lineno - fresh.__code__.co_firstlineno
flush(fresh())
with (CM("p1") as a, CM("p2")): pass
with (CM("p3")): pass
with (CM("p4"), CM("p5")): pass
with (yield_ := CM("w")) as z: pass
flush(z)
