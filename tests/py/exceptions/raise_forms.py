def t(f):
    try: f()
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
def a(): raise ValueError
def b(): raise ValueError("x") from KeyError("cause")
def c(): raise ValueError from KeyError
def d():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("during")
def e():
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("during") from None
def f(): raise
def g(): raise 5
def h(): raise int
def i(): raise ValueError from 5
def j(): raise "string"
def k():
    try: 1 / 0
    except ZeroDivisionError as x: raise x
def l():
    try: 1 / 0
    except ZeroDivisionError as x: raise ValueError from x
def m(): raise None
def n():
    try: 1 / 0
    finally: raise KeyError("from finally")
def o():
    try: raise ValueError("a")
    except ValueError:
        try: raise KeyError("b")
        except KeyError: raise IndexError("c")
class BadNew(Exception):
    def __new__(cls): return 5
class BadInit(Exception):
    def __init__(self): raise RuntimeError("in init")
def p(): raise BadNew
def q(): raise BadInit
def r(): raise ValueError from BadInit
def s(): raise ValueError from BadNew
def u(): raise OSError(9999, "no")
def v():
    x = ValueError("self")
    try: raise x
    except ValueError: raise x from x
def w(): raise (ValueError, KeyError)
def y(): raise undefined_name
def z(): raise ValueError("x") from undefined_cause
for fn in (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v, w, y, z):
    print(fn.__name__, end=" "); t(fn)
x = ValueError("attrs")
for attr, value in [("__cause__", 5), ("__context__", "x"), ("__traceback__", 1), ("__suppress_context__", 2), ("__cause__", None), ("__context__", KeyError("k")), ("__cause__", KeyError("c"))]:
    try: setattr(x, attr, value); print(attr, "=", getattr(x, attr), x.__suppress_context__)
    except TypeError as er: print(er)
for attr in ("__cause__", "__context__", "__traceback__", "args"):
    try: delattr(x, attr)
    except TypeError as er: print(er)
print(x.with_traceback(None) is x)
try: x.with_traceback(5)
except TypeError as er: print(er)
def cyc():
    try: raise KeyError("first")
    except KeyError as a:
        try: raise ValueError("second")
        except ValueError as b:
            try: raise a
            except KeyError as c: print(repr(c.__context__), repr(c.__context__.__context__))
cyc()
import sys
print(sys.exc_info(), sys.exception())
try: 1 / 0
except ZeroDivisionError as e0:
    print(sys.exc_info()[:2], sys.exception() is e0)
    def inside(): return sys.exception() is e0
    print(inside())
    try: raise KeyError
    except KeyError: print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exception())
