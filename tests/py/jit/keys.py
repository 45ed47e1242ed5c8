"""Look-ups of bytes, pairs, characters and ints as keys in hot loops: found, missing, entered, deleted; keys that are equal but
not of one class; dicts that grow while the loop runs."""


def count(keys):
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def slices(data, size):
    counts = {}
    for i in range(len(data) - size + 1):
        part = data[i : i + size]
        if part in counts:
            counts[part] += 1
        else:
            counts[part] = 1
    return counts


data = bytes((i * i * 7 + (i >> 3)) & 15 for i in range(400))
text = "".join(chr(97 + c) for c in data)
wide = "".join(chr(0x3B1 + c) for c in data)
for size in range(0, 12):
    a, b, c = slices(data, size), slices(text, size), slices(wide, size)
    assert len(a) == len(b) == len(c) and sum(a.values()) == sum(b.values()) == sum(c.values())
    assert list(a.values()) == list(b.values()) == list(c.values())
    assert all(type(k) is bytes and len(k) == size for k in a) and all(data.find(k) >= 0 for k in a)
    print(size, len(a), max(a.values()))


def pairs(n):
    seen = {}
    for i in range(n):
        for j in range(-2, 3):
            key = i * j % 17 - 4, j
            if key not in seen:
                seen[key] = i
            else:
                seen[key] -= 1
    return seen


s = pairs(200)
print(len(s), sum(s.values()), s[-4, 0], s[0, -2], (0, -1) in s, (0.0, -1) in s, (0, -1.0) in s, (False, -1.0) in s)


def mixed(keys):
    d = {}
    for k in keys:
        d[k] = d.get(k, 0) + 1
        d.setdefault((k, 1), []).append(k)
    return d


for keys in (
    [b"a", "a", 97, b"a", 97.0, "b", b"b", b""] * 30,
    [1, 1.0, True, 2, -1, -2, 2**61 - 1, 0, 2**61, 1 + 0j, -1.0] * 30,
    ["", b"", (), 0, None, frozenset(), "x" * 5, "x" * 5 + "y"] * 30,
    [-1, -2, -(2**61 - 1), -(2**61), 2**62, 2**63, -(2**63)] * 30,
):
    d = mixed(keys)
    print(len(d), [(k, v) for k, v in d.items() if type(k) is not tuple])


class Odd(bytes):
    def __hash__(self):
        return hash(b"ab")

    def __eq__(self, other):
        return bytes(self)[:1] == other[:1]

    def __ne__(self, other):
        return not self == other


def look(d, keys):
    found = 0
    for k in keys:
        if k in d:
            found += d[k]
    return found


print(look({b"ab": 1, b"cd": 10}, [b"ab", b"xy", b"cd", b"ab"] * 40 + [Odd(b"ax"), Odd(b"zz"), bytearray(b"ab")[:0] or b"cd"]))
print(look({Odd(b"ax"): 5}, [b"ab", b"ax"] * 40))


def queue(n):
    """Keys leave and come in again, so that the table is made anew many times."""
    d, total = {}, 0
    for i in range(n):
        key = i * 7919 % 101
        if key in d:
            total += d.pop(key)
        elif len(d) > 20:
            del d[next(iter(d))]
        d[key] = i
    return total, list(d.items())[:3], len(d)


print(queue(3000))


def grow(n, step):
    d = {}
    for i in range(n):
        d[i * step] = i
    for i in range(0, n, 3):
        del d[i * step]
    missing = 0
    for i in range(n):
        if i * step not in d:
            missing += 1
        d.setdefault(i * step, -i)
    return missing, len(d), sum(d.values()), list(d)[-2:]


for n, step in ((5, 1), (8, 1), (9, 1), (10, 1), (11, 1), (21, 8), (22, 16), (300, 1), (1000, 1024), (3000, 1 << 20), (700, -3), (500, 1 << 40)):
    print(n, step, grow(n, step))
