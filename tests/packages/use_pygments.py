"""pygments: lexes Python, C, JSON and HTML with script inside; formats as HTML, terminal codes and raw tokens."""

from collections import Counter

from pygments import highlight, lex
from pygments.formatters import HtmlFormatter, RawTokenFormatter, TerminalFormatter
from pygments.lexers import get_lexer_by_name, guess_lexer, guess_lexer_for_filename
from pygments.token import Comment, Keyword, Token
from pygments.util import ClassNotFound

PYTHON = '''\
@decorator
async def f(x: int = 0x1F, *args, **kw) -> "str":
    """Doc."""
    if x >= 1.5e3 and not None:  # comment
        return f"{x!r:>10} {{}}" + r'\\d' + b"\\x00".hex()
    try:
        yield from (i for i in range(10) if i % 2)
    except ValueError as e:
        raise self.Error(...) from e
class C(Base, metaclass=M): pass
'''
C = '#include <stdio.h>\n/* c */ static int main(int argc, char **argv) { return printf("%d\\n", 0x1fUL << 2); } // end\n'
HTML = '<!DOCTYPE html>\n<p class="a">x &amp; y<script>var a = `t${1+2}`; // c\n</script><style>p{color:#fff}</style></p>\n'
JSON = '{"a": [1, -2.5e3, true, null], "b\\n": {"c": ""}}\n'

for alias, text in (("python", PYTHON), ("c", C), ("html", HTML), ("json", JSON)):
    lexer = get_lexer_by_name(alias)
    tokens = list(lex(text, lexer))
    assert "".join(value for _, value in tokens) == text
    print(lexer.name, len(tokens), sorted((str(kind), n) for kind, n in Counter(kind for kind, _ in tokens).items())[:6])
print(highlight(PYTHON, get_lexer_by_name("python"), HtmlFormatter(linenos="inline", hl_lines=[2], cssclass="k")))
print(repr(highlight(C, get_lexer_by_name("c"), TerminalFormatter())))
print(highlight(JSON, get_lexer_by_name("json"), RawTokenFormatter()).decode()[:200])
print(HtmlFormatter(style="monokai").get_style_defs(".x").split("\n")[5])
print(guess_lexer("#!/usr/bin/perl\nprint 1;").name, guess_lexer_for_filename("x.rs", "fn main() {}").name)
print(Keyword.Type in Keyword, Comment in Token, Token.A.B.parent)
try:
    get_lexer_by_name("nonsense")
except ClassNotFound as error:
    print(error)
big = PYTHON * 40
print(len(highlight(big, get_lexer_by_name("python"), HtmlFormatter())), sum(1 for _ in lex(big, get_lexer_by_name("python"))))
