"""Short bytes and strings of every length: slices, concatenation, hashes, as keys; bytearrays that grow byte by byte."""

base = bytes(range(1, 60))
text = base.decode("latin-1")
wide = text + "\u0431"
kinds = [base, text, wide[:59], text.replace("\x05", "\xe9")]
for s in kinds:
    seen = {}
    for n in range(0, 26):
        for i in range(0, 20, 3):
            part = s[i : i + n]
            other = s[:0].join([s[k : k + 1] for k in range(i, i + n)])
            assert part == other and hash(part) == hash(other) and len(part) == n and list(part) == list(s)[i : i + n]
            seen[part] = seen.get(other, 0) + 1
            for m in range(0, 20, 2):
                tail = s[20 : 20 + m]
                both = part + tail
                assert len(both) == n + m and both[:n] == part and both[n:] == tail and hash(both) == hash(s[:0].join([part, tail]))
                assert list(both) == list(part) + list(tail)
    print(len(seen), sum(seen.values()))


def grow(first, piece, n):
    t = first
    for _ in range(n):
        t += piece
    return t


for first in ("", "a", "\xe9", "\u0431", b"", b"q"):
    for piece in ("x", "yz", "\xfc", "\u0432w") if isinstance(first, str) else (b"x", b"yz", bytes(17)):
        for n in (0, 1, 7, 8, 9, 15, 16, 17, 200, 700):
            assert grow(first, piece, n) == first + piece * n, (first, piece, n)


def fill(values):
    b = bytearray()
    for v in values:
        b.append(v)
    return b


print(bytes(fill(list(range(256)) * 3))[250:262], len(fill([7] * 5000)))
for bad in (256, -1, "x", 1.0, None, 2**70):
    try:
        fill([1] * 30 + [bad])
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
b = fill([1] * 20 + [True])
view = memoryview(b)


def more(b, n):
    done = 0
    for _ in range(n):
        b.append(5)
        done += 1
    return done


print(more(bytearray(3), 50))
try:
    b.append(5)
except BufferError as e:
    print(e, len(b))
view.release()
print(more(b, 5), len(b))


class Counted(bytearray):
    calls = 0

    def append(self, v):
        Counted.calls += 1
        super().append(v + 1)


def into(objects):
    for o in objects:
        o.append(40)
    return objects


into([bytearray() for _ in range(40)] + [c := Counted(), [], c])
print(c, Counted.calls)
del b[:5]
print(more(b, 100), len(b), b[:3], b[-1])
