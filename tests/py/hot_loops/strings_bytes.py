def build(n):
    s = ""
    for i in range(n): s += "ab"[i % 2]
    t = s; s += "c"
    return len(s), len(t), s[-3:], t[-2:], s.count("ab")
print(build(5000))
def two_refs(n):
    a = b = "x"
    for i in range(n):
        a += "y"
        if i % 2: b += a[-1]
        if i == n - 2: c = a
    return len(a), len(b), len(c), a[:3], a is not c
print(two_refs(2000))
def widths(n):
    s = ""; out = []
    for i in range(n):
        s += "a" if i < 500 else "é" if i < 1000 else "ł" if i < 1500 else "😀"
        if i % 499 == 0: out.append((len(s), s[-1], s[0]))
    return out, s[499:502], s[999:1001], s[1499:1501]
print(widths(2000))
def parse_ints(n):
    text = ",".join(str(i * 37 % 1000) for i in range(n)); s = v = 0
    for ch in text + ",":
        if ch == ",": s += v; v = 0
        else: v = v * 10 + ord(ch) - 48
    return s, sum(int(x) for x in text.split(","))
print(parse_ints(2000))
def caesar(s, k): return "".join(chr((ord(c) - 97 + k) % 26 + 97) if "a" <= c <= "z" else c for c in s)
t = "the quick brown fox " * 100; print(caesar(caesar(t, 3), -3) == t, caesar(t, 13)[:20])
def checksum(b):
    h = 0
    for x in b: h = (h * 31 + x) & 0xFFFFFFFF
    return h
print(checksum(bytes(range(256)) * 20), checksum(bytearray(b"abc" * 1000)), checksum(memoryview(b"xyz" * 500)))
def reverse_words(n): return sum(len(" ".join(w[::-1] for w in "hello big world".split())) for _ in range(n))
print(reverse_words(500))
def fmt(n): return sum(len(f"{i:05d}|{i / 3:.2f}|{i!r:>6}") + len("%d-%s" % (i, "x")) + len("{}:{}".format(i, i)) + len(str(i)) + len(repr(str(i))) + len(hex(i)) for i in range(n))
print(fmt(1500))
def palin(n): return sum(str(i) == str(i)[::-1] for i in range(n))
print(palin(3000))
def vowels(s):
    c = {}
    for ch in s:
        if ch in "aeiou": c[ch] = c.get(ch, 0) + 1
        elif ch.isupper(): c["U"] = c.get("U", 0) + 1
        elif ch.isdigit(): c["D"] = c.get("D", 0) + int(ch)
        elif ch.isspace(): c[" "] = c.get(" ", 0) + 1
    return c
print(vowels("Hello World 123 é Ünï " * 200))
def compare(n):
    words = ["apple", "banana", "apple", "Ápple", "app", "apples"]; c = [0, 0, 0]
    for i in range(n):
        a, b = words[i % 6], words[i * 5 % 6]
        c[0] += a == b; c[1] += a < b; c[2] += a.startswith(b) + (b in a)
    return c
print(compare(3000))
def tokens(src):
    out, i = [], 0
    while i < len(src):
        c = src[i]
        if c.isspace(): i += 1; continue
        j = i
        if c.isalpha():
            while j < len(src) and src[j].isalnum(): j += 1
        elif c.isdigit():
            while j < len(src) and src[j].isdigit(): j += 1
        else: j += 1
        out.append(src[i:j]); i = j
    return out
tk = tokens("foo = bar1 + 42 * (baz - 7) ; " * 100); print(len(tk), tk[:11])
def rle(s):
    r = []; p, n = s[0], 0
    for c in s:
        if c == p: n += 1
        else: r.append(f"{p}{n}"); p, n = c, 1
    return "".join(r) + f"{p}{n}"
print(rle("aaabbbccd" * 200)[:30], len(rle("ab" * 1000)))
def bytes_build(n):
    b = b""; ba = bytearray()
    for i in range(n): b += bytes([i & 255]); ba.append(i & 255); ba[-1:] = b[-1:]
    return len(b), b == ba, b[-3:], hash(b) == hash(bytes(ba))
print(bytes_build(1500))
def dict_keys(n):
    d = {}
    for i in range(n): k = "k" + str(i % 50); d[k] = d.get(k, 0) + 1; d["k" "7"] += 0 if "k7" in d else 0
    return len(d), d["k49"], sum(d.values())
try: print(dict_keys(2000))
except KeyError as e: print("KeyError", e)
def join_split(n):
    s = "a"
    for i in range(n): s = "-".join(s.split("-") + ["b"]) if len(s) < 50 else s[:5]
    return s
print(join_split(1500), "".join(map(chr, range(97, 123))) * 2, sum(map(len, ("x" * i for i in range(300)))))
def utf8(n): return sum(len(("é" * (i % 5) + "😀").encode()) + len(("a" * i).encode().decode()) for i in range(n))
print(utf8(300))
