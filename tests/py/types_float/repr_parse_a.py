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
""")
