def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
class BS(bytes): pass
class WB:
    def __init__(self, v): self.v = v
    def __bytes__(self): return self.v
for f in (lambda: type(bytes(WB(BS(b"x")))).__name__, lambda: bytes(WB("x")), lambda: b"a" % "x", lambda: bytearray(b"a") % "", lambda: b"%s" % b"x", lambda: b"abc".find("a", "x"), lambda: b"abc".count("a", None, "y"), lambda: b"abc".index("a"), lambda: (-1).to_bytes(0, "big", signed=True), lambda: (0).to_bytes(0, "big", signed=True), lambda: (1).to_bytes(0, "big")): t(f)
print(hash(""), hash(b""), hash(memoryview(b"")))
class FS(str):
    def __float__(self): return float(str(self)) + 1
print(float(FS("8")), {"": 1}[""], "" in {""})
ba = bytearray(b"abc")
class Idx:
    def __index__(self): ba.clear(); return 0
t(lambda: ba[Idx()]); ba[:] = b"abc"; t(lambda: ba.__setitem__(Idx(), 5)); ba[:] = b"abc"; t(lambda: ba.__delitem__(Idx())); ba[:] = b"abc"; t(lambda: ba[Idx():2]); ba[:] = b"abc"; t(lambda: ba.pop(Idx())); print(ba)
for f in (lambda: [].__getitem__(), lambda: {}.__contains__(1, 2), lambda: {}.__getitem__(), lambda: set().__contains__(), lambda: (5).__pow__(), lambda: (5).__pow__(1, 2, 3), lambda: type(list.__getitem__).__name__, lambda: type(dict.__contains__).__name__, lambda: type(tuple.__getitem__).__name__): t(f)
U = int | str
for f in (lambda: iter(U), lambda: int | "x", lambda: 5 | U): t(f)
class UM(type): __hash__ = None
class A(metaclass=UM): ...
class B(metaclass=UM): ...
t(lambda: hash(A | B)); t(lambda: len((A | B).__args__))
class C(tuple): __class_getitem__ = None
t(lambda: C[int])
class slotted(property): __slots__ = ("foo",)
def documented():
    """doc"""
t(lambda: slotted(documented)); t(lambda: slotted(doc="x").__doc__); t(lambda: property(documented).__doc__)
class R:
    def __radd__(self, o): return ("radd", type(o).__name__)
    def __rmul__(self, o): return ("rmul", type(o).__name__)
for s in ([1], (1,), "a", b"a", bytearray(b"a")):
    t(lambda: s + R()); t(lambda: s * R())
    x = s
    x += R(); print(x); x = s; x *= R(); print(x)
for f in (lambda: [1] * "a", lambda: "a" * [1], lambda: 1.5 * (1,), lambda: [].__mul__("a"), lambda: "".__rmul__(None), lambda: [1] + (1,), lambda: (1,) + [1], lambda: 1 + [1]): t(f)
calls = []
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): calls.append((self.v, o.v)); return self.v < o.v
for data in ([2, 1], [1, 2, 3], [3, 2, 1], [1, 1, 0], [2, 2, 1, 1, 0], [1, 3, 2], [5, 4, 4, 3, 9]):
    calls.clear(); r = [k.v for k in sorted(map(K, data))]; print(r, calls)
it = iter(range(3)); list(it); print(list(it), next(it, "end"))
from collections import deque, defaultdict
d = deque(); i = iter(d); d.append(1); t(lambda: next(i))
dd = defaultdict(lambda: dd.setdefault(1, 5)); print(dd[1])
