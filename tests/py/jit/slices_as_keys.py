# Slices of texts and bytes that are keys or elements: they need not be made, unless somebody wants them.
import gc


def count(sequence, size):
    counts = {}
    for i in range(len(sequence) - size + 1):
        fragment = sequence[i : i + size]
        counts[fragment] = counts.get(fragment, 0) + 1
    return counts


def show(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:4], len(counts)


def letters(n):
    seed = 42
    for _ in range(n):
        seed = (seed * 3877 + 29573) % 139968
        yield "acgt"[seed * 4 // 139968]


text = "".join(letters(3000))
for size in range(5):
    print(size, show(count(text, size)))
    print(size, show(count(text.encode(), size)))
print(show(count(text + "é" * 40 + text, 3)))
print(show(count(text + "π" * 40 + text, 3)))
print(show(count("é" * 500 + text + "\U0001f40d" * 40, 2)))
print(show(count("ab" * 2000 + "x" * 50, 40)))


# the slice is wanted at an exit, after it, or in the next turn
def last(sequence, known):
    found = None
    n = 0
    for i in range(len(sequence)):
        part = sequence[i : i + 3]
        if part in known:
            n += 1
            found = part
        elif i % 501 == 500:
            print(i, part, found, n)
    return found, n, part


print(last(text, {"acg", "ttt", "gca"}))
print(last(text, {"acg": 1, "ttt": 2, "gca": 3}))
print(last(text, frozenset(["acg", "ttt", "gca", 5, None])))
print(last(text.encode(), {b"acg", b"ttt", b"gca"}))
print(last(text.encode(), {b"acg": 1, b"ttt": 2, "gca": 3}))


def kept(sequence, table):
    out = []
    before = None
    for i in range(len(sequence) - 2):
        part = sequence[i : i + 2]
        if part not in table:
            table[part] = i
            out.append(part)
        elif before is not None and before == part:
            out.append(before)
        before = part
    return out


out = kept(text, {})
print(len(out), out[:20])
out = kept(text.encode(), {})
print(len(out), out[:20])


# one object, however often it is looked at
def same(sequence):
    seen = {}
    differ = 0
    for i in range(len(sequence) - 3):
        part = sequence[i : i + 3]
        if part in seen:
            pair = (part, part)
            differ += pair[0] is not pair[1]
        else:
            seen[part] = part
            differ += seen[part] is not part
            for key, value in seen.items():
                differ += key is not value
    return differ, len(seen)


print(same(text), same(text.encode()))


# keys of other classes that are equal to slices, or have their hash
class Name(str):
    pass


class Odd(str):
    def __eq__(self, other):
        return str.__eq__(self, other)

    def __hash__(self):
        return str.__hash__(self)


class Like:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return other == self.text

    def __hash__(self):
        return hash(self.text)


def total(sequence, table):
    n = 0
    for i in range(len(sequence)):
        n += table.get(sequence[i : i + 2], 100)
    return n


for make in Name, Odd, Like, str:
    print(make.__name__, total(text, {make("ac"): 1, make("gt"): 2, make("tt"): 3}))
view = memoryview(b"ac")
print(total(text.encode(), {view: 1, "ac": 2, b"gt": 3, "tt": 4}))
print(total(text, {view: 1, b"ac": 2, "gt": 3, b"tt": 4, 7: 5, (1, 2): 6}))


# slices of slices
def nested(sequence):
    n = 0
    table = {"ac": 1, "gt": 2, "tt": 3}
    for i in range(len(sequence)):
        outer = sequence[i : i + 6]
        inner = outer[1:3]
        n += table.get(inner, 0)
        if i % 700 == 699:
            print(outer, inner, n)
    return n


print(nested(text))


# in functions that are called, with an exception, and in generators
def looked_up(sequence, i, table):
    part = sequence[i : i + 2]
    return table[part]


def calls(sequence, table):
    n = missing = 0
    for i in range(len(sequence)):
        try:
            n += looked_up(sequence, i, table)
        except KeyError as e:
            missing += 1
            key = e.args[0]
    return n, missing, key


print(calls(text, {"ac": 1, "gt": 2, "tt": 3}))


def parts(sequence, size):
    for i in range(0, len(sequence), size):
        yield sequence[i : i + size]


def over(sequence):
    table = {}
    for part in parts(sequence, 3):
        table.setdefault(part, []).append(len(table))
    return sorted(table.items())[:3], len(table)


print(over(text), over(text.encode()))
gc.collect()


# ends that are cut off, negative, or missing
def ends(sequence):
    table = {sequence[:2]: 1, sequence[-2:]: 2, "": 3, b"": 4, sequence: 5, sequence[:1]: 6}
    n = 0
    for i in range(-len(sequence) - 3, len(sequence) + 3):
        n = (n * 7 + table.get(sequence[i : i + 2], 0)) % 1000003
        n = (n * 7 + table.get(sequence[i:], 0)) % 1000003
        n = (n * 7 + table.get(sequence[:i], 0)) % 1000003
        n = (n * 7 + table.get(sequence[i : i - 1], 0)) % 1000003
    return n


print(ends(text[:300]), ends(text[:300].encode()), ends(text[:1]), ends("é" + text[:200] + "π"))
