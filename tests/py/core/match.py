def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "small"
        case str(s): return "str " + s
        case [a, b]: return f"pair {a} {b}"
        case [a, *rest]: return f"list {a} {rest}"
        case {"k": v}: return f"map {v}"
        case int(n) if n > 100: return "big"
        case None: return "none"
        case _: return "other"
for v in (0, 2, "x", [1, 2], (1, 2, 3), {"k": 5, "z": 1}, 500, 50, None, 1.5, [], True): print(v, f(v))
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
match P(1, 2):
    case P(0, _): print("zero x")
    case P(x, y=2): print("x", x)
