"""What `codeop` takes for the beginning of a command."""
import codeop
for s in ["", "if 1:", "if 1:\n  x", "if 1:\n  x\n", "x = (", "x = (\n", "def f():\n  pass\n", "def f():\n  pass", "'''abc", "x\\", "x = 1 +", "for", "@dec\n", "class A:\n", "try:\n  x\n", "lambda:", "f'{", "f'''{a", "x = [1,\n2", "del", "a b", "if 1: pass\nelse:", "while 1:\n pass\n\n", "x;", "# c", "\n\n", "async def f():\n", "match x:\n", "match x:\n  case 1:\n", "return", "'abc", "'abc\n", "{1:", "with a as", "print(1", "a = '''\n", "1 +\\\n", "x = (1 2", "(]", "x = (\na b\n", "x = (1,\n  2)", "'''a'''", "if 1:\n  x\nelse:\n  y", "class A:\n  def f(self):\n    return 1", "f'{a", "b'''", "r'''x\n", "\"\"\"a\nb\"\"\""]:
    try: c = codeop.compile_command(s); print(repr(s), None if c is None else "code")
    except (SyntaxError, OverflowError, ValueError) as e: print(repr(s), type(e).__name__, e)
c = codeop.CommandCompiler()
print(c("from __future__ import annotations") is not None, c("def f(a: b): pass\n").co_flags & 0x1000000 != 0, c("x = [", symbol="exec"))
