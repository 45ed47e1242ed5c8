"""`int` and `float` of texts, `startswith` and `endswith`, `lower`, `upper`, `strip` and `split` in hot loops."""


def each(f, items):
    out = []
    for x in items:
        try:
            out.append(f(x))
        except (ValueError, TypeError) as e:
            out.append(type(e).__name__)
    return out


def to_int(x):
    return int(x)


def to_float(x):
    return float(x)


plain = ["0", "-1", "+12", "999999999999999999", "-999999999999999999", "007"]
odd = ["1_000", " 5 ", "", "-", "+", "--1", "1.5", "9" * 19, "9" * 40, "\u0663", "x", "0x10", "1e3", b"12", 3.7, True, "12\n"]
print(each(to_int, plain * 8 + odd * 2))
assert each(to_int, odd * 20 + plain) == each(to_int, odd) * 20 + each(to_int, plain)
floats = ["0", "-0.0", "1.5", "1e10", "-2.5e-3", "1e400", ".5", "5."]
odd_floats = ["inf", "-nan", " 1.5 ", "1_0.5", "", ".", "e5", "\u0663.5", "1.5x", b"2.5", 3, "1e"]
print(each(to_float, floats * 8 + odd_floats * 2))
assert repr(each(to_float, odd_floats * 20)) == repr(each(to_float, odd_floats) * 20)


class Text(str):
    def __int__(self):
        return 77

    def startswith(self, *args):
        return "mine"

    def lower(self):
        return "LOW"


print(each(to_int, ["5"] * 30 + [Text("6")] * 3))


def starts(texts, prefix):
    n = 0
    for t in texts:
        if t.startswith(prefix):
            n += 1
        if t.endswith(prefix):
            n += 100
    return n


texts = ["abc", "ab", "a", "", "xab", "abxab", "\xe4bab", "\u0431ab", "ab\u0431"] * 10
for p in ("ab", "", "a", "b", "abc", "\xe4", "\u0431", "\U0001f600", ("ab", "x"), (), ("\u0431",)):
    print(ascii(p), starts(texts, p))
print(starts(["abc"] * 30 + [Text("abc")] * 2, "ab"))


def walk(text, parts):
    """All places at which a part stands."""
    found = []
    i = 0
    while i <= len(text) + 2:
        for p in parts:
            if text.startswith(p, i):
                found.append((p, i))
            if text.endswith(p, i - 3, i):
                found.append((i, p))
        i += 1
    return found


for text in ("MMXXIV" * 3, "M\xe9X\xe9" * 4, "\u041c\u0425" * 5):
    got = walk(text, ["M", "XX", "MM", "\xe9", "\u041c\u0425", ""])
    expected = []
    for i in range(len(text) + 3):
        for p in ["M", "XX", "MM", "\xe9", "\u041c\u0425", ""]:
            if i <= len(text) and text[i:].startswith(p):
                expected.append((p, i))
            start = i - 3 if i >= 3 else max(len(text) + i - 3, 0)
            if start <= len(text) and start <= min(i, len(text)) and text[start:i].endswith(p):
                expected.append((i, p))
    assert got == expected, (text, got, expected)
try:
    starts(["a"] * 20, 5)
except TypeError as e:
    print(e)

letters = "".join(map(chr, range(128)))
for n in range(0, 40):
    for k in (0, 30, 60, 64, 88, 90, 96, 120):
        t = letters[k : k + n]
        assert t.lower() == "".join([chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in t]), t
        assert t.upper() == "".join([chr(ord(c) - 32) if "a" <= c <= "z" else c for c in t]), t
        for chars in (None, " ", "@A", t[:1], t[-2:], "\x00\x7f", "\xe4", "Z\u0431", ""):
            s = t.strip(chars)
            members = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f" if chars is None else chars
            i, j = 0, len(t)
            while i < j and t[i] in members:
                i += 1
            while j > i and t[j - 1] in members:
                j -= 1
            assert s == t[i:j] == t.lstrip(chars).rstrip(chars), (t, chars)
for t in ("", " ", "a", " a ", "a b", "\ta\x1fb\x1c\x0bc  dd ", letters * 2, "x" * 50 + " " * 50 + "y", "caf\xe9 \xa0 ol\xe9", "\u2003a\u2003b"):
    print(ascii(t.split()[:4]), len(t.split()), t.split(None, 1)[1:] == t.split(maxsplit=1)[1:], t.split() == t.rsplit())
    assert "".join(t.split()) == "".join([c for c in t if not c.isspace()])


def words(lines):
    counts = {}
    for line in lines:
        for word in line.split():
            word = word.strip(",.;!").lower()
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


print(words(["The quick, brown. fox!", "the QUICK; fox ... !", "Stra\xdfe STRASSE \xc4pfel"] * 30))
