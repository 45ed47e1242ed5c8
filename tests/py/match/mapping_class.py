def m(x):
    match x:
        case {}  if not x: return "empty mapping"
        case {"a": 1, "b": b}: return f"a1 b={b}"
        case {"a": a, **rest}: return f"a={a} rest={rest}"
        case {1: _, None: n}: return f"n={n}"
        case {-1: v} | {1.5: v}: return f"v={v}"
        case {"nest": {"x": [_, y]}}: return y
        case {}: return "any mapping"
    return "no"
from collections import OrderedDict, defaultdict, ChainMap
from types import MappingProxyType
dd = defaultdict(list)
for v in [{}, {"a": 1, "b": 2}, {"a": 5, "c": 3}, {1: 0, None: "none"}, {-1: "neg"}, {1.5: "flt"}, {"nest": {"x": (1, 2)}}, {"q": 1}, [("a", 1)], OrderedDict(a=2), dd, ChainMap({"a": 3}), MappingProxyType({"a": 4})]:
    print(m(v))
print(dict(dd))
def missing(x):
    match x:
        case {"k": v}: return v
    return "no key"
dd2 = defaultdict(int)
print(missing(dd2), dict(dd2))
class M(dict):
    def get(self, k, d=None): print("get", k); return super().get(k, d)
    def __getitem__(self, k): print("getitem"); return 1
print(missing(M(k=3)), missing(M()))
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class P3(P):
    __match_args__ = ("x", "y", "z")
    z = 3
def c(x):
    match x:
        case P(0, 0): return "origin"
        case P3(1, z=3): return "P3 with x 1"
        case P(x=0, y=yy): return f"on y {yy}"
        case P(xx, 0): return f"on x {xx}"
        case P(x=int(a) | str(a), y=[b, *_]): return f"a={a} b={b}"
        case P(): return "some P"
        case int(i): return f"int {i}"
        case str(s) | bytes(s): return f"text {s}"
        case list([a, *_]) | tuple((a, *_)): return f"seq {a}"
        case dict(d): return f"dict {d}"
        case float(): return "float"
        case set() | frozenset(): return "sets"
    return "none"
for v in [P(0, 0), P3(1, 2), P(0, 5), P(5, 0), P("s", [1, 2]), P(1.5, 1.5), 5, True, "s", b"b", [1], (2,), [], {"k": 1}, 1.5, {1}, None]: print(c(v))
class NoArgs: pass
class BadArgs: __match_args__ = [1]
class BadArgs2: __match_args__ = ("a", 5)
class Dup: __match_args__ = ("a", "a"); a = 1
class ListArgs: __match_args__ = ["a"]
class Attr: __match_args__ = ("missing",)
class Raise:
    @property
    def a(self): raise ValueError("prop")
def t(src, **ns):
    try: exec("match v:\n  case " + src + ": print('matched', src)\n  case _: print('unmatched', src)", {**globals(), **ns, "src": src})
    except Exception as e: print(src, type(e).__name__, e)
t("NoArgs(1)", v=NoArgs()); t("BadArgs(1)", v=BadArgs()); t("BadArgs2(1, 2)", v=BadArgs2()); t("Dup(1, 1)", v=Dup()); t("Dup(1, a=1)", v=Dup()); t("ListArgs(1)", v=ListArgs()); t("Attr(1)", v=Attr())
t("Raise(a=1)", v=Raise()); t("P(1, 2, 3)", v=P(1, 2)); t("int(1, 2)", v=1); t("len(1)", v=1); t("P(x=1, nope=2)", v=P(1, 2)); t("int(real=5)", v=5); t("object()", v=1); t("type()", v=int); t("int(1)", v=1.0); t("bool(True)", v=1); t("undefined()", v=1)
class Meta(type):
    def __instancecheck__(cls, o): print("instancecheck"); return True
class Any(metaclass=Meta): pass
t("Any()", v=5)
from enum import Enum
class E(Enum): A = 1; B = 2
match E.B:
    case E.A: print("A")
    case E.B: print("B")
match {"x": 1, "y": 2}:
    case {"x": x, **kw}: print(x, kw)
key = "dyn"
class K: key = "k2"
match {"k2": 9}:
    case {K.key: v}: print(v)
try:
    exec('class Q: a = "x"\nmatch {}:\n  case {Q.a: 1, Q.a: 2}: pass')
    match {"x": 1}:
        case {K.key: 1, "k2": 2}: print("dup matched")
        case _: print("fell through")
    match {"k2": 1, "z": 1}:
        case {K.key: 1, "k2": 2}: print("dup matched")
except ValueError as e: print(e)
