"""Towers of Hanoi with 13 disks, which are objects on three linked piles.

Source of the algorithm: the Stanford integer benchmarks (John Hennessy and Peter Nye); 8191 moves.

Exercises: deep recursion of methods, linked objects, a list of three.
"""

import sys

DISKS = 13
EXPECTED = 8191


class Disk:
    def __init__(self, size):
        self.size = size
        self.below = None


class Towers:
    def __init__(self, disks):
        self.piles = [None, None, None]
        self.moves = 0
        for size in range(disks, -1, -1):
            self.push(Disk(size), 0)

    def push(self, disk, pile):
        top = self.piles[pile]
        if top is not None and disk.size >= top.size:
            raise ValueError("cannot put a big disk on a smaller one")
        disk.below = top
        self.piles[pile] = disk

    def pop(self, pile):
        top = self.piles[pile]
        if top is None:
            raise ValueError("the pile is empty")
        self.piles[pile] = top.below
        top.below = None
        return top

    def move_top(self, source, target):
        self.push(self.pop(source), target)
        self.moves += 1

    def move(self, disks, source, target):
        if disks == 1:
            self.move_top(source, target)
            return
        other = 3 - source - target
        self.move(disks - 1, source, other)
        self.move_top(source, target)
        self.move(disks - 1, other, target)


def run(n):
    for _ in range(n):
        towers = Towers(DISKS)
        towers.move(DISKS, 0, 1)
        result = towers.moves
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("towers: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 170))
