inf = float("inf"); nan = float("nan")
class C1:
    def __complex__(self): return 1 + 2j
class F1:
    def __float__(self): return 2.5
class I1:
    def __index__(self): return 3
import warnings; warnings.simplefilter("ignore")
class C(complex):
    def __repr__(self): return "C!"
    def __add__(self, o): return "added"
c = C(1, 2)
print(c, [c], c + 1, c * 2, type(c * 2), C("3j").imag, type(+c), str(c), c == 1 + 2j)
for r in (0.0, -0.0):
    for i in (0.0, -0.0): print(complex(r, i), -complex(r, i), complex(r, i).conjugate(), complex(r, i) + 0.0, complex(r, i) * 1.0)
