"""mpmath: constants, elementary and special functions, roots, quadrature, linear algebra at high precision."""

import mpmath
from mpmath import mp, mpc, mpf

mp.dps = 50
print(mp.pi, mp.e, mp.euler, sep="\n")
print(mpmath.sqrt(2), mpmath.exp(1) - mp.e, mpmath.log(10), sep="\n")
print(mpmath.sin(mpf(1) / 3), mpmath.atan2(1, -2), mpmath.cosh(mpf("0.1")), sep="\n")
print(mpmath.zeta(3), mpmath.gamma(mpf("0.5")) ** 2 - mp.pi, mpmath.erf(1), mpmath.besselj(0, 1), sep="\n")
print(mpmath.sqrt(mpc(-1, 1)), mpmath.power(mpc(1, 2), mpc("0.5", -1)), sep="\n")
mp.dps = 30
print(mpmath.quad(lambda x: mpmath.exp(-x * x), [-mp.inf, mp.inf]) ** 2)
print(mpmath.findroot(lambda x: mpmath.cos(x) - x, 0.7), mpmath.diff(lambda x: x**3 / 3, 2))
print([mpmath.nstr(r, 12) for r in mpmath.polyroots([1, -6, 11, -6])], mpmath.nsum(lambda n: 1 / n**2, [1, mp.inf]))
matrix = mpmath.matrix([[4, 1, 2], [1, 3, 0], [2, 0, 5]])
print(mpmath.det(matrix), mpmath.nstr(mpmath.lu_solve(matrix, mpmath.matrix([1, 2, 3])).T, 15))
print(mpmath.nstr(mpmath.eigsy(matrix, eigvals_only=True).T, 15))
mp.dps = 400
print(str(mp.pi)[-20:], str(mpmath.sqrt(3))[-20:], str(mpmath.log(2))[-20:])
mp.dps = 15
print(mpmath.identify(mpf("1.618033988749895")), mpmath.iv.mpf([1, 2]) * mpmath.iv.mpf([-1, 3]), mpmath.primepi(1000))
print(mpf("1e1000") * mpf("1e-1000"), mpf("inf") - 1, mpmath.nstr(mpf(2) ** 200, 20), repr(mpf("0.1")), mpf(1) / 3)
print(mpmath.taylor(mpmath.sin, 0, 5), mpmath.bernoulli(20), mpmath.binomial(50, 25), mpmath.fib(100))
