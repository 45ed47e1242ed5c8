import math
for f in (lambda: 10.0 ** 400, lambda: 2.0 ** 1024, lambda: 1e200 ** 2, lambda: pow(10, 400.0), lambda: (-1e200) ** 3, lambda: 2.0 ** -2000, lambda: 1e308 * 10, lambda: 1e308 + 1e308, lambda: -1e308 * 10, lambda: math.exp(1000), lambda: math.cosh(1000), lambda: float(10**400), lambda: 10**400 * 1.0, lambda: int(float("inf")), lambda: round(1e308, -400), lambda: 1e-320 / 1e10, lambda: float("1e999"), lambda: sum([1e308, 1e308]), lambda: math.ldexp(1.0, 5000), lambda: 1.5 ** 10**10, lambda: (1e200 + 0j) ** 2, lambda: abs(1e308 + 1e308j)):
    try: print(f())
    except Exception as e: print(type(e).__name__)
