"""tomli: parses documents with every kind of value, a large made-up one, and reports errors with positions."""

import tomli

DOCUMENT = r'''
title = "TOML \u00e9 \t \"quoted\""   # a comment
literal = 'C:\path\n'
multi = """
first \
    joined
second"""
raw = """
as 'it' is"""
[numbers]
ints = [1, -17, +99, 1_000_000, 0xdead_beef, 0o755, 0b1101]
floats = [3.14, -0.01, 5e+22, 6.626e-34, 1_000.5, inf, -inf]
bools = [true, false]
[dates]
offset = 1979-05-27T07:32:00.999-08:00
utc = 1979-05-27 07:32:00Z
local = 1979-05-27T00:32:00
day = 1979-05-27
time = 07:32:00.5
[a.b."c d".'e"f']
x.y.z = 1
x.y.w = { inline = true, list = [ { p = 1 }, { p = 2, q = [[], [1]] } ] }
[[fruit]]
name = "apple"
[[fruit.kind]]
colour = "red"
[[fruit.kind]]
colour = "green"
[[fruit]]
name = "pear"
'''


def show(value, indent=0):
    pad = "  " * indent
    for name, item in value.items():
        if isinstance(item, dict):
            print("%s%s:" % (pad, name))
            show(item, indent + 1)
        else:
            print("%s%s = %r" % (pad, name, item))


show(tomli.loads(DOCUMENT))
lines = []
for i in range(300):
    lines += ["[section.s%d]" % i, 'name = "entry %d"' % i, "values = [%s]" % ", ".join(map(str, range(i % 20)))]
    lines += ["[[list]]", "id = %d" % i, "ratio = %.3f" % (i / 7), "when = 2020-01-%02dT10:00:00Z" % (i % 28 + 1)]
big = tomli.loads("\n".join(lines))
print(len(big["section"]), len(big["list"]), sum(len(s["values"]) for s in big["section"].values()))
print(round(sum(entry["ratio"] for entry in big["list"]), 6), big["list"][299]["when"].isoformat())
print(tomli.loads("x = 1.10", parse_float=str))
for wrong in ("a = ", "a = 1\na = 2", "[t]\n[t]", "x = 'open", "x = 1 2", "x = 0123", "d = 2020-13-01", "[a\n", "k = \"\\q\"",
              "a = [1,, 2]", "a.b = 1\na = 2", "x = {a = 1, a = 2}", "é = 1", "\x00 = 1"):
    try:
        print(repr(wrong), tomli.loads(wrong))
    except tomli.TOMLDecodeError as error:
        print(repr(wrong), "->", error)
