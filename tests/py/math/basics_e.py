def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import math
from math import *
class Fl:
    def __float__(self): return 4.0
    def __index__(self): return 4
    def __ceil__(self): return "ceil"
    def __floor__(self): return "floor"
    def __trunc__(self): return "trunc"
r = lambda x: float(f"{x:.12g}")
show("""
prod(['a', 2])
prod(['a', 'b'])
ulp(1), ulp(0.0), ulp(-5), ulp(inf), ulp(1e300) > 0, nextafter(1, 2), nextafter(1, 0), nextafter(0, 1), nextafter(0, -1), nextafter(1, 1), nextafter(1, 2, steps=5), nextafter(inf, 0), nextafter(1, inf, steps=0)
nextafter(1, 2, steps=-1)
r(gamma(0.5)), gamma(5), gamma(1), r(lgamma(0.5)), lgamma(1), abs(lgamma(3) - log(2)) < 1e-15, r(lgamma(100)), r(erf(0.5)), r(erfc(0.5)), erf(0), erfc(inf), gamma(inf), gamma(171) > 1e306
gamma(0)
gamma(-1)
gamma(172)
lgamma(0)
fma(2, 3, 4), fma(0.1, 10, -1), fma(inf, 1, -5)
fma(inf, 0, 1)
fma(inf, 1, -inf)
fma(1e308, 10, 0)
""")
import cmath
print(cmath.sqrt(-1), cmath.phase(-1), cmath.polar(1j) == (1.0, pi / 2), cmath.isnan(complex(nan, 0)), cmath.isinf(complex(0, inf)), cmath.isclose(1j, 1j + 1e-12), cmath.exp(0), cmath.inf, cmath.infj, abs(cmath.log(-1) - pi * 1j) < 1e-12, abs(cmath.rect(2, pi / 2) - 2j) < 1e-12)
for f in (lambda: cmath.log(0), lambda: cmath.sqrt("a"), lambda: cmath.exp(1000), lambda: cmath.phase("x")):
    try: print(f())
    except Exception as ex: print(type(ex).__name__, ex)
