def md5(data):
    s = [7, 12, 17, 22] * 4 + [5, 9, 14, 20] * 4 + [4, 11, 16, 23] * 4 + [6, 10, 15, 21] * 4
    import math
    K = [int(abs(math.sin(i + 1)) * 2**32) & 0xFFFFFFFF for i in range(64)]
    a0, b0, c0, d0 = 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476
    m = bytearray(data); m.append(0x80)
    while len(m) % 64 != 56: m.append(0)
    m += (len(data) * 8).to_bytes(8, "little")
    for o in range(0, len(m), 64):
        M = [int.from_bytes(m[o + i:o + i + 4], "little") for i in range(0, 64, 4)]
        A, B, C, D = a0, b0, c0, d0
        for i in range(64):
            if i < 16: F, g = (B & C) | (~B & D), i
            elif i < 32: F, g = (D & B) | (~D & C), (5 * i + 1) % 16
            elif i < 48: F, g = B ^ C ^ D, (3 * i + 5) % 16
            else: F, g = C ^ (B | ~D), 7 * i % 16
            F = (F + A + K[i] + M[g]) & 0xFFFFFFFF
            A, D, C, B = D, C, B, (B + ((F << s[i]) | (F >> (32 - s[i])))) & 0xFFFFFFFF
        a0, b0, c0, d0 = (a0 + A) & 0xFFFFFFFF, (b0 + B) & 0xFFFFFFFF, (c0 + C) & 0xFFFFFFFF, (d0 + D) & 0xFFFFFFFF
    return b"".join(x.to_bytes(4, "little") for x in (a0, b0, c0, d0)).hex()
def sha256(data):
    primes = [p for p in range(2, 320) if all(p % d for d in range(2, int(p**0.5) + 1))][:64]
    def frac(n, k):
        lo, hi = 0, n << 40
        while lo < hi:
            mid = (lo + hi + 1) // 2
            if mid**k <= n << (32 * k): lo = mid
            else: hi = mid - 1
        return lo & 0xFFFFFFFF
    K = [frac(p, 3) for p in primes]; H = [frac(p, 2) for p in primes[:8]]
    rot = lambda x, n: (x >> n | x << 32 - n) & 0xFFFFFFFF
    m = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (len(data) * 8).to_bytes(8, "big")
    for o in range(0, len(m), 64):
        w = [int.from_bytes(m[o + i:o + i + 4], "big") for i in range(0, 64, 4)]
        for i in range(16, 64):
            a, b = w[i - 15], w[i - 2]
            w.append(w[i - 16] + (rot(a, 7) ^ rot(a, 18) ^ a >> 3) + w[i - 7] + (rot(b, 17) ^ rot(b, 19) ^ b >> 10) & 0xFFFFFFFF)
        a, b, c, d, e, f, g, h = H
        for i in range(64):
            t1 = h + (rot(e, 6) ^ rot(e, 11) ^ rot(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i]
            t2 = (rot(a, 2) ^ rot(a, 13) ^ rot(a, 22)) + (a & b ^ a & c ^ b & c)
            a, b, c, d, e, f, g, h = t1 + t2 & 0xFFFFFFFF, a, b, c, d + t1 & 0xFFFFFFFF, e, f, g
        H = [x + y & 0xFFFFFFFF for x, y in zip(H, (a, b, c, d, e, f, g, h))]
    return "".join(f"{x:08x}" for x in H)
def crc32(data):
    table = []
    for i in range(256):
        for _ in range(8): i = i >> 1 ^ (0xEDB88320 if i & 1 else 0)
        table.append(i)
    c = 0xFFFFFFFF
    for b in data: c = c >> 8 ^ table[(c ^ b) & 255]
    return c ^ 0xFFFFFFFF
def adler(data):
    a, b = 1, 0
    for x in data: a = (a + x) % 65521; b = (b + a) % 65521
    return b << 16 | a
def fnv(data):
    h = 0xcbf29ce484222325
    for b in data: h = (h ^ b) * 0x100000001b3 & 2**64 - 1
    return h
def b64(data):
    A = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; out = ""
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]; n = int.from_bytes(chunk.ljust(3, b"\0"), "big")
        out += "".join(A[n >> s & 63] for s in (18, 12, 6, 0))[:len(chunk) + 1].ljust(4, "=")
    return out
def xorshift(n):
    x = 88172645463325252
    for _ in range(n): x ^= x << 13 & 2**64 - 1; x ^= x >> 7; x ^= x << 17 & 2**64 - 1
    return x
for d in (b"", b"abc", b"The quick brown fox jumps over the lazy dog", bytes(range(256)) * 2):
    print(md5(d), sha256(d), hex(crc32(d)), adler(d), hex(fnv(d)), b64(d)[:60])
print(xorshift(1000))
import zlib, base64, hashlib
d = b"cross check" * 20
print(crc32(d) == zlib.crc32(d), adler(d) == zlib.adler32(d), b64(d).encode() == base64.b64encode(d), sha256(d) == hashlib.sha256(d).hexdigest(), md5(d) == hashlib.md5(d).hexdigest())
