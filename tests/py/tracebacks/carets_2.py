import traceback, sys
def show(f, *a):
    try: f(*a)
    except Exception as e: traceback.print_exception(type(e), e, e.__traceback__.tb_next, file=sys.stdout)
class A: pass
obj = A(); obj.x = None; lst = [1, [2]]; s = "str"
def unpack(): return [*5]
def kw(): return dict(**5)
def wth():
    with 5 as x: pass
def imp(): import nonexistent_mod
def imp2(): from sys import nothing_here
def ret(): return (y := lst.pop(10))
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
        case str(1, 2): pass
def decor():
    @obj.x
    def f(): pass
def cls():
    class X(5): pass
def deflt():
    def f(a=1 / 0): pass
def slice_(): return lst[1:s]
def chain(): return obj.x.y().z[1]
def nested(): return len([1, 2, [3 / 0, 4]])
def walrus(): return (n := 1 / 0) + 1
def await_it():
    async def co(): await 5
    co().send(None)
def yield_from():
    def g(): yield from 5
    list(g())
def method(): return "abc".join([1, 2]).upper()
def kwcall(): return sorted([3, "a"], key=None, reverse=True)
def subscript_call(): return {"a": len}["a"](5)
def comp_if(): return [v for v in [1, 2] if v / 0]
def gen(): return sum(x / 0 for x in [1])
def set_comp(): return {[] for _ in [1]}
def dict_disp(): return {"a": 1, [1]: 2}
def not_it(): return not s.zz
def glob(): return undefined_thing.attr
def paren(): return ((1) + (s))
def tab(): return	1 /	0
def semicolon(): a = 1; b = 2; c = a / (b - 2); return c
def cmp_chain(): return 1 < 2 < s < 3
def fstring(): return f"{s} and {1 / 0:>10} {s!r}"
def raise_call(): raise ValueError("x" + 1)
def assert_call(): assert len(5), "m"
def ret_tuple(): return 1, 2 / 0, 3
def call_args(): return max(1, 2 / 0, 3)
def long_line(): return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" + 5
for f in [unpack, kw, wth, imp, imp2, ret, boolop, tern, lam, bina, pw, multi_line_call, multi_line_binop, multi_line_attr, long_call, unicode_cols, star_assign, aug, aug2, match_stmt, decor, cls, deflt, slice_, chain, nested, walrus, await_it, yield_from, method, kwcall, subscript_call, comp_if, gen, set_comp, dict_disp, not_it, glob, paren, tab, semicolon, cmp_chain, fstring, raise_call, assert_call, ret_tuple, call_args, long_line]: show(f)
