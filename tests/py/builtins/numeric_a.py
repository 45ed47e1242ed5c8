def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class I:
    def __index__(self): return 5
    def __round__(self, n="none"): return ("round", n)
    def __divmod__(self, o): return "dm"
    def __rdivmod__(self, o): return "rdm"
show("""
abs(-5), abs(5.5), abs(-2**70), abs(3+4j), abs(True), abs(-0.0)
abs('a')
abs()
abs(1, 2)
divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(I(), 1), divmod(1, I()), divmod(True, 2)
divmod('a', 1)
divmod(1)
divmod(1, 0.0)
pow(2, 3), pow(2, 3, 5), pow(2, -1), pow(2.0, 3), pow(base=2, exp=3), pow(2, exp=3, mod=7), pow(0, 0), pow(3, -2, 7), pow(-3, 3, 7), pow(1j, 2), pow(2, 0.5) == 2 ** 0.5, pow(2, 3, None)
pow(2, 3, 0)
pow(2, -1, 4)
pow(2.5, 2, 3)
pow('a', 2)
pow(2)
pow(2, 3, 'a')
round(2.5), round(3.5), round(2.567, 2), round(1234, -2), round(I()), round(I(), 2), round(2.5, None), round(5), round(number=2.7), round(2.75, ndigits=1), type(round(2.5)), type(round(2.5, 0)), round(True)
round('a')
round()
""")
