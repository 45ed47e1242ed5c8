import struct
x = 0x9E3779B97F4A7C15
bad = 0; sample = []
for i in range(3000):
    x ^= x << 13 & 2**64 - 1; x ^= x >> 7; x ^= x << 17 & 2**64 - 1
    f, = struct.unpack("<d", x.to_bytes(8, "little"))
    if f != f: continue
    r = repr(f)
    if float(r) != f or float.fromhex(f.hex()) != f or (abs(f) < 1e300 and f == f and abs(f) > 1e-300 and f.as_integer_ratio()[0] / f.as_integer_ratio()[1] != f): bad += 1
    if i % 150 == 0: sample.append((r, f"{f:.3e}", f"{f:g}", f.hex()))
print(bad)
for s in sample: print(*s)
print([repr(i / 7) for i in range(1, 10)], [repr(2.0 ** i) for i in range(-10, 60, 7)], [f"{10.0 ** i}" for i in range(-6, 24, 3)])
print([f"{1/3:.{n}f}" for n in range(0, 20, 3)], [f"{2/3:.{n}e}" for n in range(0, 20, 3)], [f"{123456.789:.{n}g}" for n in range(1, 12)])
print([round(0.5 + i) for i in range(6)], [round(2.5 * 10 ** -i, i) for i in range(5)], [round(x, 2) for x in (0.125, 0.375, 2.675, 1.005, -0.125)], [round(12345.6789, n) for n in range(-5, 6)])
print([f"{x:.0f}" for x in (0.5, 1.5, 2.5, -0.5)], [f"{x:.1f}" for x in (0.25, 0.35, 0.05)], ["%.2f" % x for x in (1.005, 2.675, 1e22, 1e-10)], [f"{x:.17g}" for x in (0.1, 1/3, 1e23)])
