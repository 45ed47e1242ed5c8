def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
'a\ud800\udc00b'.encode('utf-8')
'\ud800'.encode('utf-16-le')
'\ud800'.encode('utf-8', 'surrogateescape')
'\udc80'.encode('latin-1')
'\ud800x'.encode('utf-8', 'replace'), '\ud800x'.encode('utf-8', 'ignore'), '\ud800x'.encode('utf-8', 'backslashreplace'), '\ud800'.encode('utf-8', 'xmlcharrefreplace'), '\ud800'.encode('utf-8', 'namereplace')
'é€'.encode('ascii', 'replace'), 'é€😀'.encode('ascii', 'xmlcharrefreplace'), 'é€😀'.encode('ascii', 'backslashreplace'), 'é€'.encode('ascii', 'namereplace'), '€a€'.encode('latin-1', 'ignore')
'aé'.encode('ascii')
'aéêëb'.encode('ascii')
'€'.encode('latin-1')
'a\u0100b\u0101c'.encode('latin-1')
b'\xff\x80a'.decode('ascii')
b'a'.decode('utf-16')
b'\x00\xd8'.decode('utf-16-le')
b'\x00\xd8a\x00'.decode('utf-16-le')
""")
