def show(g, indent=0):
    if isinstance(g, BaseExceptionGroup):
        print(" " * indent + f"{type(g).__name__}: {g}")
        for e in g.exceptions: show(e, indent + 2)
    else: print(" " * indent + repr(g))
eg = ExceptionGroup("top", [ValueError(1), KeyError(2), ExceptionGroup("nested", [TypeError(3), ValueError(4)])])
show(eg); print(repr(eg), eg.message, eg.exceptions[0], eg.args)
m, r = eg.split(ValueError)
show(m); show(r)
print(eg.subgroup(OSError), eg.split(OSError)[0], eg.subgroup(Exception) is eg)
show(eg.subgroup(lambda e: isinstance(e, ValueError) and e.args == (4,)))
show(eg.subgroup((TypeError, KeyError)))
show(eg.derive([OSError("x")]))
try:
    raise eg
except* ValueError as e: print("V", repr(e), type(e).__name__)
except* (KeyError, TypeError) as e: print("KT", repr(e))
try:
    try: raise ExceptionGroup("g", [ValueError(1), OSError(2), KeyError(3)])
    except* ValueError: raise RuntimeError("new")
    except* KeyError: raise
    finally: print("finally")
except ExceptionGroup as e: show(e); print(repr(e.exceptions[0].__context__))
try:
    raise ValueError("naked")
except* ValueError as e: print(repr(e), e.exceptions)
def f():
    try: pass
    except* ValueError: print("no")
    else: print("else ran")
    finally: print("fin")
f()
try:
    try: raise KeyError("unmatched")
    except* ValueError: pass
except KeyError as e: print("propagated", repr(e))
for t in (ExceptionGroup, (ValueError, BaseExceptionGroup), 5, int):
    try:
        try: raise ValueError("x")
        except* t: pass
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
for args in [("m",), ("m", []), ("m", [1]), (1, [ValueError()]), ("m", ValueError()), ("m", [KeyboardInterrupt()]), (), ("m", [ValueError()], 3), ("m", (ValueError(),)), ("m", {ValueError(): 1}), ("m", [ValueError])]:
    try: print(repr(ExceptionGroup(*args)))
    except Exception as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)
class MyG(ExceptionGroup):
    def __new__(cls, msg, excs, code=0):
        o = super().__new__(cls, msg, excs); o.code = code; return o
    def derive(self, excs): return MyG(self.message, excs, self.code)
g = MyG("mine", [ValueError(1), KeyError(2)], 42)
m, r = g.split(KeyError)
print(type(m).__name__, m.code, m.exceptions, r.code, str(r))
g.add_note("note"); print(g.split(KeyError)[0].__notes__)
try:
    try: raise g
    except* KeyError: pass
except MyG as e: show(e)
try:
    try: raise ExceptionGroup("c", [ValueError("a"), TypeError("b")])
    except* ValueError as e: raise KeyError("replaced") from e
    except* TypeError as e: raise e
except ExceptionGroup as e: show(e)
def loop():
    for i in range(3):
        try: raise ValueError(i)
        except* ValueError as e: print("loop", e.exceptions)
loop()
class BadDerive(ExceptionGroup):
    def derive(self, excs): return 5
try: BadDerive("x", [ValueError(), KeyError()]).split(ValueError)
except TypeError as e: print(e)
for bad in [5, "x", None, [ValueError], (1,)]:
    try: eg.split(bad)
    except TypeError as e: print(e)
try: eg.exceptions = ()
except AttributeError as e: print(e)
print(ExceptionGroup[int], isinstance(eg, Exception), ExceptionGroup.__mro__)
