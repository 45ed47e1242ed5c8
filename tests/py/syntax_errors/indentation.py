"""Messages and positions of syntax errors: indentation."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'if 1:\nx = 1',
    'if 1:\n',
    'if 1:',
    'def f():\nx',
    'class C:\n',
    'for i in x:\n\ny',
    'while 1:\n# c\n',
    'try:\n  x\n',
    'try:\n  x\nfinally:\n',
    'try:\n x\nexcept:\ny',
    'with a:\n',
    '  x = 1',
    'x = 1\n  y = 2',
    'if 1:\n    x\n  y',
    'if 1:\n\tx\n        y',
    'if 1:\n  x\n\ty',
    'if 1:\n        x\n\ty',
    'match x:\n',
    'match x:\ncase 1: pass',
    'match x:\n  case 1:\n',
    'match x:\n  x = 1',
    'else:\n  x',
    'if x:\n  y\nelse:\nz',
    'if x:\n y\nelif z:\nw',
]: t(source)
