# A program that makes functions all the time: compiled code of those that are gone goes, too, without a collection being asked for.
from support import watch
watch.start(6, 3)
SOURCE = """
def work(n):
    t = 0
    for i in range(n):
        if i & 7: t += i
        else: t -= {0}
    return t
"""
total = 0
for k in range(4000):
    space = {}
    exec(SOURCE.format(k), space)
    total += space["work"](20)
print(total)
assert watch.counter("jit_code_bytes") < 3_000_000, watch.counter("jit_code_bytes")
