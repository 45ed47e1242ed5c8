"""Lists and tuples in hot loops: appended to, sliced, assigned to slices of, concatenated, repeated."""

from support import watch

watch.start()


def appended(n):
    out = []
    for i in range(n):
        out.append(i)
        if i % 50 == 49:
            out, before = [], out
            out.append(len(before))
            out.append(before[-1] + before[0])
    return out


print(appended(400))


def grown(n):
    """Each list grows from nothing, from a literal, and from what a slice left."""
    total = 0
    for i in range(n):
        a, b, c = [], [i], [1, 2, 3][:2]
        for j in range(9):
            a.append(j)
            b.append(j)
            c.append(a)
        total += len(a) + b[-1] + len(c[-1])
    return total


print(grown(120))


def shared(n):
    """The same list under two names, while somebody else changes it."""
    a = b = []
    seen = []
    for i in range(n):
        a.append(i)
        seen.append(b[-1])
        if i % 7 == 0:
            b.pop()
        if i % 11 == 0:
            del b[:]
        if i % 13 == 0:
            b.extend(range(3))
        b.append(len(a))
    return a, sum(seen)


print(shared(300))


class Stack(list):
    def append(self, x):
        super().append(-x)


def mixed(n):
    lists = [[], Stack(), [0]]
    for i in range(n):
        lists[i % 3 if i > n // 2 else 0].append(i)
    return [len(x) for x in lists], lists[1][-1], lists[0][-1]


print(mixed(300))


def nested(n):
    out = [[] for _ in range(3)]
    for i in range(n):
        out[i % 3].append([i] * (i % 4))
        out[i % 3][-1].append(None)
    return [len(x) for x in out], out[1][-1], out[2][:3]


print(nested(200))


def sliced(n):
    l, t, s = list(range(12)), tuple(range(12)), "abcdefghijkl"
    out = []
    for i in range(n):
        a, b = i % 15 - 2, i * i % 17 - 3
        k = i % 4
        if k == 0:
            out.append((l[a:b], t[a:b], s[a:b]))
        elif k == 1:
            out.append((l[a::-1], l[:b:-1], l[::-1], t[::-1], s[::-1]))
        elif k == 2:
            out.append((l[:], l[a:], l[:b], t[:], t[a:], t[:b]))
        else:
            out.append((l[a:b:2], l[a:b:-2], t[a:b:3], l[b:a:-1]))
        if i == n // 2:
            l, t = [[]], ((),)
    return out


print(sliced(160))


def steps(n):
    out = []
    for i in range(n):
        try:
            out.append(len([1, 2, 3, 4][:: i % 3 - 1]))
        except ValueError as e:
            out.append(str(e))
    return out[-6:]


print(steps(200))


def assigned(n):
    l, seen = list(range(10)), []
    for i in range(n):
        k = i % 10
        l[: k + 1] = l[k::-1]
        if i % 17 == 3:
            l[2:4] = [i, i, i]
        elif i % 17 == 4:
            l[3:6] = (i, i)
        elif i % 17 == 5:
            l[5:2] = l
            del l[10:]
        elif i % 17 == 6:
            l[::3] = "abcd"
        elif i % 17 == 7:
            l[-2:] = []
            l.extend([7, 8])
        seen.append(l[0])
    return l, seen[-20:]


print(assigned(300))


def rotated(n):
    l = list(range(8))
    for i in range(n):
        l.insert(i % 8, l.pop(0))
        l[0], l[1] = l[1], l[0]
        if i % 5 == 0:
            l.reverse()
    return l


print(rotated(200))


def joined(n):
    out = []
    for i in range(n):
        a, b = tuple(range(i % 3)), list(range(i % 4))
        x = (i,) + a
        y = a + (i,) + a
        z = b + [i] + b
        a += (1,)
        b += [2]
        out.append((x, y, z, a, b, () + (), [] + []))
        if i > n - 5:
            out[-1] += ([i] * (i % 3), [None] * i % 2 if False else [None] * -1, [0, 1] * 2, 2 * [i])
    return out[-7:]


print(joined(200))


def repeated(n):
    """What is repeated may be seen by others, too."""
    out = []
    for i in range(n):
        one = [i]
        out.append(one * (i % 5))
        one.append(0)
        again = [one] * 2
        again[0].append(again)
        out.append(len(again[1]))
        try:
            out.append([i] * "x" if i % 19 == 18 else [i] * True)
        except TypeError as e:
            out.append(str(e))
    return out[-9:]


print(repeated(200))


def failing(n):
    kinds = []
    for i in range(n):
        l, t = [1, 2], (1, 2)
        try:
            if i % 4 == 0:
                kinds.append(l + (t if i % 8 else l))
            elif i % 4 == 1:
                kinds.append(t + (l if i % 8 == 1 else t))
            elif i % 4 == 2:
                l[0:1] = i if i % 8 == 2 else [i]
                kinds.append(l)
            else:
                kinds.append(l[: "x" if i % 8 == 3 else 1])
        except TypeError as e:
            kinds.append(str(e))
    return kinds[-9:]


print(failing(200))


def fill(n):
    l = []
    for i in range(n):
        l.append(None)
    return len(l)


for _ in range(6):
    fill(200)
with watch.During() as few:
    fill(200)
with watch.During() as many:
    print(fill(6000))
# a list, an iterator, and arrays that grow by half
stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
allocated = many.more("allocations") - few.more("allocations")
print(not watch.jit or stressed or allocated < 60 or f"{allocated} allocations")
