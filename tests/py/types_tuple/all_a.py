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
""")
