# What is not reachable any more is gone after a collection, also where the code around it is compiled.
import gc
import weakref


class Node:
    def __init__(self, value):
        self.value = value


class Part(list):
    pass


def dropped(n):
    node = Node(n)
    ref = weakref.ref(node)
    total = node.value + ref().value
    node = None
    for _ in range(3):
        gc.collect()
    return ref() is None and total == 2 * n


def collected():
    for _ in range(3):
        gc.collect()


def ended(make):
    done = []

    def inside():
        class Own(Part):
            def __del__(self):
                done.append(len(self))

        items = make(Own([1, 2, 3]))
        for _ in items:
            pass
        try:
            next(items)
        except StopIteration:
            pass

    inside()
    collected()
    return done


def replaced(n):
    refs = []
    for i in range(n):
        node = Node(i)
        refs.append(weakref.ref(node))
        node = Node(-i)
        collected()
    return sum(r() is None for r in refs)


print([dropped(i) for i in range(12)])
print([ended(iter) for _ in range(12)])
print([ended(reversed) for _ in range(12)])
print([replaced(n) for n in range(8)])
