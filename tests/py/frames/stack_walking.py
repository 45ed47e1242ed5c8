import sys, traceback, inspect
def stack():
    f, out = sys._getframe(1), []
    while f is not None:
        out.append(f"{f.f_code.co_qualname}:{f.f_lineno - f.f_code.co_firstlineno}")
        if f.f_code.co_name == "<module>": out[-1] = "<module>"; break
        f = f.f_back
    return out
def a(): return b()
def b(): return [c() for _ in range(1)][0]
def c(): return (lambda: stack())()
print(a())
class K:
    def m(self): return stack()
    @property
    def p(self): return stack()
    @classmethod
    def k(cls): return stack()
    @staticmethod
    def s(): return stack()
    def __getitem__(self, i): return stack()
    def __add__(self, o): return stack()
    def __call__(self): return stack()
    def __iter__(self): yield stack()
    def __getattr__(self, n): return stack()
    def __init__(self): self.i = stack()
    def __enter__(self): return stack()
    def __exit__(self, *a): pass
    def __eq__(self, o): log.append(stack()); return True
    def __lt__(self, o): log.append(stack()); return False
    def __hash__(self): log.append(stack()); return 1
    def __repr__(self): log.append(stack()); return "K"
log = []
k = K()
print(k.m(), k.p, K.k(), K.s(), k[0], k + 1, k(), list(k)[0], k.zz, k.i)
with k as w: print(w)
k == k; sorted([k, k]); {k: 1}; repr([k]); max([k, k]); k in [5]
for l in log: print(l)
def deco(f):
    def wrapper(*x): return f(*x)
    return wrapper
@deco
def decorated(): return stack()
print(decorated())
def gen():
    yield stack()
    yield from inner()
def inner(): yield stack()
print(list(gen()), next(x for x in gen()), [x for x in gen()][1])
async def co(): return await co2()
async def co2(): return stack()
try: co().send(None)
except StopIteration as e: print(e.value)
def rec(n): return stack() if n == 0 else rec(n - 1)
print(rec(3)); print(list(map(lambda _: stack(), [0])), (lambda f: f())(stack), sorted([1], key=lambda v: log.append(stack()) or 0) and log[-1])
class Body: s = stack()
print(Body.s); print(eval("stack()"), exec("log.append(stack())") or log[-1])
def lines():
    x = sys._getframe().f_lineno
    y = sys._getframe().f_lineno; z = (
        sys._getframe().f_lineno,
        sys._getframe().f_lineno)
    return [v - lines.__code__.co_firstlineno for v in (x, y, *z)]
print(lines())
def outer():
    v = 1
    def probe(): f = sys._getframe(1); return sorted(f.f_locals), f.f_code.co_name, f.f_globals is globals(), f.f_lasti >= 0
    w = 2
    return probe()
print(outer(), [s.function for s in inspect.stack()][:1], [fr.name for fr in traceback.extract_stack()][-1:])
def dflt(x=stack()): return x
print(dflt()); print((lambda: traceback.extract_stack()[-1].name)(), [f.name for f in traceback.walk_stack(None)] if False else "")
