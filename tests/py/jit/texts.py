"""Texts in hot loops: changes of case of characters, texts backwards, `reversed`, `str` of numbers and texts; what they find changes."""


def cases(text):
    out = []
    for c in text:
        out.append(c.lower() + c.upper() + c.swapcase() + c.title() + c.capitalize() + c.casefold())
    return out


text = "".join(map(chr, range(32, 256))) * 3
once = cases(text[:224])
assert cases(text) == once * 3
assert cases(text + "\u0130\u03a3\ufb01\U0001d4d0") == once * 3 + cases("\u0130\u03a3\ufb01\U0001d4d0")
print(ascii("".join(once)))


def uppers(text):
    n = 0
    for c in text:
        if c.upper() == c:
            n += 1
        if c.lower() in "aeiou\xe4\xf6\xfc":
            n += 100
    return n


print(uppers("Hello World " * 20), uppers("stra\xdfe " * 10 + "\xb5\xff" * 5 + "A" * 9))


class Loud(str):
    def upper(self):
        return "!"


def mixed(items):
    return "".join([x.upper() for x in items])


print(mixed(list("abc" * 20) + [Loud("x")] * 3 + ["\u0149", "\xdf", "d"] * 3))


def backwards(texts):
    out = []
    for t in texts:
        out.append((t[::-1], t[3::-1], t[:1:-1], t[-2:0:-1], t[::-2], t[1:9:-1], t[5:2:-1]))
    return out


texts = ["", "a", "ab", "abcdefgh", "\xe4bcdefg", "abcde\xe4", "\u0430bcdef", "abcdef\u0430", "\U0001f600abcdef", "abcdef\U0001f600\xe4"]
for row in backwards(texts * 8)[-10:]:
    print(ascii(row))
for t in texts:
    for a in (None, 0, 1, 2, 5, 9, -1, -2, -9):
        for b in (None, 0, 1, 3, 9, -1, -3, -9):
            s = t[a:b:-1]
            assert s == "".join([t[i] for i in range(*slice(a, b, -1).indices(len(t)))]), (t, a, b)
            assert hash(s) == hash(s + "") and s in {s + "x": 1, s[:1] + s[1:]: 2}


def last(seq):
    found = []
    for x in reversed(seq):
        found.append(x)
    return found


pairs = {"A": "T", "C": "G", "G": "C", "T": "A"}


def complement(seq):
    return "".join([pairs[c] for c in reversed(seq)])


dna = "GATTACA" * 30
assert complement(complement(dna)) == dna
print(complement(dna)[:20])
for seq in ("", "abc", (), (1, 2.5, None), "\xe4\xf6\xfc", "\u0430\u0431\u0432", b"bytes", [1, 2], range(5), "xyz" * 30, tuple(range(90))):
    r = last(seq)
    assert r == list(seq)[::-1]
    it = reversed(seq)
    n = 0
    for x in it:
        n += 1
        if n == 2:
            break
    assert list(it) == r[n:] and list(it) == []
for seq in ["abc" * 9, "\u0430" * 20, (1, 2) * 9, "q" * 20] * 5:
    assert last(seq) == list(seq)[::-1]


def strings(items):
    out = []
    for x in items:
        out.append(str(x))
    return out


print("".join(strings([1, -5, 99, 100, 12345] * 8 + [0.5, -1.0, 1e100] * 8 + ["t", "text"] * 8 + [True, None, 2**70, -(2**62), 2**62 - 1, -(2**62) - 1])))
for k in range(0, 63):
    for n in (1 << k, (1 << k) - 1, -(1 << k), 10 ** (k // 4), 10 ** (k // 4) - 1, -(10 ** (k // 4))):
        assert int(str(n)) == n and str(n) == repr(n) == "%d" % n == "{}".format(n) == f"{n}" == format(n, "d"), n
        assert int("%x" % n, 16) == int(f"{n:b}", 2) == int("%o" % n, 8) == int(f"{n:#X}", 16) == n, n


class Shown(str):
    def __str__(self):
        return "shown"


print(strings(["a"] * 20 + [Shown("b")] * 5)[-6:])
