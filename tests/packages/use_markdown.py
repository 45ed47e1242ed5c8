"""markdown: a document with every construct, several extensions, a large text, an extension written here."""

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor

TEXT = """\
Title: a title
Author: Somebody

# Heading *one* {#first}

Some **bold**, *italic*, `code <x>`, a [link](http://example.com "Title & more"), an ![image](a.png),
an <http://auto.link>, a [reference][ref], and an HTML block; 5 < 6 & 7.

[ref]: http://reference.example/ 'Ref'

* item one
* item two
    1. nested one
    2. nested two

        code in a list

* item three

> A quotation
> with `code`
>
> > nested

---

Setext
======

```python
def f(x):
    return x < 1 and "&"
```

Name | Value
---- | ----:
a    | 1
b\\|c | 22

Term
:   Definition one
:   Definition two

A note[^1] and an HTML abbreviation.

[^1]: The footnote *text*.

*[HTML]: Hyper Text Markup Language

<div class="raw">*not* parsed</div>

Line one  
Line two \\*escaped\\* ++inserted++ %macro%
"""


class Shout(Preprocessor):
    def run(self, lines):
        return [line.replace("%macro%", "**MACRO**") for line in lines]


class Local(Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(\+\+)(.+?)\+\+", "ins"), "ins", 75)
        md.preprocessors.register(Shout(md), "shout", 30)


md = markdown.Markdown(extensions=["extra", "meta", "toc", "sane_lists", "admonition", Local()])
print(md.convert(TEXT))
print(md.Meta, md.toc_tokens)
print(md.toc)
print(markdown.markdown("!!! note \"Mind\"\n    the gap\n", extensions=["admonition"], output_format="html"))
parts = []
for i in range(60):
    parts.append("## Section %d\n\nA paragraph with *emphasis %d*, `code` and [links](/%d).\n" % (i, i, i))
    parts.append("\n".join("%d. item **%d**" % (k + 1, k * i) for k in range(5)) + "\n")
html = markdown.markdown("\n".join(parts), extensions=["toc"])
print(len(html), html.count("<em>"), html.count("<li>"), html[-60:])
