from collections import OrderedDict, namedtuple
od = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
print(od, list(od), od.popitem(), od.popitem(last=False), od); od["d"] = 4; od.move_to_end("b"); print(od); od.move_to_end("b", last=False); print(od, list(reversed(od)), list(reversed(od.items())))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), OrderedDict.fromkeys("ab", 0), od | {"z": 1}, {"z": 1} | od, type(od.copy()), od.setdefault("n", 5), od.pop("n"), od.pop("n", "dflt"), OrderedDict(), od.get("b"))
for f in (lambda: od.move_to_end("zz"), lambda: OrderedDict().popitem(), lambda: od["zz"], lambda: od.pop("zz"), lambda: OrderedDict(5), lambda: hash(od), lambda: od.move_to_end(), lambda: OrderedDict([1]), lambda: od.update(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
od.clear(); od["s"] = od; print(od)
o2 = OrderedDict(x=1); o2.attr = 5; print(o2.attr, vars(o2), o2)
try:
    for k in (it := OrderedDict(a=1, b=2)): it["c"] = 1
except RuntimeError as e: print(e)
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, 2); print(p, p.x, p[2], p._asdict(), p._replace(y=9), P._fields, P._field_defaults, P._make("abc"), p == (1, 2, 0), hash(p) == hash((1, 2, 0)), len(p), *p, P.__doc__, P.x.__doc__, repr(P), P.__name__, P.__module__)
a, b, c = p; print(a, b, c, p + (1,), p[1:], isinstance(p, tuple), P.__bases__, P.__slots__, P.__match_args__, sorted(n for n in dir(p) if not n.startswith("__")))
for f in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(x=1), lambda: P(1, 2, w=3), lambda: p._replace(q=1), lambda: P._make([1]), lambda: setattr(p, "x", 1), lambda: p.nope, lambda: p[9], lambda: namedtuple("1x", "a"), lambda: namedtuple("X", "a a"), lambda: namedtuple("X", "_a"), lambda: namedtuple("X", "class"), lambda: namedtuple("X", "a b", defaults=[1, 2, 3]), lambda: namedtuple("X", "a, b c")._fields, lambda: namedtuple("X", ["a", "b"])(1, 2), lambda: namedtuple("X", "class _a a a 1", rename=True)._fields, lambda: namedtuple("X", "")(), lambda: namedtuple("X", "a", module="m").__module__, lambda: namedtuple(5, "a"), lambda: p < (2,), lambda: setattr(p, "new", 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Q(P):
    def total(self): return sum(self)
    def __repr__(self): return f"Q<{self.x}>"
print(Q(1, 2).total(), Q(1, 2), Q(1, 2)._replace(x=5), P(Q(1, 2), [3]))
match p:
    case P(x=1, y=yy): print("matched", yy)
match p:
    case P(1, q, _): print("positional", q)
import copy, pickle
print(copy.copy(p), copy.deepcopy(p), pickle.loads(pickle.dumps(od)) is not None if False else "", copy.copy(OrderedDict(a=1)))
