import sys
def down(n, at): return 1 // (n - at) + down(n - 1, at) if n > 0 else 0
def tries(k):
    ok = bad = 0
    for i in range(k):
        try: ok += down(20, 50 if i % 5 else 10)
        except ZeroDivisionError as e:
            bad += 1; depth = 0; tb = e.__traceback__
            while tb: depth += 1; tb = tb.tb_next
    return ok, bad, depth
print(tries(300))
def fin(n, log):
    try:
        if n == 0: raise KeyError("bottom")
        fin(n - 1, log)
    finally: log.append(n)
def run_fin(k):
    tot = 0
    for _ in range(k):
        log = []
        try: fin(10, log)
        except KeyError: tot += len(log)
    return tot, log
print(run_fin(200))
def catch_mid(n):
    if n == 15:
        try: return catch_mid(n - 1)
        except ValueError as e: return ("caught", e.args)
    if n == 0: raise ValueError(n)
    return catch_mid(n - 1)
r = {}
for i in range(300): r[catch_mid(20)] = i
print(r)
def gen_deep(n):
    if n: yield from gen_deep(n - 1)
    yield n
    if n == 5: raise RuntimeError("in gen")
def drain(k):
    c = 0
    for _ in range(k):
        try:
            for v in gen_deep(10): c += v
        except RuntimeError: c += 1000
    return c
print(drain(150))
class CM:
    open = 0
    def __enter__(self): CM.open += 1
    def __exit__(self, *a): CM.open -= 1; return False
def with_deep(n):
    with CM():
        if n == 0: raise LookupError(CM.open)
        with_deep(n - 1)
def with_run(k):
    m = 0
    for _ in range(k):
        try: with_deep(12)
        except LookupError as e: m = max(m, e.args[0])
    return m, CM.open
print(with_run(200))
def cb_sort(k):
    out = 0
    for i in range(k):
        try: out += sorted([3, 1, 2], key=lambda x: 1 // (x - (3 if i % 7 == 0 else 9)))[0]
        except ZeroDivisionError: out += 100
    return out
print(cb_sort(500))
def cb_map(k):
    out = 0
    for i in range(k):
        try: out += sum(map(lambda x: x if x != i else int("z"), range(i - 2, i)))
        except ValueError: out -= 1
        try: out += sum(map(lambda x: x if x != i else int("z"), range(i - 1, i + 1)))
        except ValueError: out += 7
    return out
print(cb_map(500))
class Init:
    def __init__(self, v):
        if v % 11 == 0: raise ValueError(v)
        self.v = v
def inits(k):
    s = e = 0
    for i in range(k):
        try: s += Init(i).v
        except ValueError as x: e += x.args[0]
    return s, e
print(inits(1500))
class Prop:
    @property
    def p(self): raise AttributeError("p")
    def __getattr__(self, n): return len(n)
    def __eq__(self, o): raise TypeError("eq")
    def __len__(self): raise OverflowError("len")
    def __iter__(self): yield 1; raise KeyError("iter")
def dunders(k):
    p = Prop(); c = {}
    for i in range(k):
        for f in (lambda: p.p, lambda: p == 1, lambda: len(p), lambda: list(p), lambda: p.zzz, lambda: [x for x in p], lambda: 5 in p, lambda: p in [1]):
            try: n = f()
            except Exception as e: n = type(e).__name__
            c[n] = c.get(n, 0) + 1
    return c
print(dunders(200))
def rec_limit(k):
    def f(n): return f(n + 1)
    old = sys.getrecursionlimit(); sys.setrecursionlimit(150); c = 0
    for _ in range(k):
        try: f(0)
        except RecursionError: c += 1
    sys.setrecursionlimit(old)
    return c
print(rec_limit(100))
def ret_in_finally_chain(n):
    for i in range(n):
        try:
            try:
                if i % 2: raise ValueError
                continue
            finally: i += 1
        except ValueError: pass
        else: return "never"
    return i
print(ret_in_finally_chain(999))
def loop_exc_var(n):
    last = None
    for i in range(n):
        try: raise IndexError(i)
        except IndexError as e: last, e2 = e, e
        try: e
        except UnboundLocalError: pass
    return last.args, e2 is last, last.__context__
print(loop_exc_var(1000))
def nested_handlers(n):
    log = {}
    for i in range(n):
        try:
            try:
                try: [KeyError, ValueError, TypeError, lambda: 0][i % 4] is None or (_ for _ in ()).throw([KeyError, ValueError, TypeError, OSError][i % 4](i))
                except KeyError as e: log["k"] = log.get("k", 0) + 1; raise ValueError from e
            except ValueError as e: log["v", e.__cause__ is not None] = log.get(("v", e.__cause__ is not None), 0) + 1
        except (TypeError, OSError) as e: log[type(e).__name__] = log.get(type(e).__name__, 0) + 1
    return log
print(nested_handlers(1000))
