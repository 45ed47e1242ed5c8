# Code that was compiled again is given back: new functions all the time, each compiled as a loop, as a side trace and as both
# together, keep no memory for the parts.
from support import watch
watch.start(6, 3)
SOURCE = """
def work(n):
    a = b = 0
    for i in range(n):
        if i & 1: a += i
        else: b -= 1
    return a, b
"""
results = set()
for k in range(120):
    space = {}
    exec(SOURCE, space)
    results.add(space["work"](30000))
print(results)
assert watch.counter("jit_code_bytes_retired") < 70_000, watch.counter("jit_code_bytes_retired")
