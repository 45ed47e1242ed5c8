"""Messages and positions of syntax errors: try with."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'try:\n  x\nexcept:\n  y\nexcept A:\n  z',
    'try:\n  x\nexcept* A:\n  y\nexcept B:\n  z',
    'try:\n x\nexcept*:\n y',
    'try:\n x\nexcept A as b.c:\n y',
    'try:\n x\nexcept A as 1:\n y',
    'try:\n x\nexcept A, B as c:\n y',
    'try:\n x\nexcept A, B:\n y',
    'try:\n x\nelse:\n y',
    'try:\n x\nexcept* A:\n  break',
    'def f():\n try:\n  x\n except* A:\n  return',
    'for i in x:\n try:\n  x\n except* A:\n  continue',
    'try: x\nexcept A y',
    'try:\n x\nexcept A\n y',
    'try:\n x\nfinally\n y',
    'with a, b as 1: pass',
    'with a as f(): pass',
    'with (a, b) as c: pass',
    'with (a as b, c): pass',
    'with a as b, : pass',
    'with : pass',
    'with a as (b, 1): pass',
    'with (a as b) as c: pass',
]: t(source)
