# Formats and buffers that are refused.
import io
import struct


def show(f, *args):
    try:
        print(f(*args))
    except (TypeError, BufferError, struct.error) as e:
        print(type(e).__name__, e)


for text in ("\0", "2\0i", b"\0", "2", "y", "2y"):
    show(struct.calcsize, text)
every_second = memoryview(bytearray(8))[::2]
for buffer in (every_second, every_second[::-1], b"        ", [0]):
    show(struct.pack_into, "2s", buffer, 0, b"ab")
show(io.BytesIO(b"abc").readinto, every_second)
show(struct.unpack_from, "2s", every_second)
