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
""")
