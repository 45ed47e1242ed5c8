vals = [0, 1, -1, 2, -2, 7, -8, 255, -256, 2**31, -2**31, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63, 2**64 - 1, -2**64, 2**100 + 12345, -2**100 - 1]
M = 10**9 + 7
for a in vals:
    print(a, ~a, a.bit_length(), a.bit_count(), -a, abs(a), [(a & b) % M for b in vals], [(a | b) % M for b in vals], [(a ^ b) % M for b in vals])
for a in vals: print([a << s for s in (0, 1, 3, 61)], [a >> s for s in (0, 1, 3, 31, 62, 63, 64, 65, 101, 200)])
print([bin(v) for v in vals[:8]], [hex(v) for v in vals], [f"{v:b}"[-10:] for v in vals], [oct(v) for v in vals[-4:]])
def popcount(n): return bin(n & 2**128 - 1).count("1")
print([popcount(v) for v in vals], [v & -v for v in vals], [v & (v - 1) for v in vals if v > 0], [v.bit_length() == len(bin(abs(v))) - 2 for v in vals if v])
def rev(n, w): return int(f"{n:0{w}b}"[::-1], 2)
print([rev(n, 8) for n in (1, 2, 3, 128, 200)], sum(1 << i for i in range(100)) == 2**100 - 1, (1 << 1000).bit_length(), (-1 >> 1000), -1 << 70, 1 << 0, 0 << 1000)
print(all((a & b) + (a | b) == a + b and a ^ b == (a | b) - (a & b) and ~(a & b) == ~a | ~b and (a << 5) >> 5 == a and a >> 3 == a // 8 and a & 7 == a % 8 for a in vals for b in vals))
x = 1
for i in range(200): x = (x << 3 ^ x >> 2 ^ i) & (1 << 130) - 1
print(x)
for a in vals[:6]:
    for f in (lambda: a << -1, lambda: a >> -1, lambda: a & 1.0, lambda: a | "x", lambda: a ^ None, lambda: ~1.5):
        try: print(f())
        except (ValueError, TypeError) as e: print(e, end="; ")
print()
