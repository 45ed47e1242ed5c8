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
mv.format, mv.itemsize, mv.ndim, mv.shape, mv.strides, mv.nbytes, mv.readonly, mv.contiguous, mv.c_contiguous, mv.f_contiguous, mv.suboffsets, len(mv), mv.obj is b, ro.readonly
mv[0], mv[-1], bytes(mv[1:3]), bytes(mv[::2]), bytes(mv[::-1]), mv[::2].strides, mv[::2].contiguous, mv[::-1].shape, mv.tolist(), mv.tobytes(), mv.hex(), mv.hex(':', 2), list(mv[2:4])
mv[8]
mv['a']
mv[0, 0]
mv[1.0]
ro[0]
am.format, am.itemsize, am.shape, am.tolist(), am[1], am.nbytes, len(am), am[1:].tolist(), am[::-1].tolist()
memoryview(5)
memoryview('abc')
memoryview()
memoryview(object=b'x').tolist()
mv == b'abcdefgh', mv == b, mv != b'x', mv == 'abcdefgh', ro == memoryview(b'xyz'), am == array.array('i', [1, -2, 3]), am == array.array('b', [1, -2, 3]), mv[1:2] == b'b', mv == 5
""")
