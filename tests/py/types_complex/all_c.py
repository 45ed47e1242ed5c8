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
""")
