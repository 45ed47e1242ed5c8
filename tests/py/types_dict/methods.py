def m(d, f):
    d = dict(d)
    try: r = f(d)
    except Exception as e: r = f"{type(e).__name__}: {e}"
    print(r, d)
def s(k, v):
    def f(d): d[k] = v
    return f
def de(k):
    def f(d): del d[k]
    return f
class Keys:
    def keys(self): return "xy"
    def __getitem__(self, k): return k * 2
for f in [lambda d: d["a"], lambda d: d["z"], lambda d: d[1, 2], lambda d: d[[]], lambda d: d[{}], lambda d: d[slice(1)], lambda d: d.get("a"), lambda d: d.get("z"), lambda d: d.get("z", 5), lambda d: d.get(), lambda d: d.get([]), lambda d: d.get("z", default=1),
          s("a", 9), s("new", 1), s([], 1), s(None, 1), s((1, [2]), 1), de("a"), de("z"), de([]), lambda d: d.pop("a"), lambda d: d.pop("z"), lambda d: d.pop("z", None), lambda d: d.pop(), lambda d: d.pop("a", 1, 2), lambda d: d.popitem(), lambda d: d.popitem(1), lambda d: d.clear(), lambda d: d.copy(), lambda d: d.setdefault("a", 5), lambda d: d.setdefault("n"), lambda d: d.setdefault("n", []), lambda d: d.setdefault(), lambda d: d.setdefault([], 1),
          lambda d: d.update({"a": 0, "q": 1}), lambda d: d.update([("k", "v")]), lambda d: d.update(x=1, y=2), lambda d: d.update({"m": 1}, m=2), lambda d: d.update(), lambda d: d.update(Keys()), lambda d: d.update(["ab", "cd"]), lambda d: d.update(5), lambda d: d.update([1]), lambda d: d.update([(1, 2, 3)]), lambda d: d.update(["abc"]), lambda d: d.update({}, {}), lambda d: d.update([([], 1)]), lambda d: d.update(None), lambda d: d.update(d), lambda d: d.update("ab"),
          lambda d: d.keys(), lambda d: d.values(), lambda d: d.items(), lambda d: list(d), lambda d: list(reversed(d)), lambda d: list(reversed(d.items())), lambda d: list(reversed(d.values())), lambda d: "a" in d, lambda d: "z" not in d, lambda d: [] in d, lambda d: len(d), lambda d: bool(d), lambda d: str(d), lambda d: d == {"b": 2, "a": 1}, lambda d: d == {"a": 1}, lambda d: d != {}, lambda d: d < {}, lambda d: d == [("a", 1)], lambda d: hash(d), lambda d: d | {"c": 3}, lambda d: {"a": 0, "c": 3} | d, lambda d: d | [("x", 1)], lambda d: [("x", 1)] | d, lambda d: d.__ior__([("x", 1)]), lambda d: d.__ior__({"y": 1}), lambda d: d.__or__(5), lambda d: d + d, lambda d: d | None, lambda d: d.__ior__(5),
          lambda d: sorted(d), lambda d: max(d), lambda d: sum(d.values()), lambda d: list(d.items()), lambda d: dict(d, z=1), lambda d: {**d, "b": 5}, lambda d: d(), lambda d: d.x, lambda d: d.__getitem__("a"), lambda d: d.__contains__("a"), lambda d: d.__len__(), lambda d: d.__setitem__("q", 1), lambda d: d.__delitem__("a"), lambda d: d.__delitem__("zz"), lambda d: d.__eq__(5), lambda d: d.__iter__().__next__(), lambda d: d.__init__([("i", 1)]), lambda d: d.__init__(j=2), lambda d: dict.get(d, "a"), lambda d: dict.get(5, 1), lambda d: d.__reversed__().__next__(), lambda d: d.fromkeys("ab"), lambda d: list(zip(d, d.values())), lambda d: d.__missing__("a"), lambda d: d.has_key("a")]:
    m({"a": 1, "b": 2}, f)
for f in [lambda: dict(), lambda: dict(a=1), lambda: dict([("a", 1)]), lambda: dict({"a": 1}, b=2), lambda: dict(["ab"]), lambda: dict(Keys()), lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict([[1]]), lambda: dict({}, {}), lambda: dict(**{"a b": 1}), lambda: dict(x for x in [(1, 2)]), lambda: dict(zip("ab", [1, 2])), lambda: dict(None), lambda: dict([None]), lambda: dict(self=1, iterable=2), lambda: dict.fromkeys("aba"), lambda: dict.fromkeys([1], 2), lambda: dict.fromkeys([[]]), lambda: dict.fromkeys(5), lambda: dict.fromkeys(), lambda: dict.fromkeys(range(3), []), lambda: {}.popitem(), lambda: {1: 1, 1.0: 2, True: 3}, lambda: {0: "a", False: "b", -0.0: "c"}, lambda: {None: 1, (): 2, "": 3, 0: 4}, lambda: {float("nan"): 1, float("nan"): 2}, lambda: {b"a": 1, "a": 2}, lambda: dict[str, int], lambda: dict["x":1], lambda: dict([("a", 1)], a=5), lambda: dict({"a": 1} | {"b": 2}), lambda: {2**70: 1}[2**70], lambda: {1.5: 1}[1.5], lambda: {range(3): 1}[range(3)], lambda: {frozenset([1]): 2}[frozenset([1])]]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
