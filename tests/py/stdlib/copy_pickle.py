import copy, pickle
class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.__dict__ == o.__dict__
    def __repr__(self): return f"P({self.x!r})"
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = [1]
class R:
    def __reduce__(self): return (make, (1, 2), {"st": 5})
    def __setstate__(self, s): self.__dict__.update(s, set=True)
def make(*a): r = R.__new__(R); r.args = a; return r
class G:
    def __getstate__(self): return {"only": 1}
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return f"deep {type(memo).__name__}"
class N:
    def __new__(cls, *a): o = super().__new__(cls); o.a = a; return o
    def __getnewargs__(self): return self.a
class L(list): pass
class D(dict): pass
for o in [1, "s", 1.5, None, (1, [2]), [1, [2]], {"a": [1]}, {1, 2}, frozenset([1]), b"b", bytearray(b"x"), 2**100, 1j, ..., NotImplemented, range(5), slice(1, 2), int, len, P([1]), P, L([1, [2]]), D(a=[1]), ValueError("e", [1]), type(None)]:
    try:
        c, d = copy.copy(o), copy.deepcopy(o); print(repr(c)[:40], c is o, d is o, end=" ")
        inner = (lambda v: v[1] if isinstance(v, (tuple, list)) and len(v) > 1 else v["a"] if isinstance(v, dict) else v.x if isinstance(v, P) else None)
        print(inner(c) is inner(o), inner(d) is inner(o))
    except Exception as e: print(type(e).__name__, e)
s = S(); c = copy.deepcopy(s); print(c.a, c.a is s.a, hasattr(c, "b"), copy.copy(s).a is s.a, copy.copy(C()), copy.deepcopy(C()), vars(copy.copy(R())), vars(copy.copy(G())), copy.copy(N(1, 2)).a)
a = [1]; a.append(a); b = copy.deepcopy(a); print(b[1] is b, b is a); d = {}; d["d"] = d; e = copy.deepcopy(d); print(e["d"] is e); x = [1]; y = [x, x]; z = copy.deepcopy(y); print(z[0] is z[1], z[0] is x)
t = ([],); t[0].append(t); u = copy.deepcopy(t); print(u[0][0] is u, u is t); f = lambda: 0; print(copy.deepcopy(f) is f, copy.deepcopy([f])[0] is f, copy.deepcopy((1, 2)) is not None)
for bad in [(i for i in ()), iter([1]), open(__file__)]:
    try: copy.deepcopy(bad); print("copied", type(bad).__name__)
    except TypeError as e: print(e)
try: print(copy.replace(slice(1, 2), start=5) if hasattr(slice, "__replace__") else "no replace")
except TypeError as e: print(e)
from collections import namedtuple, OrderedDict, deque, defaultdict, Counter
NT = namedtuple("NT", "a b"); print(copy.replace(NT(1, 2), b=5), copy.deepcopy(NT([1], 2)), copy.copy(deque([1], 3)), copy.deepcopy(defaultdict(list, a=[1])), copy.copy(Counter("aab")), copy.deepcopy(OrderedDict(a=1)))
objs = [None, True, 0, -1, 255, 256, 65536, 2**31, -2**31, 2**63, -2**70, 1.5, float("inf"), 1j, "", "abc", "é😀", "\ud800", "x" * 300, b"", b"ab", b"x" * 300, bytearray(b"q"), (), (1,), (1, 2, 3, 4), [], [1, [2]], {}, {"a": {"b": 1}}, set(), {1}, frozenset([2]), P([1, 2]), L([1]), D(k=2), N(7), int, len, P, ValueError("m"), ..., NotImplemented, range(3), slice(1, None), NT(1, [2]), OrderedDict(z=1), deque([1, 2], 5), Counter("a"), defaultdict(int, a=1), complex(1, -2), [1] * 300, list(range(300)), {i: str(i) for i in range(50)}]
for proto in range(pickle.HIGHEST_PROTOCOL + 1):
    ok = []
    for o in objs:
        try: r = pickle.loads(pickle.dumps(o, proto)); ok.append(type(r) is type(o) and (r == o or repr(r) == repr(o) or isinstance(o, N) and r.a == o.a))
        except Exception as e: ok.append(f"{type(e).__name__}: {e}")
    print(proto, all(x is True for x in ok), [(repr(o)[:20], x) for o, x in zip(objs, ok) if x is not True])
print(pickle.dumps([1, "a", None], 0), pickle.dumps({"k": (1.5, True)}, 2), pickle.dumps("é", 4), pickle.dumps([2**40, b"x"], 3), pickle.loads(b"(lp0\nI1\naI2\na."), pickle.DEFAULT_PROTOCOL)
l = [1]; l.append(l); r = pickle.loads(pickle.dumps(l)); print(r[1] is r, len(r)); p = P(None); p.x = p; q = pickle.loads(pickle.dumps(p)); print(q.x is q); sh = pickle.loads(pickle.dumps([x, x])); print(sh[0] is sh[1]); print(vars(pickle.loads(pickle.dumps(R()))), vars(pickle.loads(pickle.dumps(G()))), pickle.loads(pickle.dumps(s)).a)
for bad in [lambda: 0, (i for i in ()), open(__file__), type("Local", (), {})()]:
    try: pickle.dumps(bad); print("?")
    except Exception as e: print(type(e).__name__, str(e).split(" at 0x")[0])
for bad in [b"", b"garbage", b"\x80\x04", b"cnope\nzz\n.", b"\x80\x09.", b"(.", "str"]:
    try: print(pickle.loads(bad))
    except Exception as e: print(type(e).__name__, e)
