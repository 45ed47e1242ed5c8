"""Loops whose calls and attributes see more and more classes: first few, then too many to tell apart."""


def make(n):
    class Item:
        def __init__(self, link):
            self.link = link
            self.state = 0

        def skip(self):
            return self.state % 3 == n % 3

        def step(self, by):
            self.state += by + n
            return self.link

    Item.__name__ = f"Item{n}"
    if n % 4 == 3:
        del Item.step
        Item.step = staticmethod(lambda by: None)
    return Item


class Ring:
    def __init__(self, classes):
        self.head = None
        for cls in classes:
            self.head = cls(self.head)
        self.current = self.head
        self.skipped = self.stepped = 0

    def run(self, turns):
        while turns:
            if self.current is None:
                self.current = self.head
                turns -= 1
            elif self.current.skip():
                self.skipped += 1
                self.current.state += 1
                self.current = self.current.link
            elif self.stepped % 7 == 0:
                self.stepped += 1
                self.current = self.current.step(1)
            else:
                self.stepped += 1
                self.current = self.current.step(2)

    def states(self):
        item, out = self.head, []
        while item is not None:
            out.append((type(item).__name__, item.state))
            item = item.link
        return out


CLASSES = [make(n) for n in range(24)]
for count in (1, 2, 3, 4, 5, 6, 9, 15, 24):
    ring = Ring(c for c in CLASSES[:count] if "staticmethod" not in repr(vars(c)["step"]))
    ring.run(1500)
    print(count, ring.skipped, ring.stepped, ring.states())

# Other classes get methods that the loop has relied on, and one that ends the walk early.
ring = Ring(CLASSES[:6])
ring.run(700)
print(ring.skipped, ring.stepped, ring.states())
for cls in CLASSES[:6]:
    cls.skip = lambda self: self.state % 5 == 0
ring.run(700)
print(ring.skipped, ring.stepped, ring.states())
