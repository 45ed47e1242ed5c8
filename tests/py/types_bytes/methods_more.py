import warnings; warnings.simplefilter("ignore")
class B(bytes): pass
class HasB:
    def __bytes__(self): return b"hb"
class Idx:
    def __index__(self): return 3
import warnings
warnings.simplefilter("error")
try: str(b"a")
except BytesWarning as e: print(e)
a, *b = b"xyz"
print(a, b)
b = b"ab"
try: b[0] = 1
except TypeError as e: print(e)
try: del b[0]
except TypeError as e: print(e)
for i, c in enumerate(b"hi"): print(i, c)
print(bytes.__mro__, b"x" * 3 is not None, bytes.maketrans(b"a", b"b")[97])
