import types
def f(a, b=1, /, c=2, *args, d, e=5, **kw):
    """doc"""
    x = [1, 2.5, "s", None, (1, 2)]
    def inner(): return a + x
    return inner, len(x)
co = f.__code__
print(co.co_name, co.co_qualname, co.co_filename, co.co_firstlineno, co.co_argcount, co.co_posonlyargcount, co.co_kwonlyargcount, co.co_varnames, co.co_cellvars, co.co_freevars, co.co_nlocals, co.co_names, co.co_stacksize > 0, type(co.co_code).__name__, type(co.co_consts).__name__)
print(co.co_consts[0], [c for c in co.co_consts if isinstance(c, types.CodeType)][0].co_name, bool(co.co_flags & 4), bool(co.co_flags & 8), bool(co.co_flags & 0x10), bool(co.co_flags & 0x20))
def g(): yield
async def h(): pass
async def i(): yield
print([bool(x.__code__.co_flags & m) for x, m in ((g, 0x20), (h, 0x80), (i, 0x200), (f, 0x20))])
print(sorted({l for _, _, l in co.co_lines() if l}), {p[0] for p in co.co_positions() if p[0]} <= set(range(1, 12)))
class C:
    def m(self): return __class__
    l = lambda self: [y for y in ()]
print(C.m.__code__.co_freevars, C.m.__code__.co_qualname, C.l.__code__.co_name, C.l.__code__.co_qualname, [k.co_name for k in C.l.__code__.co_consts if isinstance(k, types.CodeType)])
c2 = co.replace(co_name="renamed", co_firstlineno=100); print(c2.co_name, c2.co_firstlineno, c2 == co, co == co.replace(), hash(co) == hash(co.replace()), co != 5)
fn = types.FunctionType((lambda x: x + K).__code__, {"K": 10}); print(fn(5)); fn.__globals__["K"] = 20; print(fn(5))
for bad in (lambda: co.replace(co_name=5), lambda: co.replace(nope=1), lambda: setattr(co, "co_name", "x"), lambda: types.CodeType(), lambda: types.FunctionType(5, {}), lambda: types.FunctionType(co, 5), lambda: types.FunctionType((lambda: 0).__code__, {}, 5), lambda: types.FunctionType((lambda: 0).__code__, {}, "n", 5)):
    try: print(bad())
    except (TypeError, AttributeError) as e: print(type(e).__name__, str(e)[:60])
src = compile("x = 1\ndef q():\n  return x\nclass Z: pass\n[y for y in x]\nlambda: 0", "virtual.py", "exec"); print(src.co_name, src.co_filename, src.co_names, [k.co_name for k in src.co_consts if isinstance(k, types.CodeType)], src.co_firstlineno, src.co_flags & 3)
e = compile("a + b", "e", "eval"); print(e.co_names, eval(e, {"a": 1}, {"b": 2}), repr(e).split(" at ")[0], repr(e).split(", ")[1:])
def swap(): return "old"
def new(): return "new"
swap.__code__ = new.__code__; print(swap(), swap.__name__, swap.__code__.co_name, swap.__code__ is new.__code__)
def closure():
    n = 1
    def a(): return n
    def b(): return n * 10
    a.__code__ = b.__code__
    return a()
print(closure())
def consts(): return 1, 1.0, True, "a", b"a", (1, 2), None, ..., -1, 1j, frozenset({1}) if False else 0
print(consts(), all(type(x) in (int, float, bool, str, bytes, tuple, type(None), type(...), complex) for x in consts()))
print(f.__code__.co_varnames[:5], (lambda *a, **k: 0).__code__.co_varnames, (lambda: (yield)).__code__.co_flags & 0x20, f.__code__.co_exceptiontable.__class__.__name__)
d = {}; exec(co.replace(co_consts=co.co_consts) and "def made(z): return z * 2", d); print(d["made"](4), d["made"].__code__.co_filename, d["made"].__module__ if "__name__" in d else d["made"].__module__)
