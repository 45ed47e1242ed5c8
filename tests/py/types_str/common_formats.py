# The commonest formats, each against all kinds of values: by format(), f-strings, str.format and %.
import itertools

VALUES = [
    0, 1, -1, 7, -42, 255, 999, 1000, -1000, 123456, 1234567, -123456789, 2**40, 2**61, -(2**61), 2**62, 2**70, -(2**90),
    0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 1 / 3, -2 / 3, 99.995, 0.0005, 1e-7, -1e-9, 123456.789, 1e15, 2.0**52, 1e22, 1e300, 5e-324,
    float("inf"), float("-inf"), float("nan"), True, False, None, "", "a", "abc", "hello world", "é", "πα", "x" * 70, b"ab", 3 + 4j, (1, 2),
]  # fmt: skip
SPECS = [
    "", "d", "5", "05", "<5", ">5", "^5", "^6", "=5", "*<8", "*>8", "*^8", "*=8", "0>5", "é>5", "+", "+5", "+05", " ", " 05", "-5", ",", "12,", "012,",
    "<12,", "_", "x", "X", "#x", "08x", "o", "b", "010b", "n", "s", "5s", ".2", "5.2s", "<5.1s", "f", ".0f", ".1f", ".2f", ".3f", "8.2f",
    "08.2f", "+.2f", "<9.2f|", ",.2f", "14,.3f", "014,.3f", ".15f", ".16f", ".20f", "F", ".3F", "e", ".2e", "g", ".3g", "%", ".1%", "z.1f", "#.0f",
    "100", "0100d", "90.5f", ".99f", ".100f", "5d", "5x", "=+6", "<05d", "005", "00", "0", "1", "99", "1000", "d5", ".", ".f", ",,", "5.", ",d", ",x",
    ",s", "ss", "{", "5,.1f", ">+8,d",
]  # fmt: skip


def tried(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return "%s: %s" % (type(e).__name__, e)


for spec in SPECS:
    print(repr(spec), [tried(format, v, spec) for v in VALUES])
    assert [tried(format, v, spec) for v in VALUES] == [tried(lambda v: f"{v:{spec}}", v) for v in VALUES]
    if "{" not in spec:
        assert [tried(format, v, spec) for v in VALUES] == [tried(("{:%s}" % spec).format, v) for v in VALUES], spec

PERCENT = [
    "%d", "%i", "%u", "%s", "%r", "%x", "%X", "%o", "%f", "%F", "%e", "%g", "%c", "%5d", "%-5d", "%05d", "%+d", "%+05d", "% d", "% 05d", "%+ d",
    "% +d", "%-05d", "%#x", "%08x", "%-8x|", "%.3d", "%5s", "%-5s|", "%05s", "%.2s", "%5.1s", "%+s", "%.0f", "%.2f", "%8.3f", "%-8.3f|", "%08.3f",
    "%+.1f", "% .1f", "%.15f", "%.16f", "%100d", "%99d", "%ld", "%a", "%%%d", "%d%%", "%", "%5", "%z", "%.f", "%5.f", "%(a)s", "é%d", "%d é", "%-%",
    "%5%",
]  # fmt: skip
for form in PERCENT:
    print(repr(form), [tried(lambda v: form % (v,), v) for v in VALUES if v is not None])
    assert [tried(lambda v: form % (v,), v) for v in VALUES] == [tried(lambda v: form % v, v) if not isinstance(v, tuple)
        else tried(lambda v: form % (v,), v) for v in VALUES] or "(" in form or form == "%d%%", form  # fmt: skip

MIXED = [
    ("%d %d", (1, 2)), ("%d %d", (1,)), ("%d", (1, 2)), ("%d %s", (1, "x")), ("%s%%", ("x",)), ("no", ()), ("no", (1,)), ("%%", ()), ("%s %s", "ab"),
    ("%05d|%-8s|%x", (42, "n37", 255)), ("%s:%d", ("word", 5)), ("%s", ((1, 2),)), ("%s %d" * 30, ("x", 1) * 30), ("%.2f %d", (1.5, 2.7)),
]  # fmt: skip
for form, args in MIXED:
    print(form[:20], tried(lambda: form % args))
BRACES = [
    "{}", "{0}", "{} {}", "{0} {1}", "{1} {0}", "{0} {0}", "{a}", "{a} {b}", "{} {a}", "{0} {}", "{} {0}", "{2}", "{c}", "{{}}", "{{{}}}", "{", "}", "{}}",
    "{{}", "{0!r}", "{!s:5}", "{a.real}", "{l[0]}", "{:{}}", "{0:{w}d}", "{: }", "{:>6}|{:.3f}|{:x}", "{0:>6}|{2:.3f}|{a}", "{:}", "{a:}", "{a:05d}",
    "{00}", "{01}", "{-1}", "{1a}", "{ a}", "{a }", "{ä}", "ä{}", "{s}", "{s:>5}", "{s:.2}", "{:d}{:d}", "{0:,} {1:+}", "{x}" * 3, "{:>100}",
]  # fmt: skip
for form in BRACES:
    keys = {"a": 12, "b": -3.25, "l": [5], "w": 7, "s": "xyz", "ä": 1, "x": "long " * 20, " a": 99, "1a": 98, "-1": 97}
    print(form[:30], tried(lambda: form.format(42, -7, 2.5, **keys)))


class Text(str):
    def __format__(self, spec):
        return "Text(%s)" % spec

    def __str__(self):
        return "text"


class Number(int):
    def __format__(self, spec):
        return "Number(%s)" % spec

    def __str__(self):
        return "number"


for v in Text("t"), Number(5):
    print(f"{v:5}", "{:5}".format(v), "%s|%5s" % (v, v), tried(lambda: "%d" % v), "{a:>3}".format(a=v))
print(Text("%d{}") % 5, Text("%d{}").format(6), type(Text("%d") % 5).__name__)


# in loops
def rows(count):
    out = []
    for i in range(count):
        out.append("%05d|%-8s|%x" % (i, "n" + str(i * 37), i * 255))
        out.append("{0:>6}|{1:.3f}|{name}".format(i, i / 7.0, name="row"))
        out.append(f"{i:04d}:{i * i:,}:{i / 8:.2f}")
        out.append("%s-%s" % (i, "é" if i % 50 == 49 else "e"))
        out.append("{}-{}".format(i, 2**62 if i % 70 == 69 else i))
    return out


r = rows(300)
print(r[:10], r[-10:], len("".join(r)))
