class Upper(dict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __getitem__(self, k): return super().__getitem__(k.upper())
u = Upper(a=1); u["b"] = 2; u.update(c=3); u.setdefault("d", 4)
print(u, u["b"], u.get("b"), u.get("B"), "b" in u)
try: u["a"]
except KeyError as e: print(repr(e))
class Miss(dict):
    def __missing__(self, k): print("missing", k); self[k] = v = k * 2; return v
m = Miss(a=1)
print(m["a"], m["b"], m, m.get("zz"), "q" in m, m.setdefault("s", 0), m.pop("nope", "dflt"))
class MissRaise(dict):
    def __missing__(self, k): raise LookupError(f"custom {k}")
try: MissRaise()["x"]
except LookupError as e: print(type(e).__name__, e)
d = {}
d2 = dict.fromkeys("ab"); d2.__class__
try: d.__missing__ = 1
except AttributeError as e: print(e)
class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
a = Attr(x=1); a.y = 2; print(a.x, a, a["y"])
try: a.zz
except KeyError as e: print(repr(e))
class C(dict): pass
c = C(a=1); c.attr = 5
print(c, c.attr, c.__dict__, type(c.copy()), type(c | {}), type({} | c), type(C.fromkeys("a")), C.fromkeys("ab", 1), c == {"a": 1}, repr(c), C([("q", 1)], r=2), isinstance(c, dict))
class It(dict):
    def __iter__(self): return iter(["custom"])
    def keys(self): return ["a"]
    def __len__(self): return 42
    def __contains__(self, k): return True
i = It(a=1, b=2)
print(list(i), len(i), "zz" in i, dict(i), {**i}, i.items(), list(i.values()), bool(i), i)
def f(**kw): return kw
print(f(**i), f(**m), f(**Upper(x=1)))
class Pop(dict):
    @classmethod
    def fromkeys(cls, it, v=None): return "custom fromkeys"
    def __or__(self, o): return "or"
    def __ror__(self, o): return "ror"
    def __ior__(self, o): return "ior"
    def __eq__(self, o): return "eq"
    def __reversed__(self): return iter("rev")
    def __delitem__(self, k): print("del", k); super().__delitem__(k)
p = Pop(a=1); print(Pop.fromkeys("a"), p | {}, {} | p, p == {}, list(reversed(p)))
del p["a"]; p |= {}; print(p)
from collections import OrderedDict, defaultdict, Counter, ChainMap
print(defaultdict(int), defaultdict(list, a=[1]), Counter("aab"), OrderedDict(a=1), ChainMap({"a": 1}, {"b": 2}))
class NS(dict):
    def __getitem__(self, k): print("lookup", k); return super().__getitem__(k)
exec("x = 1\nprint(x)", NS(print=print, __builtins__=__builtins__)) if False else None
exec("y = abs(-1); z = y", {}, NS())
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(self.n)
    def __eq__(self, o): return self.n == (o.n if isinstance(o, Key) else o)
    def __repr__(self): return f"Key({self.n!r})"
d = {Key("a"): 1, "b": 2}
print(d["a"], d[Key("b")], Key("a") in d, {**{"a": 0}, Key("a"): 1}, d | {"a": 5})
class BadHash:
    def __hash__(self): raise ValueError("hash")
class BadEq:
    def __hash__(self): return hash("k")
    def __eq__(self, o): raise ValueError("eq")
for fn in [lambda: {BadHash(): 1}, lambda: {}[BadHash()], lambda: BadHash() in {}, lambda: {"k": 1}[BadEq()], lambda: {"k": 1}.get(BadEq()), lambda: BadEq() in {"k": 1}, lambda: {"k": 1}.pop(BadEq()), lambda: {"k": 1}.setdefault(BadEq(), 1), lambda: {"k": 1, BadEq(): 2}]:
    try: print(fn())
    except ValueError as e: print(e)
