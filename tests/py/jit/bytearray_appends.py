"""append() of a bytearray in compiled loops: growth, what was exported once, other values, other objects."""


def fill(n):
    b = bytearray()
    for i in range(n):
        b.append(i & 255)
    return len(b), sum(b), bytes(b[-3:])


print(fill(10), fill(1000), fill(70000))


def queue(n):
    """The front is taken away, so that bytes do not start where the buffer does."""
    b, out = bytearray(b"abc"), 0
    for i in range(n):
        b.append(i % 251)
        if i % 3:
            del b[0]
        out += b[0] + len(b)
    return out, len(b), bytes(b[:4])


print(queue(3000))


def decode(code):
    out = bytearray()
    for n in code:
        start = len(out) - (n & 7 or 1)
        for k in range(n >> 3):
            out.append(out[start + k] if start >= 0 else k)
    return len(out), bytes(out[:20]), bytes(out[-20:])


print(decode([40, 9, 33, 66, 17] * 40))


def once_exported(n):
    b = bytearray()
    for i in range(n):
        b.append(i & 127)
        if i % 64 == 0:
            with memoryview(b) as m:
                b[0] = len(m) & 255
    return len(b), b[0], sum(b)


print(once_exported(1000))


def odd(values):
    b, out = bytearray(), []
    for v in values:
        try:
            b.append(v)
        except (ValueError, TypeError) as e:
            out.append(f"{type(e).__name__}: {e}")
    return bytes(b), out


print(odd([1, 2, 3] * 30 + [256, -1, 255, True, "a", 1 << 70, 2.0, None]))


class Mine(bytearray):
    def append(self, x):
        super().append(x ^ 1)


def several(n):
    a, b = bytearray(), Mine()
    for i in range(n):
        for x in (a, b, a):
            x.append(i & 255)
    return len(a), len(b), bytes(a[-4:]), bytes(b[-4:])


print(several(300))


def both_ends(n):
    """Contents are written between what is read."""
    b, out = bytearray(8), 0
    for i in range(n):
        b[i & 7] = i & 255
        b.append(b[i & 7] ^ 85)
        out += b[i & 7] + b[-1] + len(b)
        if i % 100 == 99:
            b.clear()
            b += bytes(8)
    return out, len(b)


print(both_ends(1234))
