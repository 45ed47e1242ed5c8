class Idx:
    def __index__(self): return 7
class Int:
    def __int__(self): return 9
class Str(str): pass
class By(bytes): pass
class MyInt(int):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v); self.extra = extra; return self
    def __repr__(self): return f"MyInt({int(self)})"
m = MyInt(5, "e")
print(m, m.extra, m + 1, type(m + 1), type(+m), type(m * 1), type(int(m)), m == 5, {m: 1}[5], [10, 20, 30, 40, 50, 60][m], str(m), f"{m}", "%d" % m, MyInt.from_bytes(b"\x05"), type(MyInt(True)), m.real, type(m.real), type(abs(m)), type(round(m)))
try:
    class B(bool): pass
except TypeError as e: print(e)
print(int.__doc__ is not None, int.__name__, bool.__mro__, int.__subclasses__()[0])
import sys
print(sys.int_info.default_max_str_digits, sys.get_int_max_str_digits())
try: str(10**5000)
except ValueError as e: print(e)
try: int("1" * 5000)
except ValueError as e: print(e)
print(len(hex(10**5000)), int("f" * 5000, 16).bit_length())
sys.set_int_max_str_digits(0)
print(len(str(10**5000)))
for v in (100, -1, "x"):
    try: sys.set_int_max_str_digits(v)
    except (ValueError, TypeError) as e: print(e)
