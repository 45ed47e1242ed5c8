import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

inf = float("inf"); nan = float("nan")
show("""
0.1 + 0.2, 1.0 - 0.9, 3.0 * 1.1, 1.0 / 3.0, 7.0 // 2.0, -7.0 // 2.0, 7.5 % 2.0, -7.5 % 2.0, 7.5 % -2.0, -0.0 % 5.0, 0.0 % -5.0, 5.0 % inf, -5.0 % inf, 5.0 // inf, -5.0 // inf
divmod(7.5, 2.0), divmod(-7.5, 2.0), divmod(1e300, 1e-5) == (1e300 // 1e-5, 1e300 % 1e-5), divmod(5, -1.5), divmod(0.0, -1.0), divmod(-0.0, 1.0), divmod(inf, 1), divmod(1, inf)
2.0 ** 3, 2.0 ** -1, 4.0 ** 0.5, 0.0 ** 0, nan ** 0, 1 ** nan, 1.0 ** inf, (-1.0) ** inf, 0.5 ** inf, 2.0 ** inf, 2 ** -inf, (-inf) ** 3, (-inf) ** 2, inf ** -1, (-2.0) ** 3, (-0.0) ** 3, (-0.0) ** 2
(-8.0) ** 0.5 == (-8 + 0j) ** 0.5
0.0 ** -1
(-0.0) ** -3.0
1e308 * 10, -1e308 * 10, inf - inf, inf * 0, inf / inf, 1 / inf, -1 / inf, inf + 1, -inf, abs(-inf), abs(-0.0), -nan != -nan
10.0 ** 400
2.0 ** 1024
1e200 ** 2
1.0 / 0
1.0 // 0.0
1.0 % 0.0
divmod(1.0, 0.0)
0.0 == -0.0, 0.0 is -0.0, nan == nan, nan != nan, nan < 1, nan > 1, 1.0 == 1, 1.5 < 2, inf > 10**400, inf == inf, -inf < inf, 0.1 + 0.2 == 0.3, 1.0 == True, 0.5 == '0.5'
round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(1e16, 2), round(1.25, 1), round(1.35, 1), round(5e-324, 3), round(-0.4), round(2.5, 0), round(1e300, -300), round(1e300, -299), round(0.5, 400), round(1e22), round(15.0, -1), round(25.0, -1), round(1.5, None)
round(nan)
round(inf)
round(1.5, 'x')
round(1.7976931348623157e308, -308)
round(nan, 2), round(inf, 2), round(-0.0), round(-0.0, 1)
(1.5).is_integer(), (2.0).is_integer(), inf.is_integer(), (0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e20).as_integer_ratio(), (5e-324).as_integer_ratio()[0], (-0.0).as_integer_ratio()
inf.as_integer_ratio()
nan.as_integer_ratio()
(1.5).hex(), (0.1).hex(), (-0.0).hex(), inf.hex(), nan.hex(), (5e-324).hex(), (1e308).hex(), (1.0).hex(), (3.0).hex(), (0.5).hex()
float.fromhex('0x1.8p0'), float.fromhex('-0x1p-1074'), float.fromhex('1.8'), float.fromhex(' 0x.8p1 '), float.fromhex('inf'), float.fromhex('-Infinity'), float.fromhex('nan'), float.fromhex('0x1.fffffffffffff8p0'), float.fromhex('0x1.fffffffffffff7p0'), float.fromhex('0xap10'), float.fromhex('1p3')
float.fromhex('0x1p1024')
float.fromhex('xyz')
float.fromhex('')
float.fromhex('0x1.8p')
float.fromhex(5)
(1.5).real, (1.5).imag, (1.5).conjugate(), (1.5).__trunc__(), (-1.5).__floor__(), (1.2).__ceil__(), (1.5).__int__(), (1.5).__float__(), (1.5).__bool__(), (0.0).__bool__(), nan.__bool__(), (1.5).__getnewargs__(), (2.5).__round__(), (1.26).__round__(1), float.__getformat__('double') in ('IEEE, little-endian', 'IEEE, big-endian')
(1.5).__add__(1), (1.5).__add__('x'), (1.5).__radd__(2), (1.5).__pow__(2), (2.0).__rpow__(3), (1.5).__divmod__(1), (1.5).__eq__(1), (1.5).__eq__('a'), (1.5).__lt__(2**70), (1.5).__rfloordiv__(10)
1.5 + 'a'
1.5 & 1
~1.5
1.5 << 1
[1][1.0]
'a' * 1.0
range(1.0)
pow(2.0, 3, 5)
1e16 + 1, 1e16 + 2, 9007199254740993.0, 2.0**53 + 1, 123456789.0 * 1000, 1e-320 * 1e-5, 5e-324 / 2, 2.2250738585072014e-308 / 2
max(1.0, nan) , min(nan, 1.0) != min(nan, 1.0), max(0.0, -0.0), sorted([3.5, -inf, 2, inf, 0.0]), sum([0.1] * 10), sum([1e100, 1.0, -1e100]), sum([1, 2.5, 3]), sum([0.1, 0.2, 0.3], 0.0), sum([1e16, 1, 1]), sum([inf, -inf]) != 0
int(1e18), int(1e19), 1e18 == 10**18, float(10**22) == 1e22, 1e23 == 10**23, 2**63 == 9.223372036854775807e18, 9.2e18 < 2**63, 1.5e300 > 10**300, 1e300 < 10**301
""")
x, n = 1.0, 0
while x + 1.0 != x and n < 2000: x *= 2; n += 1
print(n, x)
def mixed(n):
    s, t = 0.0, 1
    for i in range(n): s += i / (i + 1); t = t * 1.0000001 if i % 2 else t + i
    return round(s, 6), round(t, 3)
print(mixed(1000))
print([v for v in [1e-255 * 10**-i for i in (0, 10, 50)]], [2.0**-256, 2.0**-255, 2.0**-254, 2.0**256, 2.0**257, 2.0**258, -2.0**257, -2.0**-256, -2.0**1023])
print([a + b for a in (0.0, -0.0, inf, -inf) for b in (0.0, -0.0)], [a * b for a in (0.0, -0.0, 1.0) for b in (0.0, -0.0, -1.0)])
