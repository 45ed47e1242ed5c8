import warnings; warnings.simplefilter("ignore")
def t(src):
    try: compile(src, "<test>", "exec")
    except SyntaxError as e: print(ascii(src), "->", type(e).__name__, "|", ascii(e.msg), "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    else: print(ascii(src), "-> ok")
for p in "ft":
    for s in ["{", "}", "{}", "{ }", "{a", "{a!", "{a!}", "{a!x}", "{a!r", "{a!rr}", "{a! r}", "{a!r }", "{a:", "{a:{", "{a:{}", "{a:{b", "{a:{b}", "{a:{b:{c}}}", "{a:{b:{c:{d}}}}", "{a b}", "{a, b}", "{a;b}", "{1 2}", "{a =", "{a=!}", "{a = }", "{a==}", "{=}", "{!r}", "{:x}", "{,}", "{*}", "{*a}", "{**a}", "{a +}", "{lambda x: 1}", "{(lambda x: 1)}", "{lambda}", "{yield}", "{await a}", "{def}", "{a if b}", "{a if b else c}", "{a := 1}", "{(a := 1)}", "{a:=1}", "{'a'", "{a['b']}", "{a]", "{(a}", "{a)}", "{[a}", "{{}", "{}}", "}}", "{{", "{#}", "{a #}", "{a\\n}", "\\N{nope}", "\\N{DIGIT ONE}", "{a:}}", "{a:{{}}", "{a!s:{b!r}}", "{None = }", "{1.}", "{a$b}", "{a!=b}", "{a<b}", "{a>=b!r:c}", "{'''a'''}", "{f'{a}'}", "{f'{'}", "{a:{f'{b'}}", "{\n}", "{a\n}"]:
        q = '"""' if "\n" in s or "'" in s else "'"
        t(p + q + s + q)
for s in ["f'{a' 'b}'", "f'{a}' f'{'", "(f'{a}'\n f'{b c}')", "f'a' = 1", "f'{x}' += 1", "for f'{x}' in y: pass", "del f'{x}'", "with a as f'{x}': pass", "f'{x!r:{'a'}}'", "f'{x:{'a' 'b'}}'", "rf'\\{x}'", "f'\\{x}'", "f'{x}' b'y'", "F'{x}' U'y'", "f'{\\'}'", "f'{'\\n'}'", "f'{x}", "f'{x", "f\"\"\"{\nx", "f'{x!r:", "f'''{a}''", "f'a\nb'", "f'{a\n}'", "f'{a:\n}'", "f'{a:b\nc}'", "f'''{a:\n}'''", "import f'x'", "def f'x'(): pass", "f'{x}'()", "f'{x}'.y", "f'{x}' 'y' z", "rb'x' f'y'", "f'{class}'", "f'{import x}'", "f'{x:class}'", "f'{a:b:c}'", "f'{a!r!s}'", "f'{(a}'", "f'{a)'", "f'{[a)}'", "f'{{a}'", "f'{a}}'", "f'{a:}}'"]: t(s)
