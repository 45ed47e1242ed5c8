def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

from decimal import *
from fractions import Fraction as F
D = Decimal
show(r"""
D('1.10') + D('2.2'), D(1) / D(3), D('0.1') * 3, D(2) ** 10, D(2).sqrt(), D('1e3'), D('-0'), D('Infinity'), D('NaN'), D(5), D(0.1), D('1.0') == D(1), D('1.5') == 1.5, D(1) < 2, D('7') // 2, D('-7') // 2, D('-7') % 3, divmod(D(7), 2), -D('1.0'), +D('1.00'), abs(D(-5)), D('1.2345').quantize(D('0.01')), D('2.5').quantize(D(1)), D('2.5').to_integral_value(ROUND_HALF_UP), round(D('2.675'), 2), round(D('2.5')), int(D('2.9')), float(D('1.1')), str(D('1E+5')), D('123').scaleb(-1), D('1.200').normalize(), D((0, (1, 2), -1))
D('1.23').as_tuple(), D('1.5').as_integer_ratio(), hash(D(1)) == hash(1), D('12345.678').__format__(',.2f'), f"{D('1.5'):>8}", f"{D('0.00001'):f}", f"{D(1234567):e}", D('1').compare(D('2')), D('3.14').is_signed(), D(10).log10(), D(1).exp(), D(2).ln(), D('1e-8'), D('0.000001'), D('0.0000001'), max(D(1), D(2)), sum([D('0.1')] * 3), D('5').fma(2, 3), D(' 1_000.5 '), D.from_float(0.5), D(10).adjusted(), bool(D(0))
D('x')
D(1) / 0
D(0) / 0
D('sNaN') + 1
D(1) + 1.5
D([])
D('9e999999') * 10
D(-1).sqrt()
int(D('NaN'))
D('Inf') - D('Inf')
F(1, 3), F('1/3'), F('0.25'), F(0.5), F(-6, 4), F(5), F('1e-3'), F(D('0.1')), F(1, 3) + F(1, 6), F(1, 3) * 3, F(1, 2) - 1, F(1, 2) / F(1, 4), F(7, 2) // 1, F(-7, 2) % 2, F(2, 3) ** 2, F(2, 3) ** -2, F(4) ** 0.5, F(1, 2) + 0.5, F(1, 2) == 0.5, F(1, 3) < 0.34, abs(F(-1, 2)), -F(1, 2), int(F(7, 2)), round(F(7, 2)), round(F(22, 7), 2), F(3.14159).limit_denominator(100), F(1, 2).numerator, F(1, 2).denominator, str(F(1, 2)), repr(F(3)), hash(F(1, 2)) == hash(0.5), float(F(1, 3)), F(1, 2).as_integer_ratio(), divmod(F(7, 2), 1), f"{F(1, 3):.3f}", f"{F(22, 7):>10}", bool(F(0)), sorted([F(1, 2), F(1, 3)]), sum([F(1, 10)] * 10), F(6, 3).is_integer()
F(1, 0)
F('x')
F(1.5, 2)
F(float('nan'))
F(float('inf'))
F([])
F(1, 2) / 0
F(1) + 'a'
""")
getcontext().prec = 6; print(D(1) / 3, D(22) / 7, getcontext().prec)
with localcontext() as c: c.prec = 3; c.rounding = ROUND_UP; print(D(1) / 3, D(2) / 3)
print(D(1) / 3, [D("2.5").quantize(D(1), r) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)], [D("-2.5").quantize(D(1), r) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR)])
getcontext().traps[DivisionByZero] = False; print(D(1) / 0, getcontext().flags[DivisionByZero]); getcontext().prec = 50; print(D(2).sqrt(), D(1).exp())
setcontext(Context())
