"""Messages and positions of syntax errors: augmented walrus."""
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for source in [
    'f() += 1',
    '1 += 1',
    'a, b += 1',
    '(a) += 1',
    '[a] += 1',
    'None += 1',
    'a + b += 1',
    'x += y += 1',
    'a.b += 1',
    'a := 1',
    '(a := 1)',
    '(a.b := 1)',
    '(a[0] := 1)',
    '(1 := 2)',
    '(a, b := 1)',
    'x = y := 1',
    'f(a := 1)',
    'f(a=b := 1)',
    '[a := 1]',
    '{a := 1}',
    '{a: b := 1}',
    '(None := 1)',
    'lambda: x := 1',
    'lambda: (x := 1)',
    'def f(a=b:=1): pass',
    'f(x := 1 for x in y)',
    '[i := 0 for i in y]',
    '[j for i in y if (i := 1)]',
    '[(x := 1) for y in (z := 2)]',
    'class C: [a := 1 for b in c]',
]: t(source)
