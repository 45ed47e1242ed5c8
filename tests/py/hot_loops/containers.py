def lists(n):
    l = []
    for i in range(n): l.append(i * i)
    for i in range(n): l[i] -= i; l[-1 - i] += 1
    s = 0
    for i in range(0, n, 3): s += l[i]
    while len(l) > n // 2: s += l.pop()
    return s, len(l), l[:5]
def mixed_list(n):
    l = [0] * 10
    for i in range(n):
        j = i % 10
        l[j] = i if i % 3 == 0 else float(i) if i % 3 == 1 else str(i)
    return l
def dicts(n):
    d = {}
    for i in range(n):
        k = i % 97
        d[k] = d.get(k, 0) + i
        if k in d and i % 5 == 0: d[str(k)] = i
        if i % 11 == 0: d.pop(str(k), None)
    return len(d), sum(v for v in d.values()), list(d)[:6]
def words(n):
    c = {}
    for i in range(n):
        for w in ("the", "quick", "brown", "fox", "the"):
            c[w] = c.get(w, 0) + 1
            c[w + str(i % 3)] = i
    return c
def sets(n):
    s = set(); hits = 0
    for i in range(n):
        x = (i * i) % 1009
        if x in s: hits += 1
        else: s.add(x)
        if i % 100 == 0: s.discard(x)
    return len(s), hits
def tuples(n):
    t = (0, 1)
    for i in range(n): a, b = t; t = (b, (a + b) % 1000007)
    return t
def strings(n):
    s = ""; c = 0
    for i in range(n):
        s += chr(97 + i % 26)
        if s.endswith("xyz"): c += 1
        if len(s) > 200: s = s[100:]
    return c, s[:10], len(s)
def chars(text):
    v = 0; o = {}
    for ch in text:
        if ch in "aeiou": v += 1
        o[ch] = o.get(ch, 0) + ord(ch)
    return v, sorted(o.items())[:3]
def matrix(n):
    a = [[i + j for j in range(n)] for i in range(n)]
    b = [[i * j % 7 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n): s += a[i][k] * b[k][j]
            c[i][j] = s
    return sum(map(sum, c)), c[1][:4]
def barr(n):
    b = bytearray(n)
    for i in range(n): b[i] = i * 7 & 0xFF
    s = 0
    for x in b: s += x
    for i in range(0, n, 2): s ^= b[i]
    return s, bytes(b[:5])
def slices(n):
    l = list(range(100)); s = 0
    for i in range(n): s += sum(l[i % 50:i % 50 + 10]) + len(l[::-7]); l[i % 20:i % 20 + 1] = [i, i] if i % 2 else []
    return s, len(l)
def sieve(n):
    p = [True] * (n + 1); p[0] = p[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if p[i]: p[i * i::i] = [False] * len(p[i * i::i])
    return sum(p), [i for i in range(n) if p[i]][-3:]
def grow_during(n):
    l = [1]; t = 0
    for x in l:
        t += x
        if len(l) < n: l.append(x + 1)
    return t
def neg_index(n):
    l = list(range(10)); s = 0
    for i in range(n): s += l[-(i % 10) - 1] * l[i % 10 - 10]
    return s
def nested(n):
    d = {"a": [{"b": [0, 1, 2]}]}
    for i in range(n): d["a"][0]["b"][i % 3] += i; d["a"][0].setdefault("c", []).append(i) if i < 5 else None
    return d
n = 3000
print(lists(n), mixed_list(n), dicts(n), words(300), sets(n), tuples(n), strings(n), chars("the quick brown fox jumps" * 100), matrix(25), barr(n), slices(n), sieve(10000), grow_during(n), neg_index(n), nested(n))
