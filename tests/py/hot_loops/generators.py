def count(n):
    i = 0
    while i < n: yield i; i += 1
print(sum(count(5000)), sum(x * 2 for x in count(3000) if x % 3), max(count(2000)))
def chain(*its):
    for it in its: yield from it
print(sum(chain(count(1000), range(2000), [1, 2, 3], (x for x in count(500)))))
def send_loop(n):
    def acc():
        t = 0
        while True:
            v = yield t
            if v is None: return t
            t += v
    g = acc(); next(g)
    for i in range(n): r = g.send(i)
    try: g.send(None)
    except StopIteration as e: return r, e.value
print(send_loop(3000))
def tree(d): return (tree(d - 1), d, tree(d - 1)) if d else None
def walk(t):
    if t: yield from walk(t[0]); yield t[1]; yield from walk(t[2])
print(sum(walk(tree(10))), list(walk(tree(3))))
def pipeline(n):
    def src():
        for i in range(n): yield i
    def sq(it):
        for x in it: yield x * x
    def flt(it, k):
        for x in it:
            if x % k == 0: yield x
    return sum(flt(sq(src()), 3)), list(flt(sq(src()), 7))[:5]
print(pipeline(3000))
def early_break(n):
    c = 0
    for i in range(n):
        for x in count(10):
            if x == i % 10: break
            c += 1
    return c
print(early_break(1000))
def two_gens(n):
    a, b = count(n), count(n); s = 0
    for x in a:
        s += x * next(b)
        if x % 100 == 99: next(b, None)
        if x > n - 50: break
    return s
try: print(two_gens(2000))
except StopIteration: print("stop")
def mixed_iter(n):
    s = 0
    for it in [range(n), list(range(n)), count(n), (i for i in range(n)), tuple(range(n)), dict.fromkeys(range(n)), iter(range(n)), map(int, range(n)), filter(None, range(n)), zip(range(n)), enumerate(range(n)), "x" * 100, reversed(range(n)), {1: 2}.values()]:
        for x in it:
            s += len(x) if isinstance(x, str) else x[0] if isinstance(x, tuple) else x
    return s
print(mixed_iter(1500))
def closure_gen(n):
    k = 3
    def g():
        nonlocal k
        for i in range(n): k += 1; yield k
    return sum(g()), k
print(closure_gen(2000))
def try_gen(n):
    log = []
    def g():
        try:
            for i in range(n): yield i
        finally: log.append("closed")
    s = 0
    for x in g():
        s += x
        if x == n - 10: break
    import gc; gc.collect()
    return s, log
print(try_gen(2000))
def state_machine(s):
    def m():
        st, n = "a", 0
        while True:
            c = yield st, n
            st = "b" if c == "x" else "a"; n += st == "b"
    g = m(); next(g); r = None
    for c in s: r = g.send(c)
    return r
print(state_machine("xyxxy" * 500))
def gen_args(n): return sum(sum(g) for g in ((j for j in range(i)) for i in range(n)))
print(gen_args(150))
class It:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(sum(It(3000)), [x for x in It(2500) if x % 1000 == 0], sum(a * b for a, b in zip(It(1000), count(1000))))
class It2:
    def __init__(self, n): self.n = n
    def __iter__(self):
        for i in range(self.n): yield i
print(sum(It2(3000)), sum(x for _ in range(100) for x in It2(10)))
