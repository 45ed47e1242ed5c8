"""Messages and positions of syntax errors: del targets."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'del 1',
    'del f()',
    'del a + b',
    'del (a, b)',
    'del [a]',
    'del (a, f())',
    'del a.b, a[0]',
    'del *a',
    'del (a)',
    'del',
    'del x for x in y',
    'del a if b else c',
    'del None',
    'del {a}',
    "del 'x'",
]: t(source)
