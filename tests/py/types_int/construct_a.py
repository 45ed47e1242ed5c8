def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class Idx:
    def __index__(self): return 7
class Int:
    def __int__(self): return 9
class Str(str): pass
class By(bytes): pass
show(r"""
int(), int(5), int('5'), int(' 5 '), int('-5'), int('+5'), int('5_000'), int('\t12\n'), int(b'12'), int(bytearray(b'12')), int(5.9), int(-5.9), int(True), int(Idx()), int(Int()), int(Str('7')), int(By(b'8'))
int('ff', 16), int('0xff', 16), int('0xFF', 0), int('0b101', 0), int('0o17', 0), int('101', 2), int('z', 36), int('Zz', 36), int('0b11', 2), int('-0x1F', 16), int('0', 0), int('00', 0), int('0_0', 0), int('7', base=8), int('10', Idx())
int('٣'), int('１２'), int('੧੨', 10), int('\u2003 12 \u2003')
int('')
int(' ')
int('5a')
int('5.0')
int('1__0')
int('_1')
int('1_')
int('- 5')
int('--5')
int('0x')
int('0x', 16)
int('010', 0)
int('12', 2)
int('5', 1)
""")
