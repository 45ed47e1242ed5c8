def catch_each(n):
    c = 0
    for i in range(n):
        try:
            if i % 3 == 0: raise ValueError(i)
            c += 1
        except ValueError as e: c += e.args[0] % 2
    return c
def rare(n):
    c = 0
    for i in range(n):
        try: c += 10 // (i % 1000)
        except ZeroDivisionError: c += 1000
        finally: c += 1
    return c
def propagate(n):
    def inner(i):
        if i == n - 1: raise KeyError(i)
        return i
    s = 0
    try:
        for i in range(n): s += inner(i)
    except KeyError as e:
        return s, e.args, e.__traceback__.tb_next.tb_frame.f_locals["i"]
def nested(n):
    log = []
    for i in range(n):
        try:
            try:
                if i % 500 == 1: [][i]
            except KeyError: log.append("key")
            finally:
                if i % 500 == 1: log.append(i)
        except IndexError as e: log.append(str(e))
    return log
def index_error(l):
    i = s = 0
    try:
        while True: s += l[i]; i += 1
    except IndexError: return s, i
def stop_iter(n):
    it = iter(range(n)); c = 0
    while True:
        try: c += next(it)
        except StopIteration: return c
def attr_error(n):
    class A: pass
    objs = [A() for _ in range(n)]
    for i, o in enumerate(objs):
        if i % 100: o.x = i
    s = 0
    for o in objs:
        try: s += o.x
        except AttributeError: s -= 1
    return s
def key_error(n):
    d = {i: i for i in range(0, n, 2)}; s = 0
    for i in range(n):
        try: s += d[i]
        except KeyError as e: s -= e.args[0] % 3
    return s
def reraise(n):
    for i in range(n):
        try:
            try: int("x" if i == n - 1 else "1")
            except ValueError: raise
        except ValueError as e: return i, str(e), e.__context__
def chain_ctx(n):
    for i in range(n):
        try:
            try: 1 // (n - 1 - i)
            except ZeroDivisionError as z: raise KeyError(i) from z
        except KeyError as k: return repr(k), repr(k.__cause__)
def with_loop(n):
    class CM:
        c = 0
        def __enter__(self): CM.c += 1; return CM.c
        def __exit__(self, t, v, tb): return t is ValueError
    s = 0
    for i in range(n):
        with CM() as k:
            s += k
            if i % 100 == 0: raise ValueError
            s -= 1
    return s, CM.c
def ret_finally(n):
    for i in range(n):
        try:
            if i == n - 2: return "returned"
        finally: last.append(i) if i > n - 4 else None
last = []
n = 3000
print(catch_each(n), rare(n), propagate(n), nested(n), index_error(list(range(n))), stop_iter(n), attr_error(n), key_error(n), reraise(n), chain_ctx(n), with_loop(n), ret_finally(n), last)
def type_error(n):
    s = 0
    vals = [1] * n; vals[n - 2] = "x"
    for v in vals:
        try: s += v
        except TypeError as e: s, msg = s + 5, str(e)
    return s, msg
def unbound(n):
    for i in range(n):
        if i == n - 1: del x
        else: x = i
        try: y = x
        except UnboundLocalError as e: return i, str(e)
def assertion(n):
    for i in range(n):
        try: assert i < n - 1, i
        except AssertionError as e: return e.args
def group(n):
    c = 0
    for i in range(n // 10):
        try: raise ExceptionGroup("g", [ValueError(i), KeyError(i)])
        except* ValueError as e: c += e.exceptions[0].args[0]
        except* KeyError: c += 1
    return c
def gen_exc(n):
    def g():
        for i in range(n): yield i
        raise RuntimeError("end of gen")
    s = 0
    try:
        for x in g(): s += x
    except RuntimeError as e: return s, str(e)
print(type_error(n), unbound(n), assertion(n), group(n), gen_exc(n))
