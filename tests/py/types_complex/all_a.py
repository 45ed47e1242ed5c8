def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

inf = float("inf"); nan = float("nan")
class C1:
    def __complex__(self): return 1 + 2j
class F1:
    def __float__(self): return 2.5
class I1:
    def __index__(self): return 3
import warnings; warnings.simplefilter("ignore")
show(r"""
1j, 1 + 2j, -1j, 0j, -0j, 1 - 2j, complex(-0.0, -0.0), complex(0, -0.0), 1e20j, 1.5e-7 + 3j, complex(nan, inf), complex(inf, -inf), complex(-inf, nan), complex(1.0, 0), -(1 + 2j), -complex(0.0, 0.0)
complex(), complex(5), complex(1, 2), complex(1.5, -2.5), complex('1+2j'), complex('j'), complex('-j'), complex(' 1 '), complex('1e5-2E-3j'), complex('(1+2j)'), complex(' ( 1j ) '), complex('inf+nanj'), complex('-infj'), complex('1_0+2_0j'), complex('+1-j'), complex('.5+5.j'), complex(True, False), complex(real=1, imag=2), complex(imag=3), complex(1j, 1j), complex(2 + 3j), complex(C1()), complex(F1()), complex(I1()), complex(F1(), 1)
complex('')
complex('1+')
complex('1 + 2j')
complex('(1')
complex('abc')
complex('1j+2')
complex('1+2j+3j')
complex('1', 2)
complex(1, '2')
complex(None)
complex([])
complex(1, None)
complex(1, 2, 3)
""")
