def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
b'\x00\xdc'.decode('utf-16-le')
b'abc'.decode('utf-32-le')
b'\xff\xff\xff\xff'.decode('utf-32-le')
b'\\x1'.decode('unicode_escape')
b'\\N{nope}'.decode('unicode_escape')
b'\\U99999999'.decode('unicode_escape')
'a'.encode('no-such-codec')
b'a'.decode('no-such-codec')
'é'.encode('ascii', 'no-such-handler')
'ascii'.encode('ascii', 'no-such-handler')
'a'.encode('utf\0')
'a'.encode('hex')
b'6162'.decode('hex')
'abc'.encode('rot13')
""")
