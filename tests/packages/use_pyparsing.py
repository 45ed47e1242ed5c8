"""pyparsing: infix arithmetic, a recursive S-expression grammar, SQL-like statements, names, actions, errors."""

import operator

import pyparsing as pp

pp.ParserElement.enable_packrat()
number = pp.common.number()
name = pp.common.identifier()
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow}


def left(tokens):
    items = tokens[0]
    value = items[0]
    for sign, operand in zip(items[1::2], items[2::2]):
        value = OPERATORS[sign](value, operand)
    return value


expression = pp.infix_notation(
    number,
    [
        (pp.Literal("-"), 1, pp.OpAssoc.RIGHT, lambda t: -t[0][1]),
        (pp.Literal("^"), 2, pp.OpAssoc.RIGHT, lambda t: t[0][0] ** t[0][2]),
        (pp.one_of("* /"), 2, pp.OpAssoc.LEFT, left),
        (pp.one_of("+ -"), 2, pp.OpAssoc.LEFT, left),
    ],
)
for text in ("1 + 2 * 3 ^ 2 - 4 / 8", "-(2 + 3) * (7 - 2 ^ 2)", "((((5))))"):
    print(text, "=", expression.parse_string(text, parse_all=True)[0])

sexp = pp.Forward()
sexp <<= pp.Group(pp.Suppress("(") + pp.ZeroOrMore(sexp) + pp.Suppress(")")) | number | name | pp.QuotedString('"')
print(sexp.parse_string('(define (f x) (if (< x 2) "small" (g 1.5 -3)))'.replace("<", "lt")).as_list())
print(sexp.parse_string("(a " * 12 + ")" * 12).as_list())

select, from_, where, and_ = map(pp.CaselessKeyword, "SELECT FROM WHERE AND".split())
column = ~(select | from_ | where | and_) + pp.Word(pp.alphas, pp.alphanums + "_")
condition = pp.Group(column("left") + pp.one_of("= < >")("op") + (number | pp.sgl_quoted_string.copy().set_parse_action(pp.remove_quotes))("right"))
statement = (
    select + (pp.Literal("*") | pp.DelimitedList(column))("columns") + from_ + column("table")
    + pp.Optional(where + pp.DelimitedList(condition, delim=and_)("conditions"))
)  # fmt: skip
found = statement.parse_string("select a, b_1 from things where a = 1 and b_1 > 2.5 and c = 'x y'", parse_all=True)
print(found.table, found.columns.as_list(), [c.as_dict() for c in found.conditions])
for wrong in ("select from t", "select a from", "select a from t where a ! 1"):
    try:
        statement.parse_string(wrong, parse_all=True)
    except pp.ParseException as error:
        print(error.lineno, error.column, error.explain(depth=0).split("\n")[0], "|", error.msg)
key_value = pp.Group(name("key") + pp.Suppress("=") + pp.Regex(r"[^;]*")("value"))
settings = pp.Dict(pp.ZeroOrMore(key_value + pp.Suppress(";")))
print(settings.parse_string("a=1; b=two words; c=;").as_dict())
text = "x = 1 and y = 22 or z=333"
print([(t.as_list(), s, e) for t, s, e in (name + "=" + number).scan_string(text)])
print((name + pp.Suppress("=") + number).set_parse_action(lambda t: "%s:%d" % (t[0], t[1] * 2)).transform_string(text))
rows = "\n".join("row%d, %d, %.2f" % (i, i * i, i / 3) for i in range(150))
line = pp.Group(pp.DelimitedList(number | name))
parsed = [line.parse_string(row, parse_all=True)[0] for row in rows.split("\n")]
print(sum(row[1] for row in parsed), round(sum(row[2] for row in parsed), 6), len(line.search_string(rows)))
print(pp.nested_expr("[", "]").parse_string("[a [b c] [d [e]]]").as_list())
