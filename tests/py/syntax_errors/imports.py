"""Messages and positions of syntax errors: imports."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'import',
    'import a.',
    'import .a',
    'import a as',
    'import a as b.c',
    'import a as 1',
    'from',
    'from a',
    'from a import',
    'from . import',
    'from a import *, b',
    'from a import (b',
    'from a import (b,)',
    'from a import ()',
    'from a import b,',
    'from a import b as',
    'from .a.b import c as d',
    'from ... import x',
    'import a, b as c',
    'from a import b as f()',
    'from __future__ import nope',
    'from __future__ import braces',
    'x = 1\nfrom __future__ import annotations',
    'def f():\n  from a import *',
    'def f():\n  import a.b',
    'import a.b as 5',
    'from 1 import x',
    'import a from b',
]: t(source)
