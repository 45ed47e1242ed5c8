from collections import deque, UserList
from array import array
def f(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a!r}"
        case [1, b]: return f"1,{b}"
        case [a, [b, *c], d]: return f"nested {a} {b} {c} {d}"
        case [a, b, *rest] if len(rest) > 3: return f"long {a} {b} {rest}"
        case (first, *_, last): return f"ends {first} {last}"
    return "no match"
for v in [[], [5], [1, 2], (1, 9), [0, [1, 2, 3], 4], [0, (1,), 4], range(7), range(3), "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2}, deque([1, 2]), UserList([7]), array("i", [3, 4, 5]), memoryview(b"xyz"), iter([1, 2]), None, (i for i in "ab"), [[]], [None], ()]:
    print(type(v).__name__, f(v))
def star(x):
    match x:
        case [*all]: return all
print(star([1, 2]), star(()), star(range(3)), star("s"))
def mid(x):
    match x:
        case [a, *m, z]: return a, m, z
print(mid([1, 2]), mid((1, 2, 3, 4)), mid([1]))
def orpat(x):
    match x:
        case [1, x] | [x, 1, *_]: return x
        case ([2, y] | {"y": y}) as whole: return y, whole
print(orpat([1, 5]), orpat([6, 1, 0]), orpat([2, 3]), orpat({"y": 4, "z": 0}))
def asp(x):
    match x:
        case [(1 | 2) as a, [*_] as b] as c: return a, b, c
print(asp([1, [3, 4]]), asp([3, []]))
def same(x):
    match x:
        case [_, _]: return "pair"
        case [_, _, *_]: return "more"
        case [_]: return "single"
print([same(list(range(n))) for n in range(5)])
class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return i * 10
print(f(Seq(2)))
import collections.abc
collections.abc.Sequence.register(Seq)
print(f(Seq(2)))
class Sub(collections.abc.Sequence, ):
    def __len__(self): return 2
    def __getitem__(self, i): return "xy"[i]
print(f(Sub()))
class LSub(list): pass
class TSub(tuple): pass
class DSub(dict): pass
print(f(LSub([1])), f(TSub((1, 2))), f(DSub()))
class BadLen(list):
    def __len__(self): raise ValueError("len")
try: f(BadLen())
except ValueError as e: print(e)
def deep(x):
    match x:
        case [[[[a]]]]: return a
        case [[], [[]], *r]: return r
print(deep([[[[1]]]]), deep([[], [[]], 3]))
def strs(x):
    match x:
        case ["cmd", ("on" | "off") as s, *args]: return s, args
        case ["go", str(d)]: return d
        case str() as s: return "str " + s
        case [x, y, x2] if x == x2: return "palin"
print([strs(v) for v in (["cmd", "on", 1], ["go", "n"], "abc", [1, 2, 1], ["go", 5])])
