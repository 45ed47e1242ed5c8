"""Binary trees: builds and counts many short-lived trees beside one that lives long.

Source of the algorithm: Hans Boehm's GCBench (after John Ellis and Pete Kovac), in the form of the Computer
Language Benchmarks Game.

Exercises: allocation of small objects (instances and tuples), garbage collection, recursion.
"""

import sys

DEPTH = 14
EXPECTED = (32767, 1092, 194424)


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def make_node(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make_node(depth - 1), make_node(depth - 1))


def make_tuple(depth):
    return (make_tuple(depth - 1), make_tuple(depth - 1)) if depth else ()


def count_tuple(tree):
    return 1 + count_tuple(tree[0]) + count_tuple(tree[1]) if tree else 1


def trees(depth):
    long_lived = make_node(depth)
    total = rounds = 0
    for d in range(4, depth + 1, 4):
        for _ in range(1 << (depth - d)):
            total += make_node(d).count() + count_tuple(make_tuple(d))
            rounds += 1
    return long_lived.count(), rounds, total


def run(n):
    for _ in range(n):
        result = trees(DEPTH)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("binary_trees: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
