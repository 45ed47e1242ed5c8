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
