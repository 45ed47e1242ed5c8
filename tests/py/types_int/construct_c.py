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
""")
