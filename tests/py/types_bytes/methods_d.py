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
b' a b '.split(), b'a,b,,c'.split(b','), b'a,b,c'.rsplit(b',', 1), b' ab '.strip(), b'xaxbx'.strip(b'x'), b'ab '.rstrip(), b' ab'.lstrip(), b'a\nb\r\nc\rd\x0be'.splitlines(), b'a\nb'.splitlines(True), b'a-b-c'.partition(b'-'), b'a-b-c'.rpartition(b'-'), b'ab'.partition(b'x'), b'pre-x'.removeprefix(b'pre-'), b'x.py'.removesuffix(b'.py'), b''.split(), b''.split(b',')
b'a'.split('a')
b'a'.split(b'')
b'a'.strip('a')
b','.join([b'a', b'b']), b''.join([]), b'-'.join((bytearray(b'x'), memoryview(b'y'))), b'ab'.join([b'1'])
b','.join([1])
b','.join(['a'])
b','.join(5)
b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' \t'.isspace(), b'AB'.isupper(), b'ab'.islower(), b'Ab Cd'.istitle(), b'\xe9'.isalpha(), b''.isalpha(), b'a'.isascii(), b'\x80'.isascii()
b'abc'.hex(), b'abc'.hex(':'), b'abcdef'.hex('-', 2), b'abcdef'.hex('-', -4), b''.hex(), bytes.fromhex('61 62 63'), bytes.fromhex(' 6162\n63 '), bytes.fromhex(''), bytes.fromhex(b'6162'), b'abcde'.hex(b'_', 2)
bytes.fromhex('6')
bytes.fromhex('6g')
bytes.fromhex('6 1')
bytes.fromhex('é')
bytes.fromhex(5)
b'a'.hex('ab')
b'a'.hex('é')
""")
