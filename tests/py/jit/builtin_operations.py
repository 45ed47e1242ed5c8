# Built-in operations that traces do without a call.
def f(n):
    s = "hello world"; b = b"abcdef"; ba = bytearray(16)
    t = 0
    for i in range(n):
        t += ord(s[i % 11]) + b[i % 6] + b[-1]
        ba[i & 15] = i & 255
        t += ba[(i*7) & 15]
        for j in range(3): t += j
        for j, x in enumerate([i, 2, 3]): t += j * x
        for p, q in zip((1, 2), [i, 5]): t += p * q
        for k in (1, i): t -= k
    return t, bytes(ba)
print(f(3000))
def c(n):
    z = 0j; c0 = complex(0.1, 0.2); k = 0
    for i in range(n):
        z = z * z + c0 - 1j * z
        if abs(z) > 2: z = 0j; k += 1
    return z, k
print(c(3000))
import math
def d(n):
    t = 0.0; u = 0
    for i in range(-5, n):
        t += abs(i) + abs(-1.5*i) + min(i, 3) + max(2.5, t) * 0.5 + math.sqrt(abs(i)) + int(i * 0.7) + float(i)
        t %= 1000.0
        u += ord("abcdef"[i % 6]) + int(3.9) + int(-2.5*i)
        for j, c in enumerate("xyzzy"): u += (c == "z") + j
        u += min(4, i) - max(i, -i)
    return t, u
print(d(3000))
