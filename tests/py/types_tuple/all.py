import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return "T" + super().__repr__()
class Idx:
    def __index__(self): return 1
t = (1, 2, 3)
show("""
(), (1,), (1, 2), tuple(), tuple('ab'), tuple([1]), tuple({1: 2}), tuple(x for x in 'a'), tuple(t) is t, tuple(()) is (), t[:] is t, t + () == t
tuple(5)
tuple(1, 2)
tuple(x=1)
t[0], t[-1], t[1:], t[::-1], t[::2], t[5:], t[Idx()], t[True], t[-2:-1]
t[3]
t[-4]
t['a']
t[1.0]
t[None]
t[::0]
t[0, 1]
t + (4,), t * 2, 2 * t, t * 0, t * -1, (1,) + (2,) * 2, t * Idx(), () + ()
t + [4]
t + 'a'
t * 'a'
t * 1.5
t - (1,)
(1,) * 2**100
t.index(2), t.count(1), t.index(3, 1), t.index(3, -1), t.count('x'), (1, 1.0, True).count(1)
t.index(9)
t.index(1, 1)
t.index(3, 0, 2)
t.index()
t.count()
2 in t, 9 in t, t == (1, 2, 3), t == [1, 2, 3], t != (1, 2), t < (1, 2, 4), t < (1, 2), (1, 2) < t, t <= t, t > (0,), () < (0,), (1, 'a') == (1, 'a'), (1, [2]) == (1, [2])
t < [1]
(1, 'a') < (1, 2)
('a', 1) < ('b', None)
hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), {(1, 2): 'x'}[1, 2]
hash((1, []))
{([],): 1}
len(t), bool(()), bool((0,)), max(t), sum(t), sorted(t, reverse=True), list(reversed(t)), list(zip(t, t)), *t
str(()), repr((1,)), repr(((),)), repr(('a', "b'")), str((1.5, None))
t.__len__(), t.__getitem__(0), t.__contains__(1), t.__add__((4,)), t.__mul__(2), t.__eq__(t), t.__eq__(1), t.__lt__(1), t.__iter__().__next__(), t.__getnewargs__(), t.__hash__() == hash(t), t.__add__([1]) if False else 0
t.__setitem__
t.append(1)
T(1, 2), type(T(1) + (2,)), T(1) == (1,), {T(1): 1}[(1,)], type(T(1)[:]), T(1, 2)[0], T(3, 4).index(4), isinstance(T(), tuple), [*T(5)], T(1) < (2,), type(T(1) * 1), T(), len(T(1, 2)), hash(T(1)) == hash((1,)), type(tuple(T(1)))
tuple[int, str], tuple[int, ...], tuple[()], tuple.__class_getitem__(int)
(1, 2)[0:1], (lambda *a: a)(1, 2), divmod(7, 2), (1 if t else 2), (*t, *t), ((1, 2), 3)[0][1]
""")
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
