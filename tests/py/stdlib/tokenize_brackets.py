# Brackets that do not fit are tokens like others: only a program's text is refused for them.
import inspect
import io
import tokenize


def show(text):
    try:
        print([t.string for t in tokenize.generate_tokens(io.StringIO(text).readline)])
    except tokenize.TokenError as e:
        print("TokenError", e)


show("a)\nb\n")
show("(a]\nb)\nc\n")
show("}\n")
show("(\n)]\n  x\ny\n")
show("def f():\n  x)\n  y\n")
show("f'{a:)}'\n")
show("f'}'\n")

functions = (
    lambda x: x,
    (lambda y:
        y))
for f in functions:
    print(repr(inspect.getsource(f)))
