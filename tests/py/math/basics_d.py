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
""")
