names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or".split()
import operator
ops = [operator.add, operator.sub, operator.mul, operator.matmul, operator.truediv, operator.floordiv, operator.mod, divmod, pow,
       operator.lshift, operator.rshift, operator.and_, operator.xor, operator.or_]
def maker(label, n): return lambda self, other, *m: f"{label}.{n}({other if isinstance(other, int) else type(other).__name__})"
L = type("L", (), {f"__{n}__": maker("L", n) for n in names})
R = type("R", (), {f"__r{n}__": maker("R", "r" + n) for n in names})
N = type("N", (), {f"__{p}{n}__": lambda self, o, *m: NotImplemented for n in names for p in ("", "r")})
SubL = type("SubL", (L,), {f"__r{n}__": maker("SubL", "r" + n) for n in names})
for op in ops:
    print(op(L(), 1), op(1, R()), op(L(), R()), op(N(), R()), op(L(), SubL()), op(L(), N()))
    for a, b in [(N(), N()), (N(), 1), (1, N()), (object(), 1.5), ("s", N())]:
        try: print(op(a, b))
        except TypeError as e: print(e)
class I(int):
    def __add__(self, o): return "I+"
    def __radd__(self, o): return "+I"
print(I(1) + 1, 1 + I(1), I(1) + I(1), 1 - I(1), type(I(3) * 2))
class Same:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return "radd of same type must not be called"
try: Same() + Same()
except TypeError as e: print(e)
class Blocked(L):
    __add__ = None
    __radd__ = None
try: Blocked() + 1
except TypeError as e: print(e)
try: 1 + Blocked()
except TypeError as e: print(e)
class P3:
    def __pow__(self, o, m=None): return f"pow({o}, {m})"
    def __rpow__(self, o, m=None): return f"rpow({o}, {m})"
print(P3() ** 2, pow(P3(), 2, 3), 2 ** P3(), pow(2, P3()))
try: print(pow(2, P3(), 5))
except TypeError as e: print(e)
try: print(pow(2, 3, P3()))
except TypeError as e: print(e)
class Err:
    def __add__(self, o): raise KeyError("in add")
try: Err() + 1
except KeyError as e: print(repr(e))
class Inst: pass
i = Inst()
i.__add__ = lambda o: "instance attribute is ignored"
try: i + 1
except TypeError as e: print(e)
class SeqAdd(list):
    def __add__(self, o): return "SeqAdd"
print(SeqAdd() + [1], [1] + SeqAdd([2]))
class RMul:
    def __rmul__(self, o): return f"rmul {o!r}"
    def __radd__(self, o): return f"radd {o!r}"
    def __rmod__(self, o): return f"rmod {o!r}"
print([1] * RMul(), "ab" * RMul(), (1,) + RMul(), "x" + RMul(), b"q" * RMul(), "%s" % RMul() if False else "", 1.5 * RMul(), {} | RMul() if False else "")
class Idx:
    def __index__(self): return 3
print([1] * Idx(), Idx() * "ab", "a" * Idx())
