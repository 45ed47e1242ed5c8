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
memoryview(b'abcd')[::2].cast('B')
memoryview(b'abcd').cast(5)
len(memoryview(b'abcd').cast('B', (2, 2))), memoryview(b'abcd').cast('B', (2, 2)).tobytes(), memoryview(b'a').cast('B', ()).tolist(), memoryview(b'a').cast('B', ())[()], memoryview(b'abcd').cast('B', (1, 4)).ndim
memoryview(b'a').cast('B', ())[0]
len(memoryview(b'a').cast('B', ()))
mv.toreadonly().readonly, mv.toreadonly()[0], memoryview(mv).obj is b, memoryview(mv) == mv
mv.toreadonly().__setitem__(0, 1)
mv.tobytes('C'), mv.tobytes(order='F'), mv.tobytes('A')
mv.tobytes('X')
memoryview[int] if hasattr(memoryview, '__class_getitem__') else 'none'
bool(mv), bool(memoryview(b'')), str(mv).startswith('<memory at 0x'), mv.__len__(), bytes(memoryview(b'ab')), bytearray(mv[:2]), b''.join([mv[:1], ro]), ro.hex()
""")
