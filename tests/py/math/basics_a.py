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
pi, e, tau, inf, nan, r(pi)
sqrt(4), sqrt(2) ** 2 - 2 < 1e-15, sqrt(0), sqrt(-0.0), sqrt(inf), sqrt(2**100), sqrt(Fl()), isqrt(17), isqrt(10**40), cbrt(27), cbrt(-8), r(cbrt(2)), hypot(3, 4), hypot(), hypot(1, 2, 2), hypot(inf, nan), dist((0, 0), (3, 4)), dist([1], [1])
sqrt(-1)
sqrt('a')
isqrt(-1)
isqrt(1.0)
dist((1,), (1, 2))
floor(1.5), floor(-1.5), ceil(1.5), ceil(-1.5), trunc(1.7), trunc(-1.7), floor(5), ceil(True), floor(1e300) == int(1e300), ceil(Fl()), floor(Fl()), trunc(Fl()), floor(-0.5), ceil(-0.5)
floor(inf)
ceil(nan)
trunc('a')
floor('a')
fabs(-5), fabs(-0.0), copysign(1, -0.0), copysign(5, -1), fmod(7, 3), fmod(-7, 3), fmod(7, -3), fmod(5, inf), remainder(7, 3), remainder(8, 3), remainder(-7.5, 2), modf(3.25), modf(-0.5), modf(inf), frexp(8), frexp(0.1), frexp(0), frexp(-inf), ldexp(0.5, 4), ldexp(1, -1080), ldexp(1, 1023), ldexp(0.0, 10**10), ldexp(1, -10**10)
fmod(1, 0)
fmod(inf, 1)
""")
