import traceback
def names(e):
    out = []
    while e is not None and len(out) < 10: out.append(f"{type(e).__name__}({e})"); e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
    return " <- ".join(out)
def t(f):
    try: f()
    except BaseException as e: print(f.__name__, names(e))
def a():
    try: 1 / 0
    except ZeroDivisionError:
        try: [][0]
        except IndexError: {}["k"]
def b():
    try:
        try: raise ValueError("v")
        finally: raise KeyError("k")
    except KeyError: raise TypeError("t") from None
def c():
    try: raise ValueError("v")
    except ValueError as e:
        try: raise KeyError("k") from e
        except KeyError as k: raise k from None
def d():
    e = ValueError("reused")
    try: raise e
    except ValueError:
        try: raise KeyError("mid")
        except KeyError: raise e
def f():
    for i in range(3):
        try: raise ValueError(i)
        except ValueError as e: last = e
    raise last
def g():
    def gen():
        try: yield
        except ValueError: raise KeyError("in gen")
    x = gen(); next(x); x.throw(ValueError("thrown"))
def h():
    try: raise ValueError("outer")
    except ValueError:
        def inner(): raise KeyError("inner")
        inner()
def i():
    class CM:
        def __enter__(self): return self
        def __exit__(self, *x): raise KeyError("exit")
    with CM(): raise ValueError("body")
def j():
    class D:
        def __getattr__(self, n):
            try: {}[n]
            except KeyError: raise AttributeError(n)
    D().zz
def k():
    try: raise ValueError("v")
    except ValueError: pass
    raise KeyError("clean")
def l():
    try:
        try: raise ValueError("v")
        except ValueError: raise
    except ValueError as e: raise e
def m():
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError: raise KeyError("star")
def n():
    try:
        raise ValueError("v")
    except ValueError as e:
        e2 = KeyError("k"); e2.__cause__ = e; e2.__suppress_context__ = False; raise e2
def o():
    try: raise KeyError("one")
    except KeyError:
        list(x for x in [1] if 1 / 0)
def p():
    try: raise KeyError("one")
    except KeyError:
        try: raise ValueError("two")
        except ValueError: pass
        raise TypeError("three")
def q():
    def rec(n):
        try: raise ValueError(n)
        except ValueError:
            if n: rec(n - 1)
            else: raise TypeError("bottom")
    rec(3)
def r():
    try: sys_exit()
    except NameError: raise SystemExit(3)
def s():
    async def co():
        try: raise ValueError("co")
        except ValueError: await inner()
    async def inner(): raise KeyError("awaited")
    co().send(None)
def u():
    try: raise KeyError("x")
    except KeyError as e: err = e
    try: raise ValueError("later") from err
    except ValueError as v: assert v.__context__ is None; raise
for fn in (a, b, c, d, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u): t(fn)
for fn in (a, c, h, q):
    try: fn()
    except Exception as e: print("".join(traceback.format_exception(e)), end="")
