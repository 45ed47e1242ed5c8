import cmath, math
def r(z): return complex(round(z.real, 9) + 0.0, round(z.imag, 9) + 0.0)
vals = [0j, 1 + 0j, 1j, -1 + 0j, 1 + 1j, -2.5 + 0.5j, 3 - 4j, 1e-3j]
for a in vals:
    row = []
    for b in vals:
        for op in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a ** b):
            try: row.append(r(op()))
            except ZeroDivisionError: row.append("Z")
    print(a, row)
for z in vals: print(z, [r(z ** n) if z or n > 0 or n == 0 else "Z" for n in (0, 1, 2, 3, 5)], abs(z) == math.hypot(z.real, z.imag), z.conjugate(), -z, bool(z), z == z.real, [r(f(z)) for f in (cmath.exp, cmath.sin, cmath.cos, cmath.sqrt, cmath.sinh)], round(cmath.phase(z), 9))
print([r(cmath.log(z)) for z in vals if z], [r(cmath.sqrt(x)) for x in (4, -4, 2j)], cmath.polar(1 + 1j)[0] ** 2, r(cmath.rect(2, math.pi / 3)), [r(cmath.atan(z)) for z in (0.5, 1 + 1j)], [r(cmath.acos(0.5j))], r(cmath.log10(100)), r(cmath.log(8, 2)))
print(1 + 2j + 3, 2 * (1 + 1j), (1 + 1j) * 1.5, 1 / (1 + 1j), (2 + 2j) / 2, 5 - 1j, True + 1j, 2 ** (1 + 0j), (1 + 1j) ** 2, (1 + 2j) ** 3, (1j) ** 2, (-8) ** (1 / 3) == (-8 + 0j) ** (1 / 3), 10 ** 20 + 1j, -(1 + 2j), +(1j))
s = 0j
for k in range(100): s += 1j ** k / (k + 1)
print(r(s)); z = 0j
for i in range(50): z = z * z + (-0.4 + 0.6j)
print(r(z)); w = cmath.exp(2j * cmath.pi / 8); print([r(w ** k) for k in range(8)], r(sum(w ** k for k in range(8))))
def dft(x): n = len(x); return [sum(x[t] * cmath.exp(-2j * cmath.pi * t * k / n) for t in range(n)) for k in range(n)]
print([r(v) for v in dft([1, 2, 3, 4])])
def fft(x): return x if len(x) == 1 else (lambda e, o: [e[k] + cmath.exp(-2j * cmath.pi * k / len(x)) * o[k] for k in range(len(x) // 2)] + [e[k] - cmath.exp(-2j * cmath.pi * k / len(x)) * o[k] for k in range(len(x) // 2)])(fft(x[::2]), fft(x[1::2]))
print([r(a - b) for a, b in zip(fft([1, 2, 3, 4, 0, 0, 1, 5]), dft([1, 2, 3, 4, 0, 0, 1, 5]))])
