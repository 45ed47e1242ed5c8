import math
inf, nan = float("inf"), float("nan")
ops = ["+", "-", "*", "/", "//", "%", "**", "<", "<=", "==", "!=", ">", ">="]
vals = ["0.0", "-0.0", "1.0", "-1.5", "inf", "-inf", "nan", "1e308", "5e-324"]
for op in ops:
    row = []
    for a in vals:
        for b in vals:
            try: r = eval(f"({a}) {op} ({b})")
            except (ZeroDivisionError, OverflowError) as e: r = "Z" if isinstance(e, ZeroDivisionError) else "O"
            if isinstance(r, complex): r = "C"
            row.append("T" if r is True else "F" if r is False else f"{r:.6g}" if isinstance(r, float) else r)
    print(op, *row)
for f in (int, round, math.floor, math.ceil, math.trunc, bool, str, abs, lambda x: -x, float.hex, float.is_integer, lambda x: x.as_integer_ratio(), lambda x: f"{x:e}", lambda x: f"{x:010.2f}", lambda x: divmod(x, 2)):
    row = []
    for v in vals[:7]:
        try: row.append(repr(f(eval(v))))
        except (ValueError, OverflowError) as e: row.append(type(e).__name__)
    print(*row)
print(sorted([inf, 1, -inf, 0]), max(nan, 1) , max(1, nan), min([3, nan, 1]), {nan: 1}.get(nan), [nan].count(nan), nan in (nan,), float("nan") in [float("nan")], hash(inf) == hash(float("inf")), inf is inf, {inf, -inf} == {-inf, inf})
print(0.1 + 0.2 == 0.3, 0.1 * 3, 1e16 + 1 == 1e16, 2 ** 53 == 2.0 ** 53, 1 / 3 * 3, 100 * 1.1, 3.3 * 3, 1e-323 / 2, (0.1).as_integer_ratio())
