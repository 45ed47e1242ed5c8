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
log(1, 2, 3)
pow(2, 3), pow(2, 0.5) == 2**0.5, pow(0, 0), pow(nan, 0), pow(1, nan), pow(-2, 3), pow(inf, -1), pow(-inf, 3), pow(0.0, inf), pow(-1, inf), pow(0.5, -inf)
pow(0, -1)
pow(-1, 0.5)
pow(10, 400)
r(sin(1)), r(cos(1)), r(tan(1)), r(asin(0.5)), r(acos(0.5)), r(atan(1)), r(atan2(1, -1)), atan2(0.0, -0.0) == pi, atan2(-0.0, 1), r(sinh(1)), r(cosh(1)), r(tanh(1)), r(asinh(1)), r(acosh(2)), r(atanh(0.5)), sin(0), cos(0), tan(-0.0), degrees(pi), radians(180) == pi
sin(inf)
acos(2)
acosh(0.5)
atanh(1)
sinh(1000)
tan('x')
factorial(0), factorial(10), factorial(25), factorial(True), comb(5, 2), comb(5, 6), comb(100, 50), comb(0, 0), perm(5, 2), perm(5), perm(5, 6), gcd(12, 18), gcd(), gcd(0, 0), gcd(-4, 6), gcd(2**100, 6**50) == 2**50, gcd(12, 18, 27), lcm(4, 6), lcm(), lcm(0, 5), lcm(-4, 6), lcm(2**70, 3)
factorial(-1)
factorial(1.0)
""")
