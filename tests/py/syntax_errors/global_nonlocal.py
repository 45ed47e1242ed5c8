"""Messages and positions of syntax errors: global nonlocal."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'def f():\n  x = 1\n  global x',
    'def f():\n  print(x)\n  global x',
    'def f(x):\n  global x',
    'def f():\n  nonlocal x',
    'nonlocal x',
    'def f():\n  x = 1\n  def g():\n    x = 2\n    nonlocal x',
    'def f(x):\n  nonlocal x',
    'def f():\n  global x\n  nonlocal x',
    'def f():\n  x: int = 1\n  global x',
    'global x\nx: int',
    'def f():\n  global x\n  x: int',
    'def f():\n  for x in y: pass\n  global x',
    'def f():\n  import x\n  global x',
    'class C:\n  nonlocal x',
    'def f():\n  def g():\n    nonlocal y\n',
    'def f():\n  x = 1\n  class C:\n    nonlocal x\n    x = 2',
    'def f[T]():\n  nonlocal T',
    'def f[T]():\n  T = 1\n  global T',
    'class C[T]:\n  nonlocal T',
    'global a, a',
    'def f():\n  global a\n  global a',
    'x = 1\nglobal x',
    'global x, 1',
]: t(source)
