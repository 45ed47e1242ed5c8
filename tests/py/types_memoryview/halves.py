# Items of 16-bit floats: zeros, subnormal numbers, the largest, rounding.
m = memoryview(bytearray(16)).cast("e")
for i, x in enumerate((0.0, -0.0, 1.0, 6e-8, 2**-14, 65504.0, -1.5, 3 * 2**-25)):
    m[i] = x
print(m.tobytes(), m.tolist())
try:
    m[0] = 65520.0
except (OverflowError, ValueError) as e:
    print(type(e).__name__)
print(m[0], str(m[1]))
items = [(i * 7919) % 1000 for i in range(3000)] + list(range(500)) + list(range(700, 0, -1))
print(sorted(items) == sorted(items, key=lambda x: x), sum(i * x for i, x in enumerate(sorted(items))))
