def t(f):
    try: r = f(); print(r if not callable(r) else r.__name__)
    except NameError as e: print(type(e).__name__, "|", e, "|", e.name)
x = 1
def a(): return undefined_a
def b():
    print(x)
    x = 2
def c():
    del x
def d():
    x = 1
    del x
    return x
def e():
    for i in []: pass
    return i
def f():
    try: raise ValueError
    except ValueError as err: pass
    return err
def g():
    if False: y = 1
    return y
def h():
    def inner(): return z
    r = inner()
    z = 1
    return r
def i():
    z = 1
    def inner():
        nonlocal z
        del z
    inner()
    return z
def j():
    global never_set
    return never_set
def k():
    global gdel
    gdel = 1
    del gdel
    del gdel
def l():
    x += 1
def m():
    with open(undefined_path) as fh: pass
def n(): return [q for q in range(2)] and q
def o(): return (lambda: free)()
def p():
    class C: v = cv
    return C
def q():
    class C:
        v = 1
        def m(self): return v
    return C().m()
def r():
    import nothing_like_this_module as mm
def s():
    while False: w = 1
    return w
def u():
    match 5:
        case str() as cap: pass
    return cap
def v(): return [aa for aa in bb]
def w():
    try: import nothing_like_this_module as mod
    except ImportError: pass
    return mod
def y(): return f"{undefined_in_f}"
def z(): undefined_call()
def aa(): undefined_obj.attr = 1
def bb(): undefined_seq[0]
def cc(): return __undefined_dunder__
def dd():
    def gen(): yield late
    it = gen(); return next(it)
def ee(arg=None):
    if arg: local = 1
    return locals(), local
def ff(): return {**undefined_map}
def gg(): raise UndefinedError("x")
def hh():
    try: 1 / 0
    except UndefinedExc: pass
for fn in (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, s, u, w, y, z, aa, bb, cc, dd, ee, ff, gg, hh): t(fn)
try: r()
except ModuleNotFoundError as ex: print(ex)
for src in ("undefined_mod", "del undefined_mod", "undefined_mod += 1", "undefined_mod.x", "class C(undefined_mod): pass", "def f(a=undefined_mod): pass", "@undefined_mod\ndef f(): pass", "for i in undefined_mod: pass", "x: undefined_mod = 1\nprint('annotation is lazy')", "def f(a: undefined_mod): pass\nprint('lazy')", "lambda: undefined_mod", "[undefined_mod for _ in '']", "[i for i in undefined_mod]", "print(undefined_mod)", "undefined_mod()", "nonlocal_x = [nonlocal_x]"):
    try: exec(src, {}); print("ok")
    except NameError as ex: print(src.replace("\n", ";"), "|", ex, "|", ex.name)
class K:
    a = 1
    try: print([0 for _ in range(1)], [i for i in range(a)])
    except NameError as ex: print(ex)
    try: undefined_in_class
    except NameError as ex: print(ex)
    try: del nothing
    except NameError as ex: print(ex)
    def m(self): return nothing_here
try: print(K().m.__func__(K()))
except (NameError, TypeError) as ex: print(ex)
print(NameError("custom").name, NameError("c", name="n").name, UnboundLocalError("u", name="z").name, issubclass(UnboundLocalError, NameError))
