"""Havlak: finds the nesting of loops (reducible and irreducible) in a control-flow graph of 5213 blocks.

Source of the algorithm: Paul Havlak, "Nesting of Reducible and Irreducible Loops", TOPLAS 19(4), 1997; the shape
of the graph is that of Robert Hundt, "Loop Recognition in C++/Java/Go/Scala", 2011.

Exercises: sets, dicts keyed by objects, union-find, lists of lists, recursion, much allocation.
"""

import sys

TOP, NONHEADER, REDUCIBLE, SELF_LOOP, IRREDUCIBLE, DEAD = range(6)
UNVISITED = -1
EXPECTED = (1601, 5213)


class Block:
    def __init__(self, name):
        self.name = name
        self.into = []
        self.out = []


class Graph:
    def __init__(self):
        self.blocks = {}
        self.start = None

    def block(self, name):
        found = self.blocks.get(name)
        if found is None:
            found = self.blocks[name] = Block(name)
            if self.start is None:
                self.start = found
        return found

    def connect(self, source, target):
        a, b = self.block(source), self.block(target)
        a.out.append(b)
        b.into.append(a)

    def diamond(self, start):
        self.connect(start, start + 1)
        self.connect(start, start + 2)
        self.connect(start + 1, start + 3)
        self.connect(start + 2, start + 3)
        return start + 3

    def straight(self, start, count):
        for i in range(count):
            self.connect(start + i, start + i + 1)
        return start + count

    def base_loop(self, start):
        header = self.straight(start, 1)
        first = self.diamond(header)
        latch = self.straight(first, 1)
        second = self.diamond(latch)
        footer = self.straight(second, 1)
        self.connect(second, latch)
        self.connect(first, header)
        self.connect(footer, start)
        return self.straight(footer, 1)


class Loop:
    def __init__(self, header, reducible):
        self.header = header
        self.reducible = reducible
        self.parent = None
        self.blocks = set()
        self.children = set()
        self.level = 0
        if header is not None:
            self.blocks.add(header)

    def adopt(self, child):
        child.parent = self
        self.children.add(child)


class Node:
    """A node of the union-find forest: one block, and the loop that was collapsed into it."""

    def __init__(self, block, number):
        self.parent = self
        self.block = block
        self.number = number
        self.loop = None

    def find(self):
        path = []
        node = self
        while node is not node.parent:
            path.append(node)
            node = node.parent
        for each in path:
            each.parent = node
        return node


class LoopFinder:
    def __init__(self, graph):
        self.graph = graph
        self.loops = []
        self.root = Loop(None, True)
        self.nodes = []
        self.last = []
        self.numbers = {}

    def number_blocks(self):
        """Depth-first numbering without recursion; last[w] is the highest number below w."""
        numbers, nodes = self.numbers, self.nodes
        self.last = [0] * len(self.graph.blocks)
        start = self.graph.start
        numbers[start] = 0
        nodes.append(Node(start, 0))
        stack = [(start, iter(start.out))]
        while stack:
            block, successors = stack[-1]
            for target in successors:
                if target not in numbers:
                    numbers[target] = len(nodes)
                    nodes.append(Node(target, len(nodes)))
                    stack.append((target, iter(target.out)))
                    break
            else:
                self.last[numbers[block]] = len(nodes) - 1
                stack.pop()

    def is_ancestor(self, w, v):
        return w <= v <= self.last[w]

    def split_edges(self, size):
        back, other = [[] for _ in range(size)], [set() for _ in range(size)]
        for w in range(size):
            for source in self.nodes[w].block.into:
                v = self.numbers.get(source, UNVISITED)
                if v == UNVISITED:
                    continue
                if self.is_ancestor(w, v):
                    back[w].append(v)
                else:
                    other[w].add(v)
        return back, other

    def find(self):
        self.number_blocks()
        size = len(self.nodes)
        back, other = self.split_edges(size)
        kinds = [NONHEADER] * size
        kinds[0] = TOP
        for w in range(size - 1, -1, -1):
            pool = []
            for v in back[w]:
                if v != w:
                    found = self.nodes[v].find()
                    if found not in pool:
                        pool.append(found)
                else:
                    kinds[w] = SELF_LOOP
            if pool:
                kinds[w] = REDUCIBLE
            self.chase(w, pool, other, kinds)
            if pool or kinds[w] == SELF_LOOP:
                self.collapse(w, pool, kinds)
        self.nest()
        return len(self.loops)

    def chase(self, w, pool, other, kinds):
        """Grow the body of the loop at w backwards along the other edges."""
        todo = list(pool)
        while todo:
            x = todo.pop()
            for y in other[x.number]:
                ydash = self.nodes[y].find()
                if not self.is_ancestor(w, ydash.number):
                    kinds[w] = IRREDUCIBLE
                    other[w].add(ydash.number)
                elif ydash.number != w and ydash not in pool:
                    todo.append(ydash)
                    pool.append(ydash)

    def collapse(self, w, pool, kinds):
        loop = Loop(self.nodes[w].block, kinds[w] != IRREDUCIBLE)
        self.loops.append(loop)
        self.nodes[w].loop = loop
        for node in pool:
            node.parent = self.nodes[w]
            if node.loop is not None:
                loop.adopt(node.loop)
            else:
                loop.blocks.add(node.block)

    def nest(self):
        for loop in self.loops:
            if loop.parent is None:
                self.root.adopt(loop)
        self.set_levels(self.root, 0)

    def set_levels(self, loop, level):
        loop.level = level
        for child in loop.children:
            self.set_levels(child, level + 1)


def build_graph(outer, middle, inner):
    graph = Graph()
    graph.block(0)
    graph.base_loop(0)
    graph.block(1)
    graph.connect(0, 2)
    n = 2
    for _ in range(outer):
        graph.block(n + 1)
        graph.connect(2, n + 1)
        n += 1
        for _ in range(middle):
            top = n
            n = graph.straight(n, 1)
            for _ in range(inner):
                n = graph.base_loop(n)
            bottom = graph.straight(n, 1)
            graph.connect(n, top)
            n = bottom
        graph.connect(n, 1)
    return graph


def run(n):
    for _ in range(n):
        graph = build_graph(10, 10, 5)
        for _ in range(3):
            finder = LoopFinder(graph)
            loops = finder.find()
            result = (loops, len(graph.blocks))
            assert result == EXPECTED, result
            deepest = max(loop.level for loop in finder.loops)
    return result + (deepest,)


if __name__ == "__main__":
    print("havlak: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 8))
