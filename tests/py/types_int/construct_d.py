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
