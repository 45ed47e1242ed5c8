"""pyyaml (the pure-Python loader): documents with anchors, tags, blocks, several documents; dumping; errors."""

import yaml

TEXT = """
%YAML 1.1
---
# a comment
plain: some text
quoted: "tab\\t \\u00e9 \\x41"
single: 'it''s'
numbers: [1, -2, 0x1F, 0o17, 017, 1_000, 3.14, 6.02e+23, .inf, 190:20:30]
booleans: {a: yes, b: No, c: true, d: ~, e: null}
dates: [2001-12-14, 2001-12-14t21:59:43.10-05:00]
folded: >
  folded text
  on two lines

  second paragraph
literal: |-
  kept
    as it is
base: &base {x: 1, y: 2}
derived:
  <<: *base
  y: 3
  list: &list [a, b]
again: *list
complex:
  - nested
  - - deeper
    - k: v
set: !!set {p, q}
pairs: !!pairs [a: 1, a: 2]
binary: !!binary aGVsbG8=
"""


class Point(yaml.YAMLObject):
    yaml_tag = "!point"
    yaml_loader = yaml.SafeLoader
    yaml_dumper = yaml.SafeDumper

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)


data = yaml.safe_load(TEXT.lstrip())
for name, value in data.items():
    print(name, "=", sorted(value) if isinstance(value, set) else value)
print(data["again"] is data["derived"]["list"])
print(yaml.safe_load("- !point {x: 1, y: [2]}\n- !point\n  x: a\n  y: null\n"))
print(yaml.safe_dump({"p": Point(1, "two"), "text": "line\nline\n", "list": [1, [2, {"a": None}]], "s": "yes", "u": "é"}))
print(yaml.safe_dump([{"name": "x: y", "n": 1.0, "empty": {}, "t": True}], default_flow_style=False, explicit_start=True))
print(list(yaml.safe_load_all("a\n---\nb: 1\n...\n---\n- c\n")))
shared = [1, 2]
print(yaml.safe_dump({"a": shared, "b": shared}), end="")
print([t.id for t in yaml.scan("a: [b]")], [type(event).__name__ for event in yaml.parse("- &x a\n- *x\n")])
for wrong in ("a: b: c", "[1, 2", "- a\nb", "a: *nowhere", "'open", "\ta: 1", "!unknown x", "a: &x 1\n  b"):
    try:
        print(repr(wrong), yaml.safe_load(wrong))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        print(repr(wrong), type(error).__name__, getattr(error, "problem", ""), mark and (mark.line, mark.column))
big = {"section%d" % i: {"values": list(range(i % 9)), "text": "word " * (i % 5), "flag": i % 2 == 0} for i in range(120)}
text = yaml.safe_dump(big)
print(len(text), yaml.safe_load(text) == big)
