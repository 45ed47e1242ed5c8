import ast, sys
src = '''
"""doc"""
from __future__ import annotations
import a.b as c, d
from . import x
from ..y import (z as q, w)
@dec
@dec2(1)  # comment

def f(a, /, b: int = 1, *args, c, d=2, **kw) -> str:
    """doc"""
    global g; nonlocal_ = 1
    return a if b else -c
async def g():
    async for i in y: await z
    async with a as b, c: pass
    return [i async for i in y if i]
class C(B, metaclass=M):
    x: int = 1; y: str
    (z): int
    def m(self): nonlocal_; super().m(*a, **k)
if a: b
elif c: d
elif e: f
else: g
while x:
    break
else: continue_
try: a
except (A, B) as e: b
except: c
else: d
finally: e
try: a
except* A: b
with (open(x) as f, open(y)): pass
raise A from B
assert x, "m"
del a, b[0], c.d
x = y = 1; x += 2; (a, *b) = [1, 2]
lambda x, *y, z=1: x
{1: 2, **d}; {1, 2}; {k: v for k, v in d}; {x for x in y}; (x for x in y); f(x for x in y)
a < b <= c is not d not in e
not a and b or c
x[1:2, ::3]; x[a]; x[1,]; x[*a]
f"a{x!r:>{w}}b" "c" f'{y=}' ; u"uni"; b"by" rb"\\x"; "a" "b"; f"{x:{y}}"; f"{{}}"; f"{x = !s}"
1_000; 0x10; 1.5; 2j; 10**30; 123456789012345678901234567890; ...; None; True
(yield); (x := 1)
match x:
    case 1 | -2 | 1+2j: pass
    case "a" "b": pass
    case None: pass
    case [a, *_, b]: pass
    case {"k": v, **rest}: pass
    case C(a, b=c) as d if e: pass
    case a.b: pass
    case (x): pass
    case _: pass
type X[T: int, *Ts, **P] = list[T]
def gen[T = int](x: T): pass
class D[T]: pass
t"a{x}b{y!r:z}"
é = "日本"; print(é, "x")
a = (1, 2); b = 1, 2; c = ((1)); (d) = 3
x = a @ b // c << 1
return_ = yield_
'''
m = ast.parse(src)
print(ast.dump(m, include_attributes=True, indent=1))

# trees made by hand, changed trees, errors
import warnings
class Swap(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n) if isinstance(n.value, int) else n
tree = ast.fix_missing_locations(Swap().visit(ast.parse("def f(x=2):\n    return x + 21\nprint(f())")))
exec(compile(tree, "made.py", "exec"))
bad = ast.parse("a = 1\n\n\nb = a / 0")
ast.increment_lineno(bad, 40)
try: exec(compile(bad, "made.py", "exec"))
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_lineno)
print(eval(compile(ast.Expression(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7), lineno=1, col_offset=0), ), "e", "eval")) if 0 else eval(compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7)))), "e", "eval")))
print(ast.unparse(tree), ast.literal_eval("{'a': [1, -2.5, 1+3j, b'x', None, ..., {1}]}"), ast.get_docstring(ast.parse("def f():\n  '''d\n    e'''").body[0]))
for f in [lambda: ast.Name(1, 2, 3), lambda: ast.Name("x", id="y"), lambda: ast.Name("x", foo=3), lambda: ast.Call(ast.Name("f")), lambda: ast.Load(1), lambda: ast.Return(), lambda: ast.Name("x", lineno=3), lambda: ast.Module(), lambda: ast.Expression(),
          lambda: compile(ast.Module([ast.Pass()], []), "f", "exec"), lambda: compile(ast.Expression(3), "f", "eval"), lambda: compile(ast.parse("1"), "f", "eval"), lambda: compile(ast.Pass(), "f", "exec"), lambda: ast.parse("a b"), lambda: ast.literal_eval("f()"), lambda: ast.parse("(int, *str) -> bool", mode="func_type")]:
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: r = f(); print(type(r).__name__, ast.dump(r), [str(x.message) for x in w])
        except Exception as e: print(type(e).__name__, e, [str(x.message) for x in w])
for c in [ast.AST, ast.expr, ast.FunctionDef, ast.arg, ast.pattern, ast.Load, ast.Dict, ast.arguments]:
    print(c, c._fields, c._attributes, c.__doc__[:40] if c.__doc__ else None, getattr(c, "_field_types", None), c.__match_args__)
import copy, pickle
print(ast.dump(copy.deepcopy(m)) == ast.dump(m) == ast.dump(pickle.loads(pickle.dumps(m))), copy.replace(m.body[0], lineno=7).lineno, repr(ast.parse("x = [1, 2, 3]; f(a, b)")))
print([type(n).__name__ for n in ast.walk(ast.parse("x = a.b[c]"))], list(ast.iter_fields(ast.parse("x", mode="eval").body))[0])
