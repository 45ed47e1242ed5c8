def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import re
from re import *
m = match(r"(?P<a>\w+)-(?P<b>\d+)?(x)?", "abc-12")
show(r"""
compile('x{99999999999999}')
compile(r'[\d-a]')
compile(r'(?(2)a|b)(x)')
compile('a', 5.5)
compile(5)
match('a', b'a')
match(b'a', 'a')
sub('a', '\\9', 'a')
sub('a', '\\g<zz>', 'a')
sub('a', '\\g<', 'a')
sub('a', '\\z', 'a')
sub('(a)|b', r'[\1]', 'ab'), sub('a', r'\n\t\\', 'a'), sub('(?P<x>a)', r'\g<x>\g<1>\g<0>', 'a'), sub('', '-', 'é😀')
""")
try: compile("a\n(b")
except re.error as e: print(e.msg, e.pattern, e.pos, e.lineno, e.colno, type(e).__name__)
print([t for t in re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)]).scan("ab 12 c")], re.purge())
toks = compile(r"(?P<num>\d+(?:\.\d+)?)|(?P<id>[A-Za-z_]\w*)|(?P<op>[-+*/()=])|(?P<ws>\s+)|(?P<bad>.)")
print([(m.lastgroup, m.group()) for m in toks.finditer("x1 = 3.14*(y+2)?") if m.lastgroup != "ws"])
print(len(findall(r"(a|b)*c", "ab" * 500 + "c")), match(r"(?:a?){20}a{20}", "a" * 20).span(), sub(r"(\d+)", lambda m: f"{int(m[1]) * 2}", "a1b22c333"), split(r"(?<=,)", "a,b,c"), findall(r"\b(\w)\w*\1\b", "abca xyz noon level a"))
