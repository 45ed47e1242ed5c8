import warnings; warnings.simplefilter("ignore")
import types
def g():
    try:
        while True:
            try: x = yield; print("got", x)
            except KeyError as e: print("key", e)
    except GeneratorExit: print("exit"); raise
    finally: print("cleanup")
i = g(); next(i); i.send(1); i.throw(KeyError("a")); i.send(2); i.close()
def ret(): return (yield 1) or "default"
i = ret(); next(i)
try: i.send("value")
except StopIteration as e: print(e.value, e.args)
def multi():
    a = yield "a"
    b = yield a + "b" if a else "none"
    return a, b
i = multi(); print(next(i), i.send("x"))
try: i.send("y")
except StopIteration as e: print(e.value)
def in_expr(): print((yield 1) + (yield 2), [(yield 3), (yield 4)], f"{(yield 5)}", (lambda v: v)((yield 6)), {(yield 7): (yield 8)})
i = in_expr(); v = next(i)
try:
    while True: v = i.send(v * 10)
except StopIteration: pass
def with_gen():
    with open(__file__) as f: yield f.closed, f
    print("closed", f.closed)
i = with_gen(); c, f = next(i); print(c); list(i)
i = with_gen(); c, f = next(i); i.close(); print(f.closed)
def try_flow(n):
    for k in range(n):
        try:
            if k == 1: continue
            yield k
            if k == 3: return "early"
        finally: print("f", k)
i = try_flow(6); r = []
while True:
    try: r.append(next(i))
    except StopIteration as e: print(r, e.value); break
def deleg(): r = yield from [1, 2]; print(r); r = yield from sub(); print(r); return "all"
def sub(): x = yield "s"; return x
i = deleg(); print(next(i), next(i), next(i))
try: i.send("sent")
except StopIteration as e: print(e.value)
def swap():
    it = yield
    while it is not None:
        it = yield from it
i = swap(); next(i)
def child(n):
    yield n
    return child(n - 1) if n else None
print(i.send(child(2)), next(i), next(i))
try: next(i)
except StopIteration: print("end")
def recursive(n): yield n; yield from recursive(n - 1) if n else ()
print(list(recursive(5)))
def permute(l):
    if not l: yield []
    for k in range(len(l)):
        for p in permute(l[:k] + l[k + 1:]): yield [l[k]] + p
print(list(permute([1, 2, 3])))
def interleave(*its):
    its = [iter(x) for x in its]
    while its:
        for x in its[:]:
            try: yield next(x)
            except StopIteration: its.remove(x)
print(list(interleave("abc", [1], range(5, 7))))
def flatten(x):
    for y in x:
        if isinstance(y, (list, tuple)): yield from flatten(y)
        else: yield y
print(list(flatten([1, [2, (3, [4])], [], [[5]]])))
i = (x for x in [1, 2]); print(i.gi_frame is not None, next(i), list(i), i.gi_frame, i.gi_running)
def nested():
    def inner():
        nonlocal total
        total += yield
        yield total
    total = 10
    k = inner(); next(k); yield k.send(5); yield total
print(list(nested()))
class G:
    def __iter__(self): yield from self.items(); yield "end"
    def items(self): yield 1; yield 2
    def __getattr__(self, n): return (c for c in n)
print(list(G()), list(G().abc))
def exc_ctx():
    try: yield 1
    except ValueError as e: yield repr(e.__context__), repr(e)
i = exc_ctx(); next(i)
try: raise KeyError("active")
except KeyError: print(i.throw(ValueError("in")))
def lazy(): print("side effect"); yield
x = lazy(); print("created"); next(x)
@types.coroutine
def old(): r = yield "y"; return r * 2
async def use(): return await old() + await old()
c = use(); print(c.send(None), c.send(5))
try: c.send(7)
except StopIteration as e: print(e.value)
def send_none_started(): x = yield 1; print(x); yield 2
i = send_none_started(); print(i.send(None), i.send("hi"))
def return_in_finally():
    try: yield 1
    finally: print("fin")
for v in return_in_finally():
    for w in return_in_finally(): break
i = None; import gc; gc.collect()
def throw_unstarted(): yield 1
i = throw_unstarted()
try: i.throw(ValueError, ValueError("typed"))
except ValueError as e: print(e)
print(list(i), type(i.close()))
def stopiter_inside():
    try: next(iter([]))
    except StopIteration: yield "handled"
    yield next(iter([]), "dflt"); next(iter([]))
try: print(list(stopiter_inside()))
except RuntimeError as e: print(e)
