"""Huffman coding: builds the code of a text with a binary heap, encodes to bits, decodes through the tree.

Source of the algorithm: David Huffman, "A Method for the Construction of Minimum-Redundancy Codes", 1952;
J. W. J. Williams, "Algorithm 232: Heapsort", 1964 (the heap).

Exercises: comparison methods, dict and list traffic, strings of bits, shifting integers.
"""

import sys

EXPECTED = (9000, 40296, 3, 8)
TEXT = (
    "it was not the size of the machine that surprised them but the patience with which it counted every letter, "
    "every comma and every blank; XQ/ZJ were rare (as always), and 0123456789 rarer still! "
)


class Node:
    def __init__(self, weight, order, symbol=None, left=None, right=None):
        self.weight = weight
        self.order = order
        self.symbol = symbol
        self.left = left
        self.right = right

    def __lt__(self, other):
        if self.weight != other.weight:
            return self.weight < other.weight
        return self.order < other.order


class Heap:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)

    def push(self, item):
        items = self.items
        items.append(item)
        i = len(items) - 1
        while i:
            above = (i - 1) >> 1
            if not item < items[above]:
                break
            items[i] = items[above]
            i = above
        items[i] = item

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        size = len(items)
        if size:
            i = 0
            while True:
                child = 2 * i + 1
                if child >= size:
                    break
                if child + 1 < size and items[child + 1] < items[child]:
                    child += 1
                if not items[child] < last:
                    break
                items[i] = items[child]
                i = child
            items[i] = last
        return top


def make_text(size):
    """The sentence above with letters replaced here and there, so that the frequencies drift."""
    seed = 7
    letters = []
    while len(letters) < size:
        for c in TEXT:
            seed = (seed * 1309 + 13849) & 65535
            letters.append(c if seed % 9 else TEXT[seed % 31])
    return "".join(letters[:size])


def build_tree(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    heap = Heap()
    order = 0
    for symbol in sorted(counts):
        heap.push(Node(counts[symbol], order, symbol))
        order += 1
    while len(heap) > 1:
        left, right = heap.pop(), heap.pop()
        heap.push(Node(left.weight + right.weight, order, None, left, right))
        order += 1
    return heap.pop()


def assign(node, prefix, codes):
    if node.symbol is not None:
        codes[node.symbol] = prefix or "0"
    else:
        assign(node.left, prefix + "0", codes)
        assign(node.right, prefix + "1", codes)


def pack(bits):
    """Eight characters of bits to a byte, the last byte filled up with zeros."""
    out = bytearray()
    value = count = 0
    for bit in bits:
        value = value << 1 | (bit == "1")
        count += 1
        if count == 8:
            out.append(value)
            value = count = 0
    if count:
        out.append(value << (8 - count))
    return bytes(out)


def decode(data, size, tree):
    out = []
    node = tree
    for i in range(size):
        node = node.right if data[i >> 3] >> (7 - (i & 7)) & 1 else node.left
        if node.symbol is not None:
            out.append(node.symbol)
            node = tree
    return "".join(out)


def once(text):
    tree = build_tree(text)
    codes = {}
    assign(tree, "", codes)
    bits = "".join([codes[c] for c in text])
    packed = pack(bits)
    assert decode(packed, len(bits), tree) == text
    lengths = sorted(len(code) for code in codes.values())
    return len(text), len(bits), lengths[0], lengths[-1]


def run(n):
    text = make_text(9000)
    for _ in range(n):
        result = once(text)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("huffman: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 65))
