def noisy(n, tag):
    for i in range(n): print(f"{tag}{i}", end=" "); yield i
print(list(zip(noisy(3, "a"), noisy(2, "b")))); print(list(zip(noisy(2, "a"), noisy(3, "b"))))
a, b = noisy(5, "x"), noisy(2, "y"); print(list(zip(a, b)), next(a)); a, b = noisy(2, "x"), noisy(5, "y"); print(list(zip(a, b)), next(b))
print(list(map(lambda p, q: p + q, noisy(2, "m"), noisy(4, "n")))); it = noisy(5, "t"); print(2 in it, next(it)); print(any(x > 1 for x in noisy(5, "any")), all(x < 1 for x in noisy(5, "all")))
it = iter([1, 2, 3, 4]); print(list(zip(it, it)), list(it)); it = iter(range(10)); print([(x, next(it, None)) for x in it if x % 3 == 0]); it = iter("abc"); print([x + y for x in it for y in it])
def err(n):
    for i in range(n): yield i
    raise ValueError(n)
for f in (lambda: list(err(2)), lambda: sum(err(3)), lambda: max(err(1)), lambda: dict.fromkeys(err(2)), lambda: set(err(2)), lambda: sorted(err(2)), lambda: list(zip(err(1), "abc")), lambda: list(zip("ab", err(1))), lambda: [*err(1)], lambda: tuple(map(str, err(1))), lambda: "".join(str(x) for x in err(1)), lambda: list(filter(None, err(2))), lambda: list(enumerate(err(1))), lambda: any(x > 5 for x in err(1)), lambda: (lambda *a: a)(*err(2)), lambda: [].extend(err(1)), lambda: {}.update((x, x) for x in err(1)), lambda: bytes(err(2)), lambda: print(*err(1)), lambda: 9 in err(2)):
    try: print(f())
    except ValueError as e: print("E", e, end=" ")
print()
l = [1]
try: l.extend(err(2))
except ValueError: print(l)
d = {}
try: d.update((x, x) for x in err(2))
except ValueError: print(d)
s = set()
try: s.update(err(2))
except ValueError: print(s)
b = bytearray(b"z")
try: b.extend(err(2))
except ValueError: print(b)
l = [0, 1, 2]
try: l[1:] = err(2)
except ValueError: print(l)
class Ctr:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self): self.n += 1; return self.n
c = Ctr(); print([x for x, _ in zip(c, range(3))], c.n); c = Ctr(); print([x for _, x in zip(range(3), c)], c.n); c = Ctr(); x, y, z = (next(c) for _ in range(3)); print(x, y, z, c.n)
try: p, q = Ctr()
except ValueError as e: print(e)
from itertools import islice, takewhile, chain, tee
c = Ctr(); print(list(islice(c, 3)), c.n, list(takewhile(lambda v: v < 6, c)), c.n); c = Ctr(); p, q = tee(c); print(next(p), next(p), c.n, next(q), c.n)
for i, x in enumerate(c := Ctr()):
    if i == 2: break
print(c.n, next(iter(c)))
gen = (x for x in range(5)); print(next(gen), [y for y in gen if y % 2], list(gen)); r = reversed([1, 2, 3]); print(next(r), list(r), list(r)); e = enumerate("ab"); next(e); print(list(e), next(e, "end"))
it = iter([1, 2, 3]); l2 = list(it); print(l2, list(it)); l3 = [1, 2]; it = iter(l3); list(it); l3.append(3); print(list(it)); d = {"a": 1}; it = iter(d); next(it); print(next(it, "x")); d["b"] = 2; print(next(it, "still done"))
def early():
    try: yield 1; yield 2
    finally: print("closed", end=" ")
for x in early(): break
import gc; gc.collect(); g = early(); next(g); del g; gc.collect(); x, *_ = early(); print(x)
class StopTwice:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n % 3 == 0: raise StopIteration
        return self.n
s = StopTwice(); print(list(s), list(s), list(s))
