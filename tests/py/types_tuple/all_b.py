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
""")
