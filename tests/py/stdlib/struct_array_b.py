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
""")
