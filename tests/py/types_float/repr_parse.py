def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
0.1, 1.0, 100.0, 1e15, 1e16, 1e17, 123456789012345680.0, 1.5e-5, 0.0001, 0.00001, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, -0.0, 1e-7, 12345.678, 1/3, 2/3, 1e100
9007199254740992.0, 9007199254740993.0, 0.30000000000000004, 1.1, 2.675, 1e-10, 123e-7, 9.5, 4.35, 1e21, 999999999999999.9, 9999999999999998.0, 99999999999999990.0, 1.0e+5
float(), float('1.5'), float(' 1.5 '), float('1e5'), float('-1E-5'), float('+.5'), float('5.'), float('1_000.5'), float('inf'), float('-Infinity'), float('NaN'), float('-nan'), float('INF'), float(b'2.5'), float(bytearray(b'3')), float(5), float(True), float('1e400'), float('-1e400'), float('1e-400'), float('١.٥'), float('\n1\t')
float('')
float('abc')
float('1.5.5')
float('1__0')
float('1e')
float('e5')
float('0x10')
float('in f')
float('1_')
float('- 1')
float('infinit')
float(None)
float([])
float(1j)
float('1', 2)
float(x=1)
float(b'')
float('\x00')
float('1\x00')
str(1.5), repr(1e20), str(-1e-20), '%s' % 1.0, f'{1e50}', format(1.5), format(1e20, ''), str(1e16), str(123456.0)
float('0.1') == 0.1, float('1.7976931348623158e308'), float('1.7976931348623159e308'), float('2.4703282292062328e-324'), float('2.4703282292062327e-324'), float('4.9406564584124654e-324')
float('9007199254740993'), float('9007199254740995'), float('9007199254740992.99999999'), float('9007199254740993.0000000000000000000000001'), float('0.' + '0' * 400 + '1e401'), float('1' + '0' * 400 + 'e-400')
float('8.5'), float('0.500000000000000166533453693773481063544750213623046875'), float('3.518437208883201171875e13'), float('62.5364939768271845828'), float('1e23'), float('8.41e21'), float('9.5367431640625e-7')
float.fromhex((0.1).hex()) == 0.1, float(repr(1/7)) == 1/7, float(repr(2**0.5)) == 2**0.5
float.from_number(5), float.from_number(1.5)
float.from_number('5')
[1.0, -1.5, 1e300], (0.1,), {0.5: 1.5}, {1.0}, 1.0 .__repr__(), 1.5.__str__(), 1.5.__format__('.3f')
""")
class F(float):
    def __repr__(self): return f"F<{float(self)!r}>"
    def __add__(self, o): return F(float(self) + o)
f = F(1.5)
print(f, f + 1, type(f * 2), F("2.5"), [f], f == 1.5, hash(f) == hash(1.5), str(f), f"{f}", f"{f:.1f}", "%.2f" % f, type(+f), type(abs(f)), F.fromhex("0x1p0"), float(f))
class Fl:
    def __float__(self): return 2.5
class Ix:
    def __index__(self): return 3
print(float(Fl()), float(Ix()), F(Fl()), float.from_number(Fl()))
vals = [10.0**i for i in range(-6, 20)]
print(vals)
print([1.1**i for i in range(10)] == [1.1**i for i in range(10)], [round(1.1**i, 10) for i in range(0, 30, 5)])
print([i / 10 for i in range(15)], [i * 0.1 for i in range(11)])
print([7 / d for d in range(1, 20)])
n = 0
x = 12345
for i in range(3000):
    x = (x * 1103515245 + 12345) % 2**31
    y = x / 2**(i % 60) * 10.0**(i % 40 - 20)
    if float(repr(y)) != y: n += 1
print("bad round trips:", n)
print(float.__doc__ is not None, float.max if hasattr(float, "max") else "no max")
import sys
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.radix, sys.float_repr_style)
