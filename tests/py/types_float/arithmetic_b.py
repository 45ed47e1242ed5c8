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
""")
