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
b'\xed\xa0\x80'.decode()
b'\xf5\x80\x80\x80'.decode()
b'\xc0\x80'.decode()
b'\xff'.decode('ascii')
b'a'.decode('utf-16')
b'a'.decode('nope')
b'\xff'.decode('ascii', 'nope')
b'Hello'.upper(), b'Hello'.lower(), b'hello world'.title(), b'hello'.capitalize(), b'Hello'.swapcase(), b'ab'.center(5, b'*'), b'ab'.ljust(4), b'ab'.rjust(4, b'.'), b'-5'.zfill(4), b'a\tb'.expandtabs(4), b'\xe9'.upper()
b'ab'.center(5, '*')
b'ab'.center(5, b'**')
b'hello'.find(b'l'), b'hello'.find(108), b'hello'.rfind(b'l'), b'hello'.index(b'e'), b'hello'.count(b'l'), b'hello'.count(108), b'hello'.find(b'z'), b'hello'.startswith(b'he'), b'hello'.endswith((b'x', b'o')), b'aXbX'.replace(b'X', b'--'), b'abc'.replace(b'', b'-'), b'aaa'.replace(b'a', b'', 2), b'abc'.count(b''), b'hello'.rindex(b'l', 0, 3)
b'a'.find('a')
b'a'.find(256)
b'a'.index(b'z')
b'a'.startswith('a')
b'a'.replace('a', 'b')
b'a'.count(-1)
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
b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'abc'.translate(bytes(range(256)), delete=b'a'), len(bytes.maketrans(b'', b''))
bytes.maketrans(b'a', b'bc')
b'a'.translate(b'x')
b'%d %s %r %a %b %c %x %5.1f%%' % (1, b's', 'é', 'é', b'b', 65, 255, 1.5), b'%(a)s' % {b'a': b'v'}, b'%c' % b'z', b'%s' % bytearray(b'x'), b'%5s|%-5s|' % (b'a', b'b'), b'%s' % HasB(), b'%i' % 5, b'%.2s' % b'abc'
b'%s' % 'a'
b'%s' % 5
b'%d' % b'a'
b'%c' % 'a'
b'%c' % 256
b'%s %s' % b'a'
b'%y' % 1
B(b'x'), type(B(b'x') + b'y'), B(b'x') == b'x', type(B(b'x').upper()), type(B(b'x')[:]), {B(b'k'): 1}[b'k'], B.fromhex('61'), type(B.fromhex('61')), B(3), isinstance(B(), bytes)
str(b'a'), repr(b'\x7f\x80'), f"{b'x'}", '%s' % b'y', len(b'abc'), max(b'abc'), sorted(b'cab'), sum(b'\x01\x02'), bool(b''), bool(b'0'), b'a'.__getnewargs__(), b'ab'.__contains__(97), b'a'.__eq__(5), b'ab'.__add__(b'c'), hash(b'a') == hash(b'a'), list(reversed(b'abc')), tuple(b'ab'), b'abc'.__iter__().__next__(), b'x'.__bytes__()
""")
import warnings
warnings.simplefilter("error")
try: str(b"a")
except BytesWarning as e: print(e)
a, *b = b"xyz"
print(a, b)
b = b"ab"
try: b[0] = 1
except TypeError as e: print(e)
try: del b[0]
except TypeError as e: print(e)
for i, c in enumerate(b"hi"): print(i, c)
print(bytes.__mro__, b"x" * 3 is not None, bytes.maketrans(b"a", b"b")[97])
