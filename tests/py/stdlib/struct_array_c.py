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
