def lit(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "one or two"
        case -3: return "minus three"
        case 1.5: return "float"
        case -2.5 | 2j: return "neg float or complex"
        case 1 + 2j: return "complex"
        case -1 - 1j: return "neg complex"
        case "str" "cat": return "string"
        case b"bytes": return "bytes"
        case None: return "None"
        case True: return "True"
        case False: return "False"
        case "": return "empty"
        case r"\raw": return "raw"
        case 0x10: return "hex"
    return "nothing"
for v in [0, 1, 2, -3, 1.5, -2.5, 2j, 1 + 2j, -1 - 1j, "strcat", b"bytes", None, True, False, "", "\\raw", 16, 0.0, 1.0, "x", (), 3]:
    print(repr(v), lit(v))
class Color:
    RED = 1
    class Nested: DEEP = "deep"
import math
def val(x):
    match x:
        case Color.RED: return "red"
        case Color.Nested.DEEP: return "deep"
        case math.pi: return "pi"
    return None
print(val(1), val("deep"), val(math.pi), val(2), val(True))
def wild(x):
    match x:
        case 5: return "five"
        case _: return f"other {x}"
print(wild(5), wild(6))
def guard(x):
    match x:
        case n if n < 0: return "neg"
        case n if n == 0: return "zero"
        case int(n) if n % 2: return f"odd {n}"
        case n: return f"rest {n}"
print([guard(i) for i in (-1, 0, 3, 4, 2.5)])
def binding(x):
    match x:
        case (a, b) if a > b: pass
        case _: pass
    return {k: v for k, v in locals().items() if k != "x"}
print(binding((1, 2)), binding((2, 1)), binding(5))
class Eq:
    def __eq__(self, o): print("eq with", o); return o == 2
match Eq():
    case 1: print("no")
    case 2: print("yes")
match 5:
    case x: pass
print(x)
match 1, 2:
    case a, b: print(a, b)
match (1,):
    case a,: print(a)
match *range(3), 9:
    case [f, *_, l]: print(f, l)
match = {"match": 1}
case = "case"
match["match"] = case
print(match, [match][0])
match (match):
    case {"match": case}: print(case)
match x := 7:
    case 7: print("walrus", x)
def ret():
    match 1:
        case 1:
            for i in range(3):
                match i:
                    case 1: continue
                    case 2: break
                print("i", i)
            return "ret"
print(ret())
try:
    match undefined_thing:
        case _: pass
except NameError as e: print(e)
try:
    match 1:
        case Color.MISSING: pass
except AttributeError as e: print(e)
