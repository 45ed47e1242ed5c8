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
