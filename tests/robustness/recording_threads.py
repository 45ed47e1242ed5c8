# Threads run hot code while a trace is recorded; each collects garbage now and then, and they take turns all the time.
import sys, threading
sys.setswitchinterval(1e-6)
class C:
    def __init__(self, x): self.x = x
    def m(self, q): return self.x + q
def helper(x): return x + 1 if x % 3 else x * 2
def rec(n): return n if n < 2 else rec(n-1) + rec(n-2)
def gen(n):
    for k in range(n): yield helper(k)
def work(seed):
    t = 0
    for r in range(6):
        src = f'''
def f(n, c):
    t = 0
    for i in range(n):
        t += c.m(i) + helper(i) - {r}
        if i % 7 == {r}: t -= rec(i % 9)
        try:
            if i % 11 == 3: raise ValueError(i)
        except ValueError as e: t += len(e.args)
        for q in gen(i % 5): t ^= q
    return t
'''
        ns = dict(globals()); exec(src, ns)
        t ^= ns['f'](60, C(seed))
    return t
expected = [work(s) for s in range(4)]
for round in range(8):
    out = {}
    ts = [threading.Thread(target=lambda s=s: out.__setitem__(s, work(s))) for s in range(4)]
    for t in ts:
        t.start()
    own = work(1)
    for t in ts:
        t.join()
    assert [out[s] for s in range(4)] == expected and own == expected[1], (out, expected)
print('ok')
