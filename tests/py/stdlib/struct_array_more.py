import struct
from struct import *
from array import array
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
