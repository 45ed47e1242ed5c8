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
