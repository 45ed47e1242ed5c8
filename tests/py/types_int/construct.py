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
int('5', 37)
int('5', -1)
int(5, 10)
int(b'x')
int(None)
int([])
int(1j)
int(float('nan'))
int(float('inf'))
int(x=5)
int('5', 10, 3)
int(base=10)
int('5', 'x')
int('5', 10.0)
int('a' * 50)
int('\ud800')
int('1\x00')
int(b'1\xff')
int(1e20), int(1e30), int(-1e25), int(2**53 + 0.0), int(0.999999), int(1.7976931348623157e308) == 2**1024 - 2**971
int('9' * 30), int('-' + '123456789' * 5), int('1' + '0' * 60, 3), int('f' * 40, 16), int('7' * 40, 8), int('1' * 100, 2)
int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\x01\x02', 'little'), int.from_bytes(b'\xff', 'big', signed=True), int.from_bytes(b'\xff\xfe', 'little', signed=True), int.from_bytes(b''), int.from_bytes([1, 2, 3]), int.from_bytes(b'\x80' + b'\0' * 15, signed=True), int.from_bytes(bytearray(b'ab')), int.from_bytes(memoryview(b'ab'))
int.from_bytes(b'a', 'x')
int.from_bytes('abc')
int.from_bytes([256])
int.from_bytes(5)
(1024).to_bytes(2, 'big'), (1024).to_bytes(4, 'little'), (-1).to_bytes(3, signed=True), (5).to_bytes(), (0).to_bytes(0), (2**64).to_bytes(9, 'big'), (-2**63).to_bytes(8, 'little', signed=True), (-128).to_bytes(1, signed=True), (127).to_bytes(1, signed=True), True.to_bytes()
(256).to_bytes(1)
(-1).to_bytes(1)
(128).to_bytes(1, signed=True)
(-129).to_bytes(1, signed=True)
(1).to_bytes(-1)
(1).to_bytes(1, 'middle')
(2**100).to_bytes(12)
(5).bit_length(), (0).bit_length(), (-5).bit_length(), (2**100).bit_length(), (255).bit_count(), (-255).bit_count(), (2**100 - 1).bit_count(), (5).as_integer_ratio(), (-5).as_integer_ratio(), True.as_integer_ratio(), (5).is_integer(), (5).conjugate()
(5).real, (5).imag, (5).numerator, (5).denominator, True.real, type(True.real), (5).__index__(), (5).__int__(), (5).__float__(), (5).__getnewargs__(), (5).__format__('x'), (5).__str__(), (5).__repr__()
bin(10), bin(-10), bin(0), hex(255), hex(-255), oct(8), oct(-8), hex(2**100), bin(2**65), oct(2**70), bin(True), hex(Idx())
bin(1.5)
hex('5')
str(2**64), repr(-2**64), str(10**50), str(-10**50), str(0), repr(True), str(False), format(2**70, ',d'), format(2**70, 'x'), f'{-2**70:_b}'
chr(65), chr(0x1F600), ord('a'), ord('\U0001F600'), ord(b'a'), ord(bytearray(b'b'))
chr(-1)
chr(0x110000)
chr(2**100)
chr('a')
ord('ab')
ord('')
ord(5)
ord(b'')
bool(5), bool(0), bool(2**100), bool(), bool('x'), bool(''), bool([]), bool(None), bool(0.0), bool(0j), bool(Ellipsis)
bool(1, 2)
bool(x=1)
""")
class MyInt(int):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v); self.extra = extra; return self
    def __repr__(self): return f"MyInt({int(self)})"
m = MyInt(5, "e")
print(m, m.extra, m + 1, type(m + 1), type(+m), type(m * 1), type(int(m)), m == 5, {m: 1}[5], [10, 20, 30, 40, 50, 60][m], str(m), f"{m}", "%d" % m, MyInt.from_bytes(b"\x05"), type(MyInt(True)), m.real, type(m.real), type(abs(m)), type(round(m)))
try:
    class B(bool): pass
except TypeError as e: print(e)
print(int.__doc__ is not None, int.__name__, bool.__mro__, int.__subclasses__()[0])
import sys
print(sys.int_info.default_max_str_digits, sys.get_int_max_str_digits())
try: str(10**5000)
except ValueError as e: print(e)
try: int("1" * 5000)
except ValueError as e: print(e)
print(len(hex(10**5000)), int("f" * 5000, 16).bit_length())
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
for v in (100, -1, "x"):
    try: sys.set_int_max_str_digits(v)
    except (ValueError, TypeError) as e: print(e)
