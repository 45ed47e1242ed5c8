# Unpacking lists and tuples of the right and of the wrong length in hot loops.
def both(things):
    total = 0
    for a, b in things:
        total += a * 10 + b
    return total


def three(things):
    out = []
    for t in things:
        try:
            a, b, c = t
        except (ValueError, TypeError) as e:
            out.append(str(e))
        else:
            out.append((c, b, a))
    return out


def shift(pairs):
    # the list changes while it is being taken apart
    for p in pairs:
        x, y = p
        p[0] = y
        p[1], p[0] = x, p[1]
        [x, y], (z,) = p, (x,)
        p.append(x + y + z)
        a, b, c = p
        p.pop()
        p[0] = a + b + c
    return pairs


def swap(n):
    a, b, c, d = [1, 2, 3, 4]
    for i in range(n):
        a, b = b, a
        a, b, c = [c, a, b]
        [a, b], (c, d) = [(b, c), [d, a]]
    return a, b, c, d


class Pair(list):
    def __iter__(self):
        return iter([7, 8])


class Text(tuple):
    pass


print(both([(i, i + 1) for i in range(100)]), both([[i, i + 1] for i in range(100)]))
print(both([[1, 2], (3, 4), Pair((5, 6)), Text((9, 1)), {1: 0, 2: 0}, range(2)] * 30))
mixed = [[1, 2, 3], (4, 5, 6), "abc", [1], (1, 2, 3, 4), [1, 2, 3, 4], iter([1, 2, 3]), iter([1, 2]), 5, {1, 2}]
results = three(mixed[:6] * 30)
print(results[:6], results == results[:6] * 30, three(mixed))
print(shift([[i, i * 2] for i in range(60)])[-3:])
print(swap(100), swap(101))
for items in [], (), [1]:
    try:
        for _ in range(50):
            [] = items
        print("fits")
    except ValueError as e:
        print(e)


def many(rows):
    n = 0
    for a, b, c, d, e, f, g, h in rows:
        n += a - b + c - d + e - f + g - h
    for a, b, c, d, e, f, g, h, i in [r + [9] for r in rows]:
        n += i
    return n


print(many([list(range(k, k + 8)) for k in range(80)]))
