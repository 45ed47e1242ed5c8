"""lark: a grammar for a small language (LALR with indentation), Earley on an ambiguous one, errors, a transformer."""

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.indenter import Indenter

JSON = r"""
    ?start: value
    ?value: object | array | string | SIGNED_NUMBER -> number | "true" -> true | "false" -> false | "null" -> null
    array: "[" [value ("," value)*] "]"
    object: "{" [pair ("," pair)*] "}"
    pair: string ":" value
    string: ESCAPED_STRING
    %import common.ESCAPED_STRING
    %import common.SIGNED_NUMBER
    %import common.WS
    %ignore WS
"""


class ToPython(Transformer):
    array = list
    object = dict
    pair = tuple

    @v_args(inline=True)
    def string(self, s):
        return s[1:-1].replace('\\"', '"')

    @v_args(inline=True)
    def number(self, n):
        return float(n) if "." in n or "e" in n else int(n)

    def null(self, _):
        return None

    def true(self, _):
        return True

    def false(self, _):
        return False


CALC = """
    ?start: sum | NAME "=" sum -> assign
    ?sum: product | sum "+" product -> add | sum "-" product -> sub
    ?product: power | product "*" power -> mul | product "/" power -> div
    ?power: atom "^" power -> pow | atom
    ?atom: NUMBER -> number | "-" atom -> neg | NAME -> var | "(" sum ")"
    %import common.CNAME -> NAME
    %import common.NUMBER
    %import common.WS_INLINE
    %ignore WS_INLINE
"""


@v_args(inline=True)
class Calc(Transformer):
    from operator import add, mul, neg, pow, sub, truediv as div

    number = float

    def __init__(self):
        super().__init__()
        self.names = {}

    def assign(self, name, value):
        self.names[name] = value
        return value

    def var(self, name):
        return self.names[name]


class Blocks(Indenter):
    NL_type = "_NL"
    OPEN_PAREN_types = []
    CLOSE_PAREN_types = []
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 8


TREE = r"""
    ?start: _NL* tree
    tree: NAME _NL [_INDENT tree+ _DEDENT]
    %import common.CNAME -> NAME
    %import common.WS_INLINE
    %declare _INDENT _DEDENT
    %ignore WS_INLINE
    _NL: /(\r?\n[\t ]*)+/
"""

parser = Lark(JSON, parser="lalr", transformer=ToPython())
text = '{"a": [1, -2.5, 3e2, true, null], "b": {"c": "x \\"y\\"", "d": []}}'
print(parser.parse(text))
big = "[" + ", ".join(['{"id": %d, "name": "n%d", "list": [%d, %d, [false]]}' % (i, i, i * 2, -i) for i in range(300)]) + "]"
value = parser.parse(big)
print(len(value), sum(item["list"][0] for item in value), value[-1])
earley = Lark(JSON).parse(text)
print(earley.pretty()[:120].replace("\t", "  "))
calc = Lark(CALC, parser="lalr", transformer=Calc())
for line in ("x = 2 + 3 * 4", "x ^ 2 ^ 0.5 - -1", "(1 + 2) * (3 - 4) / 5"):
    print(line, "=>", calc.parse(line))
print(Lark(TREE, parser="lalr", postlex=Blocks()).parse("\na\n    b\n    c\n        d\n        e\n    f\n").pretty())
ambiguous = Lark('start: e\n e: e "+" e | "n"', ambiguity="explicit")
print(len(list(ambiguous.parse("n+n+n+n").find_data("_ambig"))))
for wrong in ('{"a": }', '[1, 2', '{"a" 1}', "[1 2]", "@"):
    try:
        parser.parse(wrong)
    except UnexpectedInput as error:
        print(type(error).__name__, error.line, error.column, error.get_context(wrong).split("\n")[0])
tokens = list(calc.lex("alpha + 12.5"))
print([(t.type, str(t), t.column) for t in tokens], isinstance(tokens[0], Token))
