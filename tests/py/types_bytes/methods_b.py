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
b'abc'[::0]
b'a' + b'b', b'ab' * 2, 2 * b'ab', b'a' + bytearray(b'b'), b'a' + memoryview(b'b'), b'ab' * 0, b'a' b'b', bytearray(b'a') + b'b'
b'a' + 'b'
b'a' + 1
b'a' * 'b'
b'a' * 1.5
97 in b'abc', b'bc' in b'abc', b'' in b'', 200 in b'abc', bytearray(b'b') in b'abc'
'a' in b'abc'
256 in b'abc'
-1 in b'a'
b'a' < b'b', b'a' == b'a', b'a' == 'a', b'a' == bytearray(b'a'), b'a' == memoryview(b'a'), b'a' != b'b', b'' < b'a', b'\xff' > b'a'
b'a' < 'a'
b'abc'.decode(), b'\xc3\xa9'.decode('utf-8'), b'\xe9'.decode('latin-1'), b'\xff'.decode('utf-8', 'replace'), b'a\xffb'.decode('utf-8', 'ignore'), b'\xff'.decode('ascii', 'backslashreplace'), b'\x80'.decode('utf-8', 'surrogateescape'), b'a\x00b\x00'.decode('utf-16-le'), b'\xf0\x9f\x98\x80'.decode(), b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass'), b'\xe2\x82'.decode('utf-8', 'replace'), b'\xf0\x9fab'.decode('utf-8', 'replace'), b'\xff\xfea\x00'.decode('utf-16')
b'\xff'.decode()
b'\xe2\x82'.decode()
b'a\xc3'.decode()
b'\xc3('.decode()
""")
