import warnings; warnings.simplefilter("ignore")
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return "T" + super().__repr__()
class Idx:
    def __index__(self): return 1
t = (1, 2, 3)
try: t[0] = 1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
try: t.x = 1
except AttributeError as e: print(e)
l = []; c = (l,); l.append(c); print(c, l)
a = b = (1,); a += (2,); print(a, b)
it = iter((1, 2, 3)); next(it); print(list(it), type(it).__name__, it.__length_hint__())
x = 1, ; print(x, type(x))
def f(): return 1, 2
print(f(), [*f()], f()[1])
for i, (a, (b, c)) in enumerate([(1, (2, 3)), (4, (5, 6))]): print(i, a, b, c)
big = tuple(range(300)); print(big[250], len(big), sum(big), big[-5:], big.index(299), big[10:300:60])
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2); print(p, p.x, p._asdict(), p._replace(x=5), P._fields, p == (1, 2), p[0], P._make([3, 4]), isinstance(p, tuple))
tt = T(1); tt.attr = 5; print(tt.attr, tt.__dict__)
