import ast, tokenize, io, token, symtable, marshal
t = ast.parse("x = 1 + f(y, *z, k=2)\nif x > 0:\n    print('a')\n"); print(ast.dump(t)); print(ast.dump(ast.parse("a.b[1:2] = [i async for i in x if i]", mode="exec"), indent=1)); print(ast.unparse(t), ast.unparse(ast.parse("lambda a, /, b=1, *c, d, **e: (yield)")), ast.dump(ast.parse("1", mode="eval")), t.body[0].lineno, t.body[0].value.col_offset, t.body[1].end_lineno)
for s in ["x: int = 5", "async def f(a: int, *, b=1) -> str: await g()", "class C[T](B, metaclass=M): pass", "match x:\n case {'a': 1, **r} | [1, *_] if y: pass\n case P(a, b=2) as c: pass", "try: a\nexcept* E as e: b\nelse: c\nfinally: d", "with a as b, c: pass", "f'{x!r:>{w}} lit {{y}}'", "t'{x}'", "a if b else c", "not a and b or c", "x = y = z", "a += 1", "del a, b[0]", "assert a, 'm'", "raise A from B", "global a, b", "import a.b as c, d", "from ..x import (y, z as w)", "for i in x: break\nelse: continue", "while 1: pass", "{**a, 'b': 1}", "{1, 2}", "[*a, b]", "(yield from x)", "a < b <= c != d is not e not in f", "-x ** -y", "a @ b // c % d << e >> f & g | h ^ i", "(a := 5)", "lambda: 0", "@d\ndef f(): 'doc'", "type X[T: int = str] = list[T]", "x[1:2, ..., ::3]", "'a' b'c'" if False else "'a' 'b'", "b'x'", "1j", "1.5e10", "...", "None", "print(*a, **k)", "def f(a, b=1, /, c=2, *d, e, f=3, **g): return", "nonlocal x" if False else "pass"]:
    try: n = ast.parse(s); u = ast.unparse(n); print(u.replace("\n", "\\n"), ast.dump(ast.parse(u)) == ast.dump(n))
    except SyntaxError as e: print(s, e.msg)
for s in ["[1, 'a', None, {'k': (1.5, True)}, {1}, b'x', -2, 1+2j, ...]", "f()", "1 + 'a'", "x", "{1: [}", "'a' 'b'", " 5"]:
    try: print(ast.literal_eval(s))
    except Exception as e: print(type(e).__name__, str(e).split(" on line")[0].split(": <")[0])
class V(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_Name(self, n): self.names.append((n.id, type(n.ctx).__name__)); self.generic_visit(n)
v = V(); v.visit(t); print(v.names, [type(n).__name__ for n in ast.walk(ast.parse("a + b"))])
class T(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 10), n) if isinstance(n.value, int) else n
new = ast.fix_missing_locations(T().visit(ast.parse("r = 1 + 2"))); ns = {}; exec(compile(new, "f", "exec"), ns); print(ns["r"], eval(compile(ast.Expression(ast.BinOp(ast.Constant(2), ast.Mult(), ast.Constant(21), lineno=1, col_offset=0)) if False else ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(2), ast.Mult(), ast.Constant(21)))), "f", "eval")))
print(ast.Name("x").id, ast.Name("x")._fields, ast.BinOp._fields, ast.get_docstring(ast.parse("'doc'\nx")), ast.Constant(5).value, isinstance(ast.Add(), ast.operator), list(ast.iter_fields(ast.Constant(1, None)))[0], ast.get_source_segment("a = b + c", ast.parse("a = b + c").body[0].value))
for f in (lambda: compile(ast.Module([ast.Expr(ast.Name("x", ast.Store()))], []), "f", "exec"), lambda: compile(ast.parse("x"), "f", "eval"), lambda: ast.parse("x ="), lambda: compile(ast.fix_missing_locations(ast.Module([ast.Expr(ast.Name(5, ast.Load()))], [])), "f", "exec")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([(token.tok_name[k.type], k.string, k.start) for k in tokenize.generate_tokens(io.StringIO("def f(a):\n  return a+1.5 # c\n").readline)], tokenize.untokenize([(1, "x"), (54, "=")]) if False else "")
st = symtable.symtable("def f(a):\n  global g\n  b = a\n  def h(): return b\n", "f", "exec"); ft = [c for c in st.get_children() if c.get_name() == "f"][0]; print(type(ft).__name__); print(st.get_type(), ft.get_name(), sorted(ft.get_identifiers()), ft.get_parameters(), ft.get_globals(), ft.lookup("b").is_local(), ft.lookup("a").is_parameter(), [c for c in ft.get_children() if c.get_name() == "h"][0].get_frees(), ft.is_nested(), ft.has_children() if hasattr(ft, "has_children") else "")
for o in [1, -5, 2**70, 1.5, "é", b"x", None, True, (1, [2]), {"a": 1}, {1}, frozenset([2]), ..., 1j, "", ()]: assert marshal.loads(marshal.dumps(o)) == o
exec(marshal.loads(marshal.dumps(compile("print('from marshal')", "f", "exec"))))
