b = bytearray(b"abcdefgh"); mv = memoryview(b); ro = memoryview(b"xyz")
import array
arr = array.array("i", [1, -2, 3]); am = memoryview(arr)
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
