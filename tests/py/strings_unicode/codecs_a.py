def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
'aé€😀'.encode('utf-8'), 'aé€😀'.encode('utf-16-le'), 'aé€😀'.encode('utf-16-be'), 'a😀'.encode('utf-32-le'), 'a'.encode('utf-16')[2:] in (b'a\0', b'\0a'), 'a'.encode('utf-8-sig'), 'é'.encode('latin-1'), 'é'.encode('cp1252'), '€'.encode('cp1252'), 'é'.encode('utf_8'), 'é'.encode('UTF8'), 'é'.encode('U8'), 'a'.encode('us-ascii'), 'é'.encode('iso-8859-1'), 'é'.encode('L1'), 'aé'.encode('unicode_escape'), '\n\x80€😀'.encode('unicode_escape'), 'aé😀'.encode('raw_unicode_escape')
b'a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'.decode(), b'\xff\xfea\0'.decode('utf-16'), b'\xfe\xff\0a'.decode('utf-16'), b'\xef\xbb\xbfa'.decode('utf-8-sig'), b'\xef\xbb\xbfa'.decode(), b'\x80'.decode('cp1252'), b'\\u20ac\\n\\x41\\101\\N{BULLET}'.decode('unicode_escape'), b'\\u20ac\\n'.decode('raw_unicode_escape'), b'a\0\0\0'.decode('utf-32-le'), b'\xff\xfe\0\0a\0\0\0'.decode('utf-32'), b'\x3d\xd8\x00\xde'.decode('utf-16-le')
b'\x80'.decode()
b'\xc2'.decode()
b'\xe0\x80\x80'.decode()
b'\xf4\x90\x80\x80'.decode()
b'\xf8\x88\x80\x80\x80'.decode()
b'ab\xffcd'.decode()
b'\xe2\x28\xa1'.decode()
b'\xf0\x90\x28\xbc'.decode()
[b.decode('utf-8', 'replace') for b in (b'\x80', b'\xc2', b'\xe2\x82', b'\xe2\x82a', b'\xf0\x9f\x98', b'\xf0\x9f\x98a', b'\xc0\xaf', b'\xed\xa0\x80', b'\xf5\x80', b'a\xffb\xfec', b'\xe0\x80\x80', b'\xf0\x80\x80\x80', b'\xf4\x90\x80\x80')]
[b.decode('utf-8', 'ignore') for b in (b'a\x80b', b'a\xe2\x82b', b'\xc2')], [b.decode('utf-8', 'backslashreplace') for b in (b'a\x80b', b'\xe2\x82')], [b.decode('utf-8', 'surrogateescape') for b in (b'a\x80b', b'\xff')]
'\udc80a\udcff'.encode('utf-8', 'surrogateescape'), '\ud800\udfff'.encode('utf-8', 'surrogatepass'), b'\xed\xa0\x80'.decode('utf-8', 'surrogatepass'), '\ud800'.encode('utf-16-le', 'surrogatepass'), b'\x00\xd8'.decode('utf-16-le', 'surrogatepass')
'\ud800'.encode('utf-8')
""")
