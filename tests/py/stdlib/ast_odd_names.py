"""Trees with identifiers that no source text can have, as tools that rewrite programs make them."""
import ast
def at(node, line=1, col=0): return ast.fix_missing_locations(ast.copy_location(node, ast.Name("x", ast.Load(), lineno=line, col_offset=col, end_lineno=line, end_col_offset=col + 1)))
def name(n, ctx=ast.Load): return ast.Name(n, ctx())
def run(*body, ns=None):
    m = ast.Module([at(b) for b in body], []); ns = {} if ns is None else ns
    try: exec(compile(ast.fix_missing_locations(m), "made.py", "exec"), ns)
    except Exception as e: print(type(e).__name__, e)
    return {k: v for k, v in ns.items() if k != "__builtins__"}
print(run(ast.Assign([name("@py_assert1", ast.Store)], ast.Constant(5)), ast.Assign([name("y", ast.Store)], ast.BinOp(name("@py_assert1"), ast.Add(), ast.Constant(1)))))
print(run(ast.Expr(name("@missing"))), run(ast.Delete([name("a b", ast.Del)]), ns={"a b": 1}), run(ast.Assign([name("if", ast.Store)], ast.Constant(1))))
f = ast.parse("def f(p, *q, k=2, **r):\n    def g(): return p, k\n    return g(), q, r").body[0]
class Rename(ast.NodeTransformer):
    def visit_arg(self, n): n.arg = "@" + n.arg; return n
    def visit_Name(self, n): n.id = n.id if n.id == "g" else "@" + n.id; return n
f.name = "the function"; Rename().visit(f)
fn = run(f)["the function"]; print(fn(1, 2, **{"@k": 3, "z": 4}), fn.__name__, fn.__code__.co_varnames)
try: fn()
except TypeError as e: print(e)
c = ast.parse("class C:\n    x: int = 1\n    def m(self): return self.attr").body[0]
c.name = "1st class"; c.body[1].body[0].value.attr = "no attr"; c.body[1].name = "the method"
C = run(c)["1st class"]; print(C.__name__, C.__qualname__, "the method" in vars(C))
o = C(); setattr(o, "no attr", "yes"); print(getattr(o, "the method")())
i = ast.parse("import os as o").body[0]; i.names[0].asname = "odd-name"; print([k for k in run(i)])
m = ast.parse("match v:\n    case {'a': x, **rest}: pass\n    case [x, *more]: pass").body[0]
m.cases[0].pattern.rest = "@rest"; m.cases[1].pattern.patterns[1].name = "@more"; m.cases[1].pattern.patterns[0].name = "@x"
print(run(m, ns={"v": {"a": 1, "b": 2}}), run(m, ns={"v": [1, 2, 3]}))
g = ast.parse("def g():\n    global a\n    a = 1").body[0]; g.body[0].names[0] = "@a"; g.body[1].targets[0].id = "@a"
ns = {}; run(g, ns=ns); ns["g"](); print(ns["@a"])
call = ast.parse("dict(k=1)").body[0]; call.value.keywords[0].arg = "not a name"; print(eval(compile(ast.fix_missing_locations(ast.Expression(call.value)), "f", "eval")))
for bad in ("None", "True", "False"):
    try: compile(ast.fix_missing_locations(ast.Expression(ast.Name(bad, ast.Load()))), "f", "eval")
    except ValueError as e: print(e)
tree = ast.parse("x = 1\n\n\ny = undefined_name + 1\n"); tree.body[0].targets[0].id = "@x"
import traceback
try: exec(compile(tree, "shown.py", "exec"))
except NameError as e: print(e, [(s.lineno, s.colno, s.end_colno) for s in traceback.extract_tb(e.__traceback__)][-1], tree.body[0].targets[0].id)
lam = ast.parse("lambda a: [a for b in a if b]", mode="eval")
for n in ast.walk(lam):
    if isinstance(n, ast.Name): n.id = "." + n.id
    if isinstance(n, ast.arg): n.arg = "." + n.arg
print(eval(compile(lam, "l", "eval"))((1, 0)))
j = ast.parse("f'a{b}'", mode="eval"); j.body.values += [ast.Call(ast.Attribute(name("b"), "upper", ast.Load()), [], []), ast.Constant("!")]
print(eval(compile(ast.fix_missing_locations(j), "j", "eval"), {"b": "xy"}))
