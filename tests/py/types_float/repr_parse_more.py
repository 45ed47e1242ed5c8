class F(float):
    def __repr__(self): return f"F<{float(self)!r}>"
    def __add__(self, o): return F(float(self) + o)
f = F(1.5)
print(f, f + 1, type(f * 2), F("2.5"), [f], f == 1.5, hash(f) == hash(1.5), str(f), f"{f}", f"{f:.1f}", "%.2f" % f, type(+f), type(abs(f)), F.fromhex("0x1p0"), float(f))
class Fl:
    def __float__(self): return 2.5
class Ix:
    def __index__(self): return 3
print(float(Fl()), float(Ix()), F(Fl()), float.from_number(Fl()))
vals = [10.0**i for i in range(-6, 20)]
print(vals)
print([1.1**i for i in range(10)] == [1.1**i for i in range(10)], [round(1.1**i, 10) for i in range(0, 30, 5)])
print([i / 10 for i in range(15)], [i * 0.1 for i in range(11)])
print([7 / d for d in range(1, 20)])
n = 0
x = 12345
for i in range(3000):
    x = (x * 1103515245 + 12345) % 2**31
    y = x / 2**(i % 60) * 10.0**(i % 40 - 20)
    if float(repr(y)) != y: n += 1
print("bad round trips:", n)
print(float.__doc__ is not None, float.max if hasattr(float, "max") else "no max")
import sys
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.radix, sys.float_repr_style)
