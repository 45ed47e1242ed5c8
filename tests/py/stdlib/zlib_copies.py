# Decompressors are copied at any point; the copies go their own ways.
import copy
import zlib

data = bytes(range(256)) * 40 + b"end"
packed = zlib.compress(data)
for n in (0, 1, 2, 5, 10, 40, 100):
    first = zlib.decompressobj()
    start = first.decompress(packed[:n])
    copies = [first.copy(), copy.copy(first), copy.deepcopy(first)]
    print([start + d.decompress(packed[n:]) + d.flush() == data for d in copies + [first]])
first = zlib.decompressobj()
start = first.decompress(packed, 100)
second = first.copy()
for d in (first, second):
    print(start + d.decompress(d.unconsumed_tail) == data, d.eof)
c = zlib.compressobj()
start = c.compress(data)
d = c.copy()
ends = [c.flush(), d.compress(b"more") + d.flush()]
print([zlib.decompress(start + e)[len(data) - 3:] for e in ends])
try:
    c.copy()
except ValueError as e:
    print(e)
