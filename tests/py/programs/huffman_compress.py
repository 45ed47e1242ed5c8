import heapq
from collections import Counter
class Node:
    def __init__(self, f, s=None, l=None, r=None): self.f, self.s, self.l, self.r = f, s, l, r
    def __lt__(self, o): return (self.f, self.key()) < (o.f, o.key())
    def key(self): return self.s if self.s is not None else min(self.l.key(), self.r.key())
def build(data):
    h = [Node(f, s) for s, f in sorted(Counter(data).items())]; heapq.heapify(h)
    while len(h) > 1: a, b = heapq.heappop(h), heapq.heappop(h); heapq.heappush(h, Node(a.f + b.f, None, a, b))
    return h[0]
def codes(n, p=""):
    if n.s is not None: return {n.s: p or "0"}
    return codes(n.l, p + "0") | codes(n.r, p + "1")
def encode(data):
    c = codes(build(data)); bits = "".join(c[x] for x in data)
    return int("1" + bits, 2).to_bytes((len(bits) + 8) // 8, "big"), c
def decode(blob, c):
    inv = {v: k for k, v in c.items()}; out, cur = [], ""
    for b in bin(int.from_bytes(blob, "big"))[3:]:
        cur += b
        if cur in inv: out.append(inv[cur]); cur = ""
    return "".join(out)
for t in ("abracadabra", "aaaa", "the quick brown fox jumps over the lazy dog", "ab" * 50):
    blob, c = encode(t); print(len(t), len(blob), decode(blob, c) == t, sorted(c.items(), key=lambda kv: (len(kv[1]), kv[1]))[:4], blob.hex()[:24])
def lzw(s):
    d = {chr(i): i for i in range(256)}; w, out = "", []
    for c in s:
        if w + c in d: w += c
        else: out.append(d[w]); d[w + c] = len(d); w = c
    return out + [d[w]] if w else out
def unlzw(codes):
    d = {i: chr(i) for i in range(256)}; w = d[codes[0]]; out = [w]
    for k in codes[1:]:
        e = d[k] if k in d else w + w[0]
        out.append(e); d[len(d)] = w + e[0]; w = e
    return "".join(out)
s = "TOBEORNOTTOBEORTOBEORNOT" * 5; c = lzw(s); print(len(s), len(c), unlzw(c) == s, c[:20])
def bwt(s):
    s += "\0"; return "".join(r[-1] for r in sorted(s[i:] + s[:i] for i in range(len(s))))
def ibwt(b):
    t = sorted((c, i) for i, c in enumerate(b)); i, out = b.index("\0"), []
    for _ in b: c, i = t[i]; out.append(c)
    return "".join(out).strip("\0")
print(repr(bwt("banana")), ibwt(bwt("banana")), ibwt(bwt(s[:60])) == s[:60])
def mtf(s):
    a = sorted(set(s)); out = []
    for c in s: i = a.index(c); out.append(i); a.insert(0, a.pop(i))
    return out
print(mtf(bwt("mississippi")))
def varint(n):
    out = bytearray()
    while True:
        b = n & 127; n >>= 7; out.append(b | (128 if n else 0))
        if not n: return bytes(out)
def unvarint(b):
    n = s = 0
    for x in b: n |= (x & 127) << s; s += 7
    return n
print([varint(n).hex() for n in (0, 1, 127, 128, 300, 2**40)], all(unvarint(varint(n)) == n for n in range(0, 100000, 777)))
def zigzag(n): return n << 1 ^ n >> 63 if n >= 0 else (-n << 1) - 1
print([zigzag(n) for n in (0, -1, 1, -2, 2)])
def hexdump(b):
    for o in range(0, len(b), 16): c = b[o:o + 16]; print(f"{o:04x}  {' '.join(f'{x:02x}' for x in c):<47}  {''.join(chr(x) if 32 <= x < 127 else '.' for x in c)}")
hexdump(bytes(range(20, 60)) + "é€".encode())
def bits(b): return "".join(f"{x:08b}" for x in b)
def hamming(d): p = [d[0] ^ d[1] ^ d[3], d[0] ^ d[2] ^ d[3], d[1] ^ d[2] ^ d[3]]; return [p[0], p[1], d[0], p[2], *d[1:]]
def fix(c):
    e = (c[0] ^ c[2] ^ c[4] ^ c[6]) | (c[1] ^ c[2] ^ c[5] ^ c[6]) << 1 | (c[3] ^ c[4] ^ c[5] ^ c[6]) << 2
    if e: c = c[:]; c[e - 1] ^= 1
    return [c[2], c[4], c[5], c[6]]
print(bits(b"Hi"), all(fix([b ^ (i == k) for i, b in enumerate(hamming(d))]) == d for d in ([n >> 3 & 1, n >> 2 & 1, n >> 1 & 1, n & 1] for n in range(16)) for k in range(8)))
