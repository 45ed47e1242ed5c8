import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class B(bytes): pass
class HasB:
    def __bytes__(self): return b"hb"
class Idx:
    def __index__(self): return 3
show(r"""
b'abc', b'\x00\xff\n\t\r\\', b"it's", b'"', b'\'"', bytes(), bytes(3), bytes([1, 2, 255]), bytes('é', 'utf-8'), bytes('a', 'ascii', 'strict'), bytes(b'x'), bytes(bytearray(b'y')), bytes(memoryview(b'z')), bytes(range(5)), bytes(HasB()), bytes(Idx()), bytes((i for i in (65, 66))), bytes(True), bytes(source=b'q'), bytes('ü', encoding='latin-1')
bytes(-1)
bytes('a')
bytes([256])
bytes([-1])
bytes(['a'])
bytes(1.5)
bytes(None)
bytes(5, 'ascii')
bytes(b'a', 'ascii')
bytes(encoding='ascii')
bytes('é', 'ascii')
bytes(10**30)
b'é'
b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1], b'abc'[::2], b'abc'[5:], list(b'abc'), b'abc'[Idx():]
b'abc'[3]
b'abc'['a']
""")
