text = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity,
it was the season of Light, it was the season of Darkness."""
words = [w.strip(",.").lower() for w in text.split()]
freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:6], len(words), len(freq))
def wrap(s, w):
    lines, cur = [], ""
    for word in s.split():
        if cur and len(cur) + 1 + len(word) > w: lines.append(cur); cur = word
        else: cur = f"{cur} {word}" if cur else word
    return lines + [cur] if cur else lines
for l in wrap(text, 40): print(f"|{l:<40}|{l:>40}|{l:^40}|"[:130])
def justify(line, w):
    ws = line.split()
    if len(ws) == 1: return line.ljust(w)
    gaps, extra = divmod(w - sum(map(len, ws)), len(ws) - 1)
    return "".join(x + " " * (gaps + (i < extra)) for i, x in enumerate(ws[:-1])) + ws[-1]
print("\n".join(justify(l, 44) for l in wrap(text, 44)))
def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        q, n = divmod(n, v); out += s * q
    return out
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])
def spell(n):
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(); tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20: return small[n]
    if n < 100: return tens[n // 10] + ("-" + small[n % 10] if n % 10 else "")
    if n < 1000: return small[n // 100] + " hundred" + (" and " + spell(n % 100) if n % 100 else "")
    for p, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= p: return spell(n // p) + " " + name + (" " + spell(n % p) if n % p else "")
print([spell(n) for n in (0, 13, 21, 100, 342, 1000, 12345, 7654321)])
def caesar(s, k): return "".join(chr((ord(c) - b + k) % 26 + b) if c.isalpha() and (b := 97 if c.islower() else 65) else c for c in s)
print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3))
def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        out.append((s[i], j - i)); i = j
    return out
print(rle("aaabccd"), "".join(c * n for c, n in rle("aaabccd")))
def lev(a, b):
    prev = range(len(b) + 1)
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1): cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]
print(lev("kitten", "sitting"), lev("", "abc"), lev("flaw", "lawn"))
def lcs(a, b):
    m = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b): m[i + 1][j + 1] = m[i][j] + x if x == y else max(m[i + 1][j], m[i][j + 1], key=len)
    return m[-1][-1]
print(lcs("AGGTAB", "GXTXAYB"), lcs("abcdef", "acf"))
def palins(s): return sorted({s[i:j] for i in range(len(s)) for j in range(i + 2, len(s) + 1) if s[i:j] == s[i:j][::-1]}, key=lambda p: (-len(p), p))
print(palins("abacabad")[:4], [w for w in "level noon python radar".split() if w == w[::-1]])
anag = {}
for w in "listen silent enlist tinsel google elgoog abc cab".split(): anag.setdefault("".join(sorted(w)), []).append(w)
print(list(anag.values()))
table = [("name", "qty", "price"), ("apple", 3, 1.5), ("banana", 12, 0.25), ("cherry", 100, 12.125)]
for n, q, p in table: print(f"{n:<10}|{q:>6}|{p:>10}" if isinstance(q, str) else f"{n:<10}|{q:>6d}|{p:>10.2f}")
csv = 'a,b,"c,d"\n1,"say ""hi""",3\n,,\n'
def parse_csv(s):
    rows, row, f, q, i = [], [], "", False, 0
    while i < len(s):
        c = s[i]
        if q:
            if c == '"':
                if s[i + 1:i + 2] == '"': f += '"'; i += 1
                else: q = False
            else: f += c
        elif c == '"': q = True
        elif c == ",": row.append(f); f = ""
        elif c == "\n": row.append(f); rows.append(row); row, f = [], ""
        else: f += c
        i += 1
    return rows
print(parse_csv(csv)); print("\n".join(c.center(30, "*") for c in ("a", "bb", "ccc")), "tEST".swapcase(), "a-b_c d".replace("-", "_").split("_"), "snake_case_name".title().replace("_", ""), "".join("_" + c.lower() if c.isupper() else c for c in "camelCaseName"))
