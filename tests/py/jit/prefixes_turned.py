"""Beginnings of lists turned round in place; keys that are just themselves, of classes that change; bytes that are joined."""


def flips(n):
    out = []
    for i in range(n):
        work = [(j * 5 + i) % 9 for j in range(9)]
        first = work[0]
        count = 0
        while first and count < 20:
            work[: first + 1] = work[first::-1]
            first = work[0]
            count += 1
        out.append(count)
    return sum(out), out[:10], work


print(flips(300))


def ends(n):
    l = list(range(12))
    other = list(range(100, 112))
    for i in range(n):
        k = i % 14 - 1
        l[: k + 1] = l[k::-1]
        l[:k] = other[k - 1 :: -1] if k > 0 else []
        l[0:3] = l[2::-1]
        l[0:40] = l[39::-1]
        if len(l) > 30 or not l:
            l = list(range(12))
    return l


print([ends(n) for n in (1, 5, 13, 14, 200)])


def long(n):
    l = list(range(100))
    for i in range(n):
        k = 90 + i % 10
        l[: k + 1] = l[k::-1]
    return l[:12], l[-3:]


print(long(100))


class Old:
    pass


class Node:
    def __init__(self, n):
        self.n = n


def keys(n):
    nodes = [Node(i) for i in range(20)]
    d, s = {}, set()
    for i in range(n):
        k = nodes[i % 20]
        if i == n // 2:
            nodes[3].extra = 1
        if i == n * 3 // 4:
            Node.__hash__ = lambda self: self.n // 2
            Node.__eq__ = lambda self, o: self.n // 2 == o.n // 2
        d[k] = d.get(k, 0) + 1
        s.add(k)
        if k in s and k not in d:
            return "lost", i
    del Node.__hash__, Node.__eq__
    return sum(d.values()) == n, len(d) > 19, len(s) > 19


print(keys(400))
print(keys(400))


def mixed(n):
    """Keys of several classes at one place."""
    keys = [Old(), Node(1), print, 3, "a", Old, None, len, Node(2), 3.5]
    d, s = {}, set()
    for i in range(n):
        k = keys[i * 7 % 10]
        d[k] = d.get(k, 0) + i
        if k in s:
            s.remove(k)
        else:
            s.add(k)
    return [d[k] for k in keys], len(s)


print(mixed(333))


def joined(n):
    out = []
    for i in range(n):
        parts = [b"ab", b"", b"c" * (i % 40), b"%d" % i]
        out.append(b"".join(parts))
        out.append(b", ".join(parts))
        out.append(b"-".join(tuple(parts[: i % 3])))
        if i % 10 == 0:
            parts.append(bytearray(b"xy"))
            out.append(bytearray(b"+").join(parts))
            out.append(b"+".join(parts))
    one = b"one"
    assert b"-".join([one]) is one
    return len(out), sum(map(len, out)), out[:5], out[-2:]


print(joined(200))
for bad in ([b"a", "b"], [b"a", 1], "ab", 5, [None]):
    try:
        print(b"".join(bad))
    except TypeError as e:
        print(e)


class B(bytes):
    pass


print(type(B(b",").join([b"a", b"b"])), b",".join([B(b"a")]), type(b",".join([B(b"a")])), b"".join([]), b"x".join(()))
