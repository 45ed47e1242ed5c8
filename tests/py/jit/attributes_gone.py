"""Loops that read attributes of objects which lose some, keep them elsewhere, or never had a value for them."""


class Plain:
    def __init__(self, n):
        self.n = n
        self.link = None


class Slots:
    __slots__ = ("n", "link", "__dict__")

    def __init__(self, n):
        self.n = n


class Wide:
    def __init__(self, n):
        for k in range(40):
            setattr(self, f"a{k}", n + k)
        self.n = n
        self.link = self.a39


class Failed(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def walk(items, turns):
    total, missing = 0, 0
    for turn in range(turns):
        for item in items:
            try:
                total += item.n
                kept = item.link
                if kept is not None:
                    total += 1
                total += getattr(item, "extra", 2)
            except AttributeError:
                missing += 1
    return total, missing


items = [Plain(1), Plain(2), Plain(3), Slots(4), Wide(5), Failed(6), Plain(7)]
print(walk(items, 300))
del items[1].link
print(walk(items, 300))
items[2].__dict__ = {"n": 30}
print(walk(items, 300))
items[3].link = "slot"
print(walk(items, 300))
del items[3].n
print(walk(items, 300))
items[6].__class__ = type("Other", (Plain,), {"extra": 5})
print(walk(items, 300))
items[0].__dict__.clear()
print(walk(items, 300))
items[0].n = 1.5
items[6].n = None
for item in items:
    try:
        item.link = item
    except AttributeError:
        pass
items[6].n = 2.5
print(walk(items, 300))
del items[4].a39, items[4].n
items[4].n = 8
print(walk(items, 300), list(vars(items[4]))[-3:])


def deleting(turns):
    out = []
    x = Plain(0)
    for turn in range(turns):
        x.n += 1
        if turn % 97 == 96:
            out.append(x.n)
            del x.n
            try:
                x.n
            except AttributeError as e:
                out.append(str(e))
            x.n = turn
    return out


print(deleting(1000))


def unbound(turns):
    x, seen = Plain(3), 0
    for turn in range(turns):
        if turn % 50:
            value = x.n
        try:
            seen += value
            if turn % 49 == 0:
                del value
        except UnboundLocalError:
            seen += 1000
    return seen


print(unbound(2000))
