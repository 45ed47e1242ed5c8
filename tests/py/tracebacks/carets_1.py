import traceback, sys
def show(f, *a):
    try: f(*a)
    except Exception as e:
        traceback.print_exception(type(e), e, e.__traceback__.tb_next, file=sys.stdout)
class A: pass
obj = A(); obj.x = None; lst = [1, [2]]; d = {"k": {"n": 1}}; s = "str"
def add(): return 1 + 2 + s + 3
def add2(): return (1 + 2) * (3 + s)
def attr(): return obj.x.y.z
def attr2(): return obj.nope
def sub(): return lst[0][1]
def sub2(): return d["k"]["z"]["q"]
def sub3(): return lst[1][5]
def call(): return len(len(5))
def call2(): return obj.x(1, 2)
def call3(): return print(int("x"), end="")
def call4(): return (lambda v: v / 0)(1)
def unary(): return -s
def unary2(): return 1 + -s
def compare(): return 1 < 2 < s
def inop(): return 1 in 5
def nm(): return 1 + undefined_name
def assign(): a, b = 1, 2, 3
def assign2(): obj.x.y = 5
def assign3(): lst["a"] = 1
def assign4(): d["k"] += 1
def delete(): del d["missing"]
def loop():
    for x in 5: pass
def comp(): return [1 / v for v in (1, 0)]
def comp2(): return [v for v in 5]
def fstr(): return f"a {1 / 0} b"
def fstr2(): return f"{s:d}"
def rais(): raise ValueError("raised here")
def rais2(): raise ValueError("with cause") from KeyError("k")
def asrt(): assert 1 == 2, "message"
def asrt2(): assert not s
def unpack(): return [*5]
def kw(): return dict(**5)
def wth():
    with 5 as x: pass
def imp(): import nonexistent_mod
def imp2(): from sys import nothing_here
def ret(): return (yield_not := lst.pop(10))
def boolop(): return s and s.x or 1
def tern(): return 1 if s.nope else 2
def lam(): return (lambda: 1 / 0)()
def bina(): return s @ s
def pw(): return 0 ** -1
def multi_line_call():
    return dict(
        a=1,
        b=1 / 0,
        c=3,
    )
def multi_line_binop():
    return (lst
            + s
            + [1])
def multi_line_attr():
    return (obj
            .x
            .nope)
def long_call():
    return int(
        "not a number"
    )
def unicode_cols(): é = "ü"; return é + 1 + "中文" + é
def star_assign(): a, *b, c = [1]
def aug(): s.x += 1
def aug2():
    n = s
    n -= 1
def match_stmt():
    match s:
        case A(1): pass
        case str(1, 2): pass
def decor():
    @obj.x
    def f(): pass
def cls():
    class X(5): pass
def deflt():
    def f(a=1 / 0): pass
def ann():
    x: 1 / 0 = 5
    y: undefined_ann
    return x.nope
def slice_(): return lst[1:s]
def chain(): return obj.x.y().z[1]
def nested(): return len([1, 2, [3 / 0, 4]])
def walrus(): return (n := 1 / 0) + 1
for f in [add, add2, attr, attr2, sub, sub2, sub3, call, call2, call3, call4, unary, unary2, compare, inop, nm, assign, assign2, assign3, assign4, delete, loop, comp, comp2, fstr, fstr2, rais, rais2, asrt, asrt2]: show(f)
