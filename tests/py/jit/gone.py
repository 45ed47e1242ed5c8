# What only compiled code knows goes with it in a collection that the program asks for: functions, modules, classes whose keys have a
# hash of their own. Places of exits are still told after that, and new classes and functions are compiled in their turn.
import gc
import weakref
from support import watch
watch.start(6, 3)


def keyed(k):
    class Key:
        def __init__(self, n): self.n = n
        def __hash__(self): return self.n % 50
        def __eq__(self, other): return self.n == other.n
    d = {}
    t = 0
    for i in range(200):
        d[Key(i % 50)] = i + k
        t += d[Key(i % 30)] if i > 60 else 0
    return t, len({Key(i % 20) for i in range(200)}), len(d), weakref.ref(Key)


SOURCE = """
class Holder: pass
holder = Holder()
holder.x = 3
def add(i): return i + holder.x
def loop(n):
    t = 0
    for i in range(n):
        t = add(t) if i % 3 else t - 1
    return t
"""


def module():
    space = {}
    exec(SOURCE, space)
    return space["loop"](200), [weakref.ref(space[name]) for name in ("holder", "add", "loop", "Holder")]


for k in range(5):
    *result, ref = keyed(k)
    gc.collect()
    junk = [[i, str(i)] for i in range(3000)]
    print(result, ref() is None)
    result, refs = module()
    gc.collect()
    print(result, [r() is None for r in refs])
if watch.jit:
    assert all(isinstance(n, int) for n, _ in watch.jit.exits())
