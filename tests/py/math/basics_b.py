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
remainder(1, 0)
ldexp(1, 1024)
ldexp(1, 1.5)
exp(0), r(exp(1)), exp(-inf), exp(1000) if False else 0, expm1(0), r(expm1(1e-10)), exp2(10), exp2(-1), log(1), r(log(10)), log(8, 2), log(100, 10), log2(8), log2(2**1000), log10(1000), log10(10**400), log1p(0), r(log1p(1e-10)), log(2**2000) > 1386, log(inf), r(log(10**500))
exp(1000)
log(0)
log(-1)
log('a')
log(0.0)
log2(0)
log10(-5)
log1p(-1)
log(10, 1)
log(10, 0)
log()
""")
