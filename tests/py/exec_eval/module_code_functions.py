"""The code of a module as a function: its variables are the function's globals."""
import types, ast
g = {"z": 1}
f = types.FunctionType(compile("x = z + 1\ny = [x for _ in 'ab']\nclass C: a = x", "m", "exec"), g)
print(f(), f.__code__.co_flags & 1, {k: v for k, v in g.items() if k in "xyz"}, g["C"].a)
for args in ((1,), (1, 2)):
    try: f(*args)
    except TypeError as e: print(type(e).__name__)
g["z"] = 5; f(**{}); print(g["x"])
def swap(): return "old"
swap.__code__ = compile("global_set = 3", "m", "exec"); print(swap(), global_set)
async def two():
    for i in range(2): yield i
co = compile("a = [i async for i in two()]\nb = await slept()", "m", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
@types.coroutine
def slept(): return (yield "pause")
ns = {"two": two, "slept": slept}
c = types.FunctionType(co, ns)(); print(c.send(None))
try: c.send("slept")
except StopIteration: print(ns["a"], ns["b"])
for i in range(300): f()
print(g["y"])
