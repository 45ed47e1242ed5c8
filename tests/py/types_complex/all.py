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
complex('j1')
complex(b'1')
complex(x=1)
complex('1\x00')
(1 + 2j) + (3 - 1j), (1 + 2j) - 1, 1 - (1 + 2j), (1 + 2j) * (3 - 1j), (1 + 2j) * 2, (1 + 2j) / (3 - 4j), 1 / 1j, (1 + 2j) / 2, (1 + 2j) + 1.5, True + 1j, 2**70 + 1j
(1 + 2j) ** 2, (1 + 2j) ** 0, 1j ** 2, (1 + 2j) ** -1, (2 + 0j) ** 3, 0j ** 0, 0j ** 2, 1j ** 3, (1+1j) ** 10, (1 + 2j) ** 2.0 == (1 + 2j) ** 2
abs(((1 + 2j) ** 0.5) ** 2 - (1 + 2j)) < 1e-12, abs(1j ** 1j - 0.20787957635076193) < 1e-12, abs((1+1j) ** (1+1j) - (0.27395725383012 + 0.58370075875861j)) < 1e-10
(1 + 2j) // 1
(1 + 2j) % 1
divmod(1j, 1)
0j ** -1
0j ** 1j
1j / 0
(1 + 2j) / 0j
1j < 2j
1j > 1
int(1j)
float(1j)
pow(1j, 2, 3)
1j & 1
~1j
(1 + 0j) == 1, 1 == 1 + 0j, 1j == 1j, 1j != 2j, 1.5 == 1.5 + 0j, 1j == 'x', complex(nan) == complex(nan), 2**53 + 1 == complex(2**53), 1j in [1j], {1 + 0j: 'x'}[1]
abs(3 + 4j), abs(-5j), abs(complex(inf, nan)), abs(complex(nan, 1)), abs(0j), bool(0j), bool(1j), bool(complex(0.0, -0.0)), not 0j
(1 + 2j).real, (1 + 2j).imag, (1 + 2j).conjugate(), +(1 + 2j), (3+4j).__abs__(), (1j).__bool__(), (1+2j).__complex__(), (1+2j).__getnewargs__()
(1j).real = 5
hash(1 + 0j) == hash(1), hash(1.5 + 0j) == hash(1.5), hash(0j) == 0
1e308 * 10j, (1e200 + 1e200j) * (1e200 - 1e200j), abs(complex(1e200, 1e200)) > 1e200
abs(1e308 + 1e308j)
(1e200+1j) ** 2
str(1 + 2j), repr(-1 - 2j), f'{1+2j}', f'{1+2j:.2f}', f'{1+2j:>15}', f'{1.5+2.25j:g}', f'{1+2j:+.1e}', f'{-1.5j:.0f}', format(1 + 2j, ''), f'{3j:<10}|', '%s' % (1 + 2j,), f'{1e10+1j:,.1f}'
f'{1j:05}'
f'{1j:=5}'
f'{1j:d}'
f'{1j:%}'
'%d' % 1j
'%f' % 1j
round(1j)
complex.from_number(5), complex.from_number(1.5), complex.from_number(1j), complex.from_number(C1())
complex.from_number('1')
(1j).__lt__(2), (1j).__add__('x'), (1j).__eq__(1), (1j).__eq__('a'), (1j).__radd__(1)
sum([1j, 2, 3.5]), sum([1+1j] * 3), sum([1j], 1j), [1j] * 2, sorted([3j, 1j], key=abs), max(1, 2j, key=abs)
complex(0, inf) * 1, complex(inf, 0) * complex(0, 1), complex(0.0, -0.0) + 0, -0.0 + complex(0, 0), 1j * -0.0, complex(-0.0, 1) - 0.0
""")
class C(complex):
    def __repr__(self): return "C!"
    def __add__(self, o): return "added"
c = C(1, 2)
print(c, [c], c + 1, c * 2, type(c * 2), C("3j").imag, type(+c), str(c), c == 1 + 2j)
for r in (0.0, -0.0):
    for i in (0.0, -0.0): print(complex(r, i), -complex(r, i), complex(r, i).conjugate(), complex(r, i) + 0.0, complex(r, i) * 1.0)
