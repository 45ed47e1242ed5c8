"""mistune: CommonMark with plugins, the token tree, a renderer written here, and a large text."""

import mistune

TEXT = """\
# Title *one*

A paragraph with **strong**, ~~struck~~, `code`, <b>html</b>, https://example.com and a [link](/url "t").

- [x] done
- [ ] open
    - nested

1. one
2. two

> quote
> > deeper

```py
x = 1 < 2
```

| a | b |
|---|--:|
| 1 | 2 |

Term
: Definition

Note[^n] and ==mark== and H~2~O.

[^n]: The *note*.

![alt](img.png)

***
"""


class Outline(mistune.HTMLRenderer):
    def __init__(self):
        super().__init__(escape=True)
        self.outline = []

    def heading(self, text, level, **attrs):
        self.outline.append((level, text))
        return super().heading(text, level, **attrs)

    def block_code(self, code, info=None):
        return "<code lang=%s>%d lines</code>\n" % (info, code.count("\n"))


plugins = ["strikethrough", "footnotes", "table", "task_lists", "def_list", "url", "mark", "subscript"]
print(mistune.create_markdown(escape=False, plugins=plugins)(TEXT))
renderer = Outline()
print(mistune.create_markdown(renderer=renderer, plugins=plugins)("## A\n\n<i>x</i>\n\n```c\n1\n2\n```\n\n### B & C\n"))
print(renderer.outline)


def shape(tokens):
    return [(t["type"], shape(t["children"])) if "children" in t else t["type"] for t in tokens]


print(shape(mistune.create_markdown(renderer="ast")("# h\n\n*a* `b`\n\n- x\n- y\n")))
big = "\n".join("## S%d\n\ntext *em %d* and **st** `c`\n\n- a\n- b\n    - c%d\n" % (i, i, i) for i in range(120))
html = mistune.html(big)
print(len(html), html.count("<li>"), html[:70].replace("\n", "|"))
