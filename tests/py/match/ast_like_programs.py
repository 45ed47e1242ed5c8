from dataclasses import dataclass
@dataclass
class Num: v: float
@dataclass
class Var: n: str
@dataclass
class Bin: op: str; l: object; r: object
@dataclass
class Call: f: str; args: list
def simp(e):
    match e:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)): return simp(x)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)): return Num(0)
        case Bin("*", Num(1), x) | Bin("*", x, Num(1)): return simp(x)
        case Bin("-", x, y) if x == y: return Num(0)
        case Bin(op, Num(a), Num(b)): return Num({"+": a + b, "-": a - b, "*": a * b}[op])
        case Bin(op, l, r):
            s = Bin(op, simp(l), simp(r)); return simp(s) if s != e else s
        case Call("sum", [only]): return simp(only)
        case Call(f, args): return Call(f, [simp(a) for a in args])
        case Num() | Var(): return e
        case _: raise TypeError(f"bad {e!r}")
def show(e):
    match e:
        case Num(v): return str(v)
        case Var(n=name): return name
        case Bin(("+" | "-") as op, l, r): return f"({show(l)} {op} {show(r)})"
        case Bin(op, l, r): return f"{show(l)}{op}{show(r)}"
        case Call(f, []): return f + "()"
        case Call(f, [a, *rest]): return f"{f}({show(a)}{''.join(', ' + show(x) for x in rest)})"
for e in [Bin("+", Num(0), Var("x")), Bin("*", Bin("+", Num(1), Num(2)), Var("y")), Bin("-", Var("a"), Var("a")), Call("sum", [Bin("+", Var("z"), Num(0))]), Call("f", [Num(1), Bin("*", Num(0), Var("q"))]), Call("g", []), Bin("*", Num(1), Bin("+", Num(0), Bin("*", Num(1), Var("k"))))]: print(show(e), "->", show(simp(e)))
try: simp("junk")
except TypeError as e: print(e)
def cmd(line):
    match line.split():
        case ["quit" | "exit"]: return "bye"
        case ["go", ("north" | "south" | "east" | "west") as d]: return f"going {d}"
        case ["go", *other]: return f"cannot go {' '.join(other) or 'nowhere'}"
        case ["take", item] | ["pick", "up", item]: return f"took {item}"
        case ["drop", *items] if len(items) > 1: return f"dropped {len(items)}"
        case ["drop", item]: return f"dropped {item}"
        case [verb, *_] if verb.startswith("x"): return "x-verb"
        case []: return "empty"
        case [single]: return f"what is {single}?"
        case [*words]: return f"{len(words)} words"
for l in ["quit", "exit", "go north", "go up", "go", "take lamp", "pick up lamp", "drop a b", "drop a", "xyzzy now", "", "hello", "a b c"]: print(l, "=>", cmd(l))
def js(v):
    match v:
        case {"type": "user", "name": str(name), **rest} if rest: return f"user {name} extra {sorted(rest)}"
        case {"type": "user", "name": str(name)}: return f"user {name}"
        case {"items": [{"id": int(first)}, *more]}: return f"first {first} more {len(more)}"
        case {"pos": (x, y) | {"x": x, "y": y}}: return f"at {x},{y}"
        case {"err": None | ""}: return "no error"
        case {"err": str() | int() as code}: return f"error {code}"
        case [] | {}: return "empty" if not v else f"dict {list(v)}"
        case [[[deep]]]: return f"deep {deep}"
        case str() | bytes(): return f"text {len(v)}"
        case bool(): return "bool"
        case int() | float() as n if n < 0: return "negative"
        case int(n): return f"int {n}"
        case float(f): return f"float {f}"
        case None: return "null"
        case _: return type(v).__name__
for v in [{"type": "user", "name": "Al"}, {"type": "user", "name": "Al", "z": 1}, {"type": "user", "name": 5}, {"items": [{"id": 1}, 2, 3]}, {"items": []}, {"pos": (1, 2)}, {"pos": {"x": 3, "y": 4}}, {"err": None}, {"err": ""}, {"err": 5}, {"err": []}, [], {}, [[[7]]], "abc", b"xy", True, -5, -1.5, 3, 2.5, None, {1}, (1, 2)]: print(v, "=>", js(v))
def collatz(n):
    match n, n % 2:
        case 1, _: return 0
        case _, 0: return 1 + collatz(n // 2)
        case _: return 1 + collatz(3 * n + 1)
print([collatz(i) for i in range(1, 12)])
def balance(t):
    match t:
        case ("B", ("R", ("R", a, x, b), y, c), z, d) | ("B", ("R", a, x, ("R", b, y, c)), z, d) | ("B", a, x, ("R", ("R", b, y, c), z, d)) | ("B", a, x, ("R", b, y, ("R", c, z, d))): return ("R", ("B", a, x, b), y, ("B", c, z, d))
        case _: return t
def insert(t, v):
    def ins(t):
        match t:
            case None: return ("R", None, v, None)
            case (c, l, x, r) if v < x: return balance((c, ins(l), x, r))
            case (c, l, x, r) if v > x: return balance((c, l, x, ins(r)))
            case _: return t
    _, l, x, r = ins(t); return ("B", l, x, r)
def items(t): return items(t[1]) + [t[2]] + items(t[3]) if t else []
def depth(t): return 1 + max(depth(t[1]), depth(t[3])) if t else 0
t = None
for i in range(100): t = insert(t, i * 37 % 101)
print(items(t) == sorted(i * 37 % 101 for i in range(100)), depth(t), t[0], t[2])
