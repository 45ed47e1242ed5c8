def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

b = bytearray(b"abcdefgh"); mv = memoryview(b); ro = memoryview(b"xyz")
import array
arr = array.array("i", [1, -2, 3]); am = memoryview(arr)
show(r"""
mv < b'z'
hash(ro) == hash(b'xyz')
hash(mv)
b'y' in ro, 121 in ro, list(ro), list(reversed(ro)), ro.index(121), ro.count(120)
ro.index(5)
memoryview(b'\x01\x02\x03\x04').cast('H').tolist() in ([513, 1027], [258, 772]), memoryview(bytes(8)).cast('d')[0], memoryview(bytes(8)).cast('B', (2, 4)).shape, memoryview(bytes(8)).cast('B', [2, 2, 2]).tolist(), memoryview(b'abcd').cast('c')[0], memoryview(b'\x01\x00').cast('?').tolist(), memoryview(b'abcdefgh').cast('B', (2, 4))[1, 2], memoryview(b'\xff').cast('b')[0]
memoryview(b'abc').cast('H')
memoryview(b'abc').cast('z')
memoryview(b'abcd').cast('B', (3, 2))
memoryview(b'abcd').cast('B', (2, 2))[0]
memoryview(b'abcd').cast('B', (2, 2))[2, 0]
memoryview(b'abcd').cast('B', (2, 2))[0:1].tolist()
memoryview(b'abcd').cast('H').cast('i')
""")
