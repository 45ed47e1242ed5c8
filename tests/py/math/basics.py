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
factorial('a')
comb(-1, 2)
comb(5, -1)
comb(5.0, 2)
perm(-1)
gcd(1.5)
lcm('a')
isnan(nan), isnan(1), isinf(-inf), isfinite(1e308), isfinite(inf), isclose(1, 1 + 1e-10), isclose(1, 1.1), isclose(1, 1.05, rel_tol=0.1), isclose(0, 1e-10), isclose(0, 1e-10, abs_tol=1e-9), isclose(inf, inf), isclose(nan, nan), isclose(inf, 1e308), isnormal(1e-310) if hasattr(math, 'isnormal') else 'n'
isclose(1, 1, rel_tol=-1)
isnan('a')
fsum([0.1] * 10), fsum([1e100, 1, -1e100]), fsum([]), fsum([inf, 1]), fsum([1e308, 1e308, -1e308]), sum([0.1] * 10), sumprod([1, 2], [3, 4]), sumprod([1.5, 2], [2, 0.5]), sumprod([], []), prod([1, 2, 3]), prod([]), prod([2.5, 2], start=10), prod([10**20, 10**20])
fsum([inf, -inf])
fsum(['a'])
fsum([1e308, 1e308])
sumprod([1], [1, 2])
prod(['a', 2])
prod(['a', 'b'])
ulp(1), ulp(0.0), ulp(-5), ulp(inf), ulp(1e300) > 0, nextafter(1, 2), nextafter(1, 0), nextafter(0, 1), nextafter(0, -1), nextafter(1, 1), nextafter(1, 2, steps=5), nextafter(inf, 0), nextafter(1, inf, steps=0)
nextafter(1, 2, steps=-1)
r(gamma(0.5)), gamma(5), gamma(1), r(lgamma(0.5)), lgamma(1), lgamma(3) == log(2), r(lgamma(100)), r(erf(0.5)), r(erfc(0.5)), erf(0), erfc(inf), gamma(inf), gamma(171) > 1e306
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
