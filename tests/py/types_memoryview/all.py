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
mv[0] = 65; mv[1:3] = b"BC"; mv[-1] = ord("H")
print(b)
for k, v in [(0, 256), (0, "a"), (slice(0, 2), b"abc"), (0, b"a"), (9, 1), (slice(0, 2), "ab"), ("x", 1), (slice(0, 4, 2), b"12"), (slice(0, 2), memoryview(b"zz")), (slice(0, 2), arr), (0, 1.5), (0, -1)]:
    try: mv[k] = v; print(k, "ok", b)
    except Exception as e: print(k, type(e).__name__, e)
try: ro[0] = 1
except TypeError as e: print(e)
try: del mv[0]
except TypeError as e: print(e)
am[0] = 99; print(arr)
try: am[0] = 2**40
except ValueError as e: print(e)
try: am[0] = "x"
except TypeError as e: print(e)
with memoryview(b) as w: w[0] = 33
for f in (lambda: w[0], lambda: w.tolist(), lambda: len(w), lambda: w.format, lambda: list(w), lambda: w.release(), lambda: w == b, lambda: memoryview(w), lambda: w.hex()):
    try: print(f())
    except ValueError as e: print(e)
print(repr(w).startswith("<released memory at 0x"))
sub = mv[2:6]; sub[0] = 46; print(b, sub.tobytes())
mv[0:4] = mv[2:6]; print(b)
mv[1:5] = mv[0:4]; print(b)
try: b.append(1)
except BufferError as e: print(e)
try: mv.release(); b.append(1)
except BufferError as e: print(e)
sub.release(); b.append(33); print(b)
class Buf:
    def __init__(self): self.data = bytearray(b"proto")
    def __buffer__(self, flags): return memoryview(self.data)
    def __release_buffer__(self, view): print("released"); view.release()
with memoryview(Buf()) as v: print(v.tobytes())
class BadBuf:
    def __buffer__(self, flags): return 5
try: memoryview(BadBuf())
except TypeError as e: print(e)
print(isinstance(mv, memoryview))
try:
    class Sub(memoryview): pass
except TypeError as e: print(e)
