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
pack('z', 1)
pack('<P', 1)
unpack('<h', b'a')
unpack('<h', b'abc')
unpack_from('<i', b'abc')
list(iter_unpack('<h', b'abc'))
iter_unpack('', b'')
calcsize('99999999999999999999i')
pack('<e', 1e10)
Struct('<hb').size, Struct('<hb').format, Struct('<hb').pack(1, 2), Struct('<hb').unpack(b'\1\0\2'), error.__name__, Struct('<h')
array('i', [1, 2]), array('d', [1.5]), array('B', b'ab'), array('u', 'hé') if False else '', array('w', 'hé😀'), array('b'), array('q', [2**62]).itemsize, array('f', [0.1])[0], array('h', range(3)), array('b', [-1]).tobytes(), array('w', 'ab').tounicode()
array('i', [1, 2, 3])[1:], array('i', [1]) + array('i', [2]), array('i', [1]) * 3, array('i', [1]) == array('d', [1.0]), array('i', [1]) < array('i', [2]), 2 in array('i', [2]), list(reversed(array('i', [1, 2]))), array('i', [1, 2]).tolist(), array('i', [3, 1]).index(1), array('i', [1, 1]).count(1), sum(array('d', [1, 2])), array('i').typecode, array('H', [1]).buffer_info()[1]
array('z')
array('i', ['a'])
array('b', [128])
array('B', [-1])
array('i', 'ab')
array('w', [1])
array('i', 5)
array('i', [1]) + [1]
array('i')[0]
array('i', [1]).index(5)
array('i').pop()
array('i', [1]).fromlist(['a'])
array('i', [1]).frombytes(b'abc')
hash(array('i'))
array('d', [1]) + array('i', [1])
""")
a = array("i", [1, 2, 3]); a.append(4); a.extend([5]); a.insert(0, 0); a.remove(2); a.reverse(); print(a, a.pop(), a.pop(0), len(a)); a[0] = 9; a[1:2] = array("i", [7, 8]); del a[-1]; print(a); a.byteswap(); print(a); a.byteswap(); a.fromlist([1]); a.frombytes(b"\1\0\0\0"); print(a)
try: a[0] = "x"
except TypeError as e: print(e)
try: a[1:2] = [1]
except TypeError as e: print(e)
buf = bytearray(8); pack_into("<hh", buf, 2, 1, -1); print(buf)
try: pack_into("<i", buf, 6, 1)
except error as e: print(e)
try: pack_into("<i", b"x" * 8, 0, 1)
except TypeError as e: print(e)
