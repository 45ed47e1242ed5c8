"""Messages and positions of syntax errors: lambda parameters."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'lambda a, a: 0',
    'lambda a=1, b: 0',
    'lambda *: 0',
    'lambda *, **k: 0',
    'lambda **k, a: 0',
    'lambda a, /, b, /: 0',
    'lambda (a): 0',
    'lambda a=: 0',
    'lambda *a=1: 0',
    'lambda 1: 0',
    'lambda: ',
    'lambda a:',
    'lambda *, /: 0',
    'lambda /: 0',
    'lambda a: (yield)',
    'lambda x:=1: x',
]: t(source)
