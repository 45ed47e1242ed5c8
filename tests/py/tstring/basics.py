from string.templatelib import Template, Interpolation, convert
name, n, w = "World", 42, 10
t = t"Hello {name}!"
print(t, type(t), t.strings, t.interpolations, t.values)
i = t.interpolations[0]
print(i, i.value, i.expression, i.conversion, repr(i.format_spec))
t = t"{name!r:>{w}} and {n:x} {n=} {n = !s:5}"
print(t.strings, t.values)
for x in t.interpolations: print(x)
print(list(t"a{1}b{2}c"), list(t"{1}{2}"), list(t""), list(t"plain"), t"".strings)
print(t"a{1}" + t"b{2}", (t"a" + t"b").strings, (t"{1}" + t"{2}").strings)
for f in [lambda: t"a" + "b", lambda: "a" + t"b", lambda: t"a" == t"a", lambda: t[0], lambda: len(t"x"), lambda: str(t"{1}"), lambda: t"{1/0}", lambda: t"{undefined}", lambda: hash(t"a") is None, lambda: Template(5), lambda: Template("a", Interpolation(1, "x"), "b", "c", Interpolation(2)), lambda: Template(), lambda: Interpolation(), lambda: Interpolation(1, 2), lambda: Interpolation(1, "e", "x"), lambda: Interpolation(1, "e", "r", 5), lambda: Template(Interpolation(1), Interpolation(2)).strings, lambda: Template(strings=()), lambda: t"{1}".strings.__class__, lambda: Interpolation(1, "x", None, "spec")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def render(t):
    out = []
    for part in t:
        match part:
            case str() as s: out.append(s)
            case Interpolation(value, expression, conversion, spec):
                out.append(format(convert(value, conversion), spec))
    return "".join(out)
print(render(t"{name!r:>10}|{n:05}|{n!s:<5}|{3.14159:.2f}|{{literal}}"))
print(convert(1, None), convert("é", "a"), convert("x", "r"), convert(1, "s"))
print(rt"\n{n}", t'\n{n}'.strings, tr"\d{n}".strings, (t"a" t"b{1}" t"c").strings, T"x".strings)
try: compile('t"a" "b"', "f", "eval")
except SyntaxError as e: print(e.msg)
try: compile('t"{}"', "f", "eval")
except SyntaxError as e: print(e.msg)
try: compile('t"a" f"b"', "f", "eval")
except SyntaxError as e: print(e.msg)
nested = t"outer {t"inner {n}"}"
print(nested.interpolations[0].value.values, nested.interpolations[0].expression)
print(t"{ n }".interpolations[0].expression, t"{n + 1}".interpolations[0].expression, t"{(n, 2)}".values, t"{f(1) if False else 'x'}".values)
print(t"{n:{w}.{2}}".interpolations[0].format_spec, t"{n:{'x'!r}}".interpolations[0].format_spec, t"{n:}".interpolations[0])
def lazy(): print("evaluated"); return 1
t2 = t"{lazy()}"
print(t2.values, t2.interpolations[0].expression)
print(Interpolation.__match_args__, isinstance(t, Template), Template.__name__, Template.__module__)
try:
    class Sub(Template): pass
except TypeError as e: print(e)
try: i.value = 5
except AttributeError as e: print(e)
try: t.strings = ()
except AttributeError as e: print(e)
it = iter(t"a{1}")
print(type(it).__name__, next(it), next(it), next(it, "end"), iter(it) is it)
a = t"""multi
line {n
}"""
print(a.strings, a.interpolations[0].expression)
