import math
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

x = 42; s = "str"; f = 3.14159; d = {"k": "v", "n": {"m": 1}}; l = [1, 2]; w = 10; p = 3; n = None
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "C-str"
    def __repr__(self): return "C-repré"
c = C()
show(r"""
f'{1/0}'
f'{x:zz}'
f'{s:d}'
f'{f:d}'
f'{n:5}'
f'{l:5}'
f'{x:.2}'
f'{x:{w}{undefined}}'
f'{d["z"]}'
f'{"a" "b"}', f'{x # comment' if False else ''
f'{3!s:5}|{3!r:>5}|{3:5}|{"3":5}|{True:5}|{True!s:5}|{1.5:5}'
f'{math.pi:.3f}', f'{-0.0:.0f}', f'{1e100:.3g}', f'{float("nan"):5}|{float("inf"):<5}|{-float("inf"):05}'
f'{b"bytes"}', f'{b"bytes"!r:>10}', f'{1j}', f'{...}', f'{int}', f'{C}', f'{len}'
""")
