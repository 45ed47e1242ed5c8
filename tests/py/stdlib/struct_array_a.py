def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import struct
from struct import *
from array import array
show(r"""
pack('<bBhHiIqQ', -1, 255, -2, 65535, -3, 4294967295, -4, 2**64 - 1), pack('>hi', 1, 2), pack('!I', 1), pack('<fd', 1.5, -2.25), pack('5s', b'ab'), pack('3p', b'abcd'), pack('c?x', b'z', True), pack('<e', 1.5), pack('2h', 1, 2) in (b'\1\0\2\0', b'\0\1\0\2'), pack('<3s2xh', b'abc', 7), pack('0s', b''), pack('<?', 5), pack('=bI', 1, 2).__len__()
unpack('<bBhH', b'\xff\xff\xfe\xff\xff\xff'), unpack('>I', b'\0\0\1\0'), unpack('<d', b'\0\0\0\0\0\0\xf8?'), unpack('3s', b'abc'), unpack('<2h', b'\1\0\2\0'), unpack('4p', b'\2abc'), unpack_from('<h', b'\0\0\5\0', 2), unpack('', b''), list(iter_unpack('<h', b'\1\0\2\0')), unpack('<e', b'\0>'), unpack('>q', b'\xff' * 8)
calcsize('<bhi'), calcsize('<qd'), calcsize('!5s3x'), calcsize('=bi'), calcsize('>3h'), calcsize('')
pack('<b', 128)
pack('<B', -1)
pack('<h', 'a')
pack('<i', 1.5)
pack('<I', 2**32)
pack('<q', 2**63)
pack('<f', 1e100)
pack('<c', b'ab')
pack('<s', 'a')
pack('<bb', 1)
pack('<b', 1, 2)
""")
