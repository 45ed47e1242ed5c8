import sys, traceback
def a(): b()
def b():
    x = 1
    c(x)
def c(v):
    raise ValueError("deep")
def walk(tb):
    out = []
    while tb: out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno if False else 0, sorted(tb.tb_frame.f_locals) if tb.tb_frame.f_code.co_name != "<module>" else [])); tb = tb.tb_next
    return out
try: a()
except ValueError as e:
    print(walk(e.__traceback__)); tb = e.__traceback__
    print(type(tb).__name__, [n for n in dir(tb) if n.startswith("tb_")])
    print(traceback.format_exc())
    print([ (f.name, f.lineno, f.line) for f in traceback.extract_tb(tb)])
    err = e
try: raise err
except ValueError as e: print([n for n, *_ in walk(e.__traceback__)])
try: raise err.with_traceback(None)
except ValueError as e: print([n for n, *_ in walk(e.__traceback__)])
def rethrow():
    try: c(1)
    except ValueError: raise
try: rethrow()
except ValueError as e: print([(n, l) for n, l, *_ in walk(e.__traceback__)])
def rethrow2():
    try: c(1)
    except ValueError as e: raise e
try: rethrow2()
except ValueError as e: print([(n, l) for n, l, *_ in walk(e.__traceback__)])
def fin():
    try: c(1)
    finally: pass
try: fin()
except ValueError as e: print([(n, l) for n, l, *_ in walk(e.__traceback__)])
def gen(): yield 1; c(2)
try: list(gen())
except ValueError as e: print([(n, l) for n, l, *_ in walk(e.__traceback__)])
class K:
    def __getattr__(self, n): c(n)
    def __add__(self, o): c(o)
    def __iter__(self): c(0)
    def __init__(self, bad=False):
        if bad: c(bad)
    @property
    def p(self): c(3)
for f in (lambda: K().zz, lambda: K() + 1, lambda: list(K()), lambda: K(True), lambda: K().p, lambda: [c(i) for i in range(1)], lambda: sorted([1], key=c), lambda: max([1], key=lambda v: c(v)), lambda: list(map(c, [1])), lambda: eval("c(1)"), lambda: exec("c(1)"), lambda: (lambda: c(1))()):
    try: f()
    except ValueError as e: print([(n, l) for n, l, *_ in walk(e.__traceback__)])
tb2 = tb.tb_next
try: tb2.tb_next = tb
except ValueError as e: print(e)
try: tb2.tb_next = 5
except TypeError as e: print(e)
tb2.tb_next = None; print([n for n, *_ in walk(tb)])
import types
new = types.TracebackType(None, sys._getframe(), 0, 42); print(new.tb_lineno, new.tb_next, new.tb_lasti, new.tb_frame is sys._getframe())
for args in [(), (1, 2, 3, 4), (None, 5, 0, 0)]:
    try: types.TracebackType(*args)
    except TypeError as e: print(e)
def multi():
    return (1 +
            2 +
            None)
try: multi()
except TypeError as e: print([l - multi.__code__.co_firstlineno for _, l, *_ in walk(e.__traceback__)[1:]]); traceback.print_exc(file=sys.stdout)
def loop():
    for i in range(3000):
        if i == 2500:
            c(i)
try: loop()
except ValueError as e: print(walk(e.__traceback__)[1][:2], e.__traceback__.tb_next.tb_frame.f_locals["i"])
