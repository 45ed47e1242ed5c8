"""Searches, slices, reversals and strips of short texts in hot loops, around the lengths that are copied or compared by words, and
joins of characters among which is something else."""

import itertools

text = "the quick brown fox jumps over the lazy dog, and the dog sleeps; " * 6
wide = text.replace("fox", "f\u014dx")
latin = text.replace("dog", "d\xf6g")


def search(texts, parts):
    out = []
    for s in texts:
        for p in parts:
            out.append((s.find(p), s.rfind(p), s.count(p)))
    return out


parts = ["the", "dog", "e", "", "zz", "s;", "ps over the lazy d", text[60:100], "d\xf6g", "\u014d", "f\u014dx", "th", "xq"]
found = search([text, wide, latin, "", "the", "t", text[:17], text[:31], text[:40], text[3:300]], parts)
print(len(found), hash(tuple(found)) == hash(tuple(found)), found[:26])
print(found[26:60])


def search_between(s, p, ends):
    total = []
    for a, b in ends:
        total.append((s.find(p, a), s.find(p, a, b), s.rfind(p, a, b), s.count(p, a, b), s.startswith(p, a), s.endswith(p, a, b)))
    return total


ends = list(itertools.product([0, 1, 30, -40, 390, 500, -500, 2**62], [0, 3, 31, -1, 395, 10**9, -(2**62)]))
print(search_between(text, "the", ends)[:20])
print(search_between(text, "", ends) == [
    tuple(f(*([""] + list(e)[:n])) for f, n in ((text.find, 1), (text.find, 2), (text.rfind, 2), (text.count, 2), (text.startswith, 1), (text.endswith, 2)))
    for e in ends
])
same = "a" * 300
print([(same.find("a" * n + "b"), same.find("a" * n), (same + "b").find("a" * n + "b")) for n in range(1, 20)])


def occurrences(s, p):
    n, at = 0, s.find(p)
    while at >= 0:
        n += 1
        at = s.find(p, at + 1)
    return n


print([occurrences(text, p) for p in ("the", "o", "og,", "leeps; t", "never", "dog, and the dog sleeps")])


def all_slices(s, longest):
    good = 0
    for n in range(longest):
        for i in range(len(s) - n + 1):
            part = s[i : i + n]
            back = part[::-1]
            assert len(part) == n and len(back) == n
            for k in range(n):
                assert part[k] == s[i + k] == back[n - 1 - k], (s, i, n, k)
            assert hash(part) == hash("".join([c for c in part])) and {part: 1}["".join(tuple(part))] == 1
            good += part == s[i : i + n] and back == s[i : i + n][::-1]
    return good


print(all_slices("0123456789abcdefghijklmn", 25), all_slices("caf\xe9 na\xefve", 11), all_slices("\u03b1\u03b2a\u03b3bc", 7))


def strip_all(words, sets):
    out = []
    for w in words:
        for s in sets:
            out.append(w.strip(s) + "|" + w.lstrip(s) + "|" + w.rstrip(s))
    return out


words = ["", ".", "word", "...word;;", "a\x00b\x00", "\x7fx\x7f", "abcabc", "  x  ", "\xe9x\xe9", "xyz" * 9]
print(strip_all(words * 4, ["", ".", ",.;!", "abcdefgh", "abcdefghi", "\x00", "\x7f\x00", "\xe9", " x", "zyx"])[:100])


def joined(parts):
    for _ in range(30):
        r = "".join(parts)
    return r


chars = list("characters of a text")
print(joined(chars), joined(tuple(chars)), joined(chars + ["more"]), joined(["more"] + chars), joined(chars[:5] + ["", "ab"] + chars[5:]))
print(joined(["a", "\xe9", "b"]), joined(["a", "b", "\u014d", "c"]), joined(["a"]), joined([]), joined(["", "a", ""]), joined("ab"))


class Sub(str):
    pass


print(joined(["a", Sub("b"), "c"]), type(joined([Sub("a"), Sub("b")])) is str)
for bad in (["a", 1, "b"], ["a", "b", b"c", "d", "e"], ["a", "b", "c", None]):
    try:
        joined(bad)
    except TypeError as e:
        print(e)


def palindromes(n):
    return sum(1 for i in range(n) if str(i) == str(i)[::-1])


print(palindromes(3000))
