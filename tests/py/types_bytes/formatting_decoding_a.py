def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
b'%s|%5s|%-5s|%.2s' % (b'ab', b'ab', b'ab', b'abc'), b'%d %5d %-5d| %05d %+d' % (1, 2, 3, 4, 5), b'%x %X %#x %o' % (255, 255, 255, 8), b'%c%c' % (65, b'B'), b'%a %r' % ('é', b'x'), b'%f %.2f %e %g' % (1.5, 2.345, 1e10, 0.0001), b'%%', b'%(k)s %(n)d' % {b'k': b'v', b'n': 5}, b'%b' % b'raw', b'%s' % bytearray(b'ba'), b'%*d' % (5, 42), b'%i' % True
b'%s' % 'str'
b'%s' % 1
b'%d' % 'a'
b'%c' % 'é'
b'%c' % 300
b'%z' % 1
b'%s' % ()
b'%s' % (b'a', b'b')
b'%(k)s' % {'k': b'v'}
bytes.fromhex('00ff 1A\n2b'), bytes.fromhex('').hex(), b'\xab\xcd'.hex(), b'\x01\x02\x03\x04\x05'.hex(':'), b'\x01\x02\x03\x04\x05'.hex(':', 2), b'\x01\x02\x03\x04\x05'.hex(':', -2), b'abc'.hex(b'-')
b'ab'.hex('--')
b'ab'.hex(1, 2)
b'\xe9'.decode('latin-1'), b'\xc3\xa9'.decode(), bytes('é', 'utf-16-le'), b'abc'.decode(errors='ignore'), b'\xff\xfe'.decode('utf-8', 'replace'), str(b'\xc3\xa9', 'utf-8'), b'a\x00b'.decode(), b''.decode('nope') if False else b''.decode()
""")
