def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
[b'abc'.startswith(x) for x in (b'a', b'', (b'x', b'ab'), bytearray(b'abc'))], [b'abc'.endswith(x) for x in (b'c', b'', (b'x', b'bc'))], b'abc'.startswith(b'b', 1), b'abc'.endswith(b'b', 0, 2)
b'a'.startswith('a')
b'a'.startswith([b'a'])
b'hello'.translate(bytes.maketrans(b'el', b'ip')), b'hello'.translate(None, b'l'), b'hello'.translate(bytes(range(256)), b'h'), b'Hello World'.swapcase(), b'hello world'.title(), b'\xc3\xa9A'.lower(), b'abc'.upper(), b'aBc'.capitalize(), b'a'.center(5, b'-'), b'7'.zfill(3), b'-7'.zfill(4), b'a'.ljust(3, b'.'), b'a'.rjust(3)
b'a,b,c'.split(b','), b'a b  c'.split(), b'a,b'.rsplit(b',', 1), b'a\nb\r\n'.splitlines(), b'k=v=w'.partition(b'='), b'k=v=w'.rpartition(b'='), b'--a--'.strip(b'-'), b' a '.strip(), b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c'), b'aXb'.replace(b'X', b''), b'aaa'.replace(b'a', b'b', 2), b'a\tb'.expandtabs(3)
b'abcabc'.find(b'c'), b'abcabc'.rfind(b'c'), b'abcabc'.find(99), b'abc'.find(b'z'), b'abc'.index(b'b'), b'abcabc'.count(b'bc'), b'abc'.find(b''), b'abc'.rfind(b''), b'abc'.count(97), b'\x00\x01'.find(1)
b'abc'.index(b'z')
b'abc'.find('a')
b'abc'.find(-1)
b'abc'.count(300)
b'a' in b'abc', 97 in b'abc', b'' in b'', bytearray(b'b') in b'abc', memoryview(b'c') in b'abc'
b'a' + b'b' + bytearray(b'c'), type(b'a' + bytearray(b'c')), type(bytearray(b'c') + b'a'), b'ab' * 3, b'' * 5, b'a' < b'b' < b'ba', b'a' == bytearray(b'a') == memoryview(b'a'), sorted([b'b', b'a', b'']), max(b'abc'), min([b'x', b'y']), b'a' != 'a', hash(b'x') == hash(bytes([120]))
list(b'ab'), tuple(b'\xff\x00'), set(b'aa') == {97}, bytes(x + 1 for x in b'HAL'), bytes(reversed(b'abc')), sum(b'\x01\x02'), b'ab'[0], b'ab'[0:1], b'abcdef'[::-2], [x for x in b'hi'], dict(enumerate(b'z')), list(zip(b'a', 'b')), b','.join([b'a', bytearray(b'b')]), bytes(5), bytes([0] * 3), int.from_bytes(b'\x01\x00', 'big'), b'1'.isdigit(), int(b'12'), float(b'1.5')
""")
