import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class T:
    def __init__(self, n): self.n = n
    def __repr__(self): return self.n
for _o, _n in {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "matmul": "@", "lt": "<", "gt": ">", "le": "<=", "ge": ">=", "eq": "==", "ne": "!="}.items():
    setattr(T, f"__{_o}__", lambda a, b, n=_n: T(f"({a}{n}{b})"))
    setattr(T, f"__r{_o}__", lambda a, b, n=_n: T(f"({b}{n}{a})"))
for _o, _n in {"neg": "-", "pos": "+", "invert": "~"}.items(): setattr(T, f"__{_o}__", lambda a, n=_n: T(f"{n}{a}"))
T.__bool__ = lambda a: False
a, b, c, d = map(T, "abcd")
show("""
a + b * c - d, a - b - c, a / b / c, a // b % c, a ** b ** c, -a ** b, a ** -b, -a * b, ~a + b, a << b + c, a & b | c ^ d, a | b & c, a ^ b | c, a << b >> c, a @ b * c
a + b << c & d, a < b + c, a | b < c, (a + b) * c, -(a + b), --a, +-~a, a * -b, a if b else c, a or b and c, (a or b) and c, not a or b, not (a or b), a and b or c
a == b | c, a & b == c, not a == b, a + b if c else d, a if not b else c, [a, b + c, -d], {a: b, c: d}.__len__() if False else a, a ** b * c, a * b ** c, a % b * c, -a % b, a - -b, a & ~b
2 ** -1, -2 ** 2, 2 ** 3 ** 2, (-2) ** 2, 10 - 5 - 2, 100 / 10 / 5, 7 // 2 * 2, 7 % 4 * 2, 1 + 2 << 3, 1 << 2 + 1, 6 & 3 == 3, (6 & 3) == 2, 5 | 2 == 2, 1 < 2 == True, (1 < 2) == True, not 1 == 2, 3 > 2 > 1, 1 in [1] == [1], -1 // 2, -(1 // 2), ~1 + 1, ~(1 + 1), 2 * 3 % 4, 2 + 3 * 4 - 5 // 2, 1 or 0 and 0, (1 or 0) and 0, not 0 and 1, 1 if 0 else 2 if 0 else 3, (lambda: 1)() + 1, 1 - -1, 1 - - - 1, 3 * -2 ** 2, 5 ^ 3 & 1 | 8, 0x10 | 0b11 & 0o7, 1 is 1 is not None, 'a' 'b' * 2, -'x'.__len__(), 2 ** 2 .__neg__(), [1, 2][0] + 1, {1: 2}[1] ** 2
x if (x := 5) > 3 else 0, (y := 1) + y, [z := 1, z + 1], not (n := 0), (m := 2) ** 2, lambda q: q if q else 0
""".replace(", lambda q: q if q else 0", ""))
print(1 < 2 < 3 != 4 > 0 <= 0, 1 < 3 < 2, 3 == 3 == 3, 1 < 2 > 1 < 5, "a" < "b" < "c", [] == [] != (), 5 not in [1] in [[1]] if False else "-", None is not False, not None is True, (not None) is True)
def e(n, v): print(n, end=" "); return v
print(e("a", 1) + e("b", 2) * e("c", 3) ** e("d", 2) - e("e", 1)); print(e("a", 1) < e("b", 3) < e("c", 2) < e("d", 9)); print(e("a", 0) or e("b", 5) and e("c", 0) or e("d", 7)); print([e("x", 1), e("y", 2)][e("i", 1)]); print({e("k", 1): e("v", 2)}); print(e("f", max)(e("p", 1), *e("q", [5]), **e("r", {}))); print(e("t", 1) if e("cond", 0) else e("f", 2)); print((lambda p=e("dflt", 3): p)()); print(e("o", "abc")[e("lo", 0):e("hi", 2)]); print(e("l", [0])[e("z", 0)])
l = [0, 0]; l[e("idx", 0)] = e("val", 9); print(l); e("tgt", l)[e("ix", 1)] += e("rhs", 4); print(l); (e("t1", {}))["k"], (e("t2", {}))["k"] = e("v1", 1), e("v2", 2); print()
