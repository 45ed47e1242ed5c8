# Polar coordinates of infinite and undefined length.
import cmath
import math

for r in (math.inf, -math.inf, math.nan, 0.0, -0.0, 2.0):
    for phi in (0.0, -0.0, math.inf, math.nan, 1.0, -3.0):
        try:
            z = cmath.rect(r, phi)
            print(r, phi, round(z.real, 9), round(z.imag, 9))
        except ValueError as e:
            print(r, phi, e)
