h = "abracadabra" * 3
for n in ("a", "ab", "abra", "cad", "z", "", "abracadabra", h, h + "x", "aab", "raab"):
    print(repr(n[:12]), h.find(n), h.rfind(n), h.count(n), h.startswith(n), h.endswith(n), n in h, h.find(n, 5), h.find(n, 5, 12), h.rfind(n, 0, 9), h.count(n, 3, 20), len(h.replace(n, "-")), h.replace(n, "<>", 2)[:30], h.partition(n)[0] if n else "", h.rpartition(n)[2] if n else "", len(h.split(n)) if n else "", h.split(n, 1) if n and len(n) > 4 else "", h.rsplit(n, 1)[-1] if n else "")
print("aaaa".replace("aa", "b"), "aaaa".count("aa"), "aaaa".find("aa", 1), "aaaa".rfind("aa"), "aaaa".split("aa"), "aaaa".rsplit("aa", 1), "abab".replace("ab", "ba"), "mississippi".replace("ss", "SS").replace("i", ""), "x".replace("x", "xx" * 3))
for s in ("", " ", "a", " a ", "a b", "  a  b  ", "\ta\nb\r\n", "a,b", ",", ",a,", "a,,b", "a\x00b", "\u3000a\u2003b"):
    print(repr(s), s.split(), s.rsplit(), s.split(","), s.split(None, 1), s.rsplit(None, 1), s.splitlines(), s.splitlines(True), s.strip(), s.lstrip(), s.rstrip(), s.partition(","), s.rpartition(","), s.strip(", "), s.split(" "))
print("a1b22c333".translate({ord(c): None for c in "0123456789"}), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("", "", "l")), "abc".translate({97: "AAA", 98: 66}), "x" .translate({}))
print("%".join("abc"), "".join(["a"] * 5), ", ".join(map(str, range(5))), "-".join([]), "-".join(["one"]), "ab".join("123"), "\n".join(["l1", "l2"]))
print([("abc" * 3)[i:j] for i in (0, 2, -3) for j in (1, 5, -1)], "abcdef"[-100:100], "abcdef"[4:2], "abcdef"[::-2], "abcdef"[5:0:-2], "abcdef"[-2::-1])
def kmp(t, p):
    f = [0]; out = []
    for i in range(1, len(p)):
        k = f[-1]
        while k and p[k] != p[i]: k = f[k - 1]
        f.append(k + (p[k] == p[i]))
    k = 0
    for i, c in enumerate(t):
        while k and (k == len(p) or p[k] != c): k = f[k - 1]
        if p[k] == c: k += 1
        if k == len(p): out.append(i - k + 1)
    return out
text = "".join("ab"[bin(i).count("1") % 2] for i in range(500))
for p in ("abba", "baab", "aabb", "abbabaab", "bbb"):
    got, i = [], text.find(p)
    while i >= 0: got.append(i); i = text.find(p, i + 1)
    print(p, got == kmp(text, p), len(got), text.count(p), got[:3])
needle = "b" * 50 + "a"; hay = "b" * 5000; print(hay.find(needle), (hay + needle).find(needle), (hay + "c" + needle) .rfind("c"), hay.count("bb"), hay.replace("bb", "c") == "c" * 2500)
