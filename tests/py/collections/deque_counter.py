from collections import *
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend("ab"); d.extendleft("xy"); print(d); d.rotate(2); print(d); d.rotate(-3); print(d, d.index("a"), d.count(1), 2 in d, d.maxlen); d.reverse(); print(d, d.copy() == d)
d.remove(2); d.insert(1, "i"); print(d, list(reversed(d)), d == deque(list(d)), d < deque(["z"]) if False else "", d + deque([9]), d * 2 == d + d, bool(deque()), sorted(deque([3, 1])))
m = deque([1, 2, 3, 4], maxlen=3); m.append(5); print(m, m.maxlen); m.appendleft(0); print(m); m.extend([7, 8]); print(m, deque("abc", 0), m * 2)
m[1] = "set"; del m[0]; print(m)
for f in [lambda: deque(5), lambda: deque([], -1), lambda: deque([], "a"), lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1])["a"], lambda: deque([1])[0:1], lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: m.insert(0, 1) or m.insert(0, 2), lambda: hash(deque()), lambda: deque([1]) + [1], lambda: deque([1]) < [1], lambda: deque([1]).rotate("a"), lambda: deque(1, 2, 3), lambda: deque([1]) * "a", lambda: deque([1]).append(), lambda: deque([[]]).__repr__(), lambda: deque([1, 2]) < deque([1, 3]), lambda: deque() == [], lambda: setattr(deque(), "maxlen", 5), lambda: deque("ab", maxlen=None)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
r = deque(); r.append(r); print(r)
class D(deque): pass
print(D([1]), D([1]).copy(), type(D([1]) + D([2])), D("ab", 1))
c = Counter("abracadabra"); print(c, c["a"], c["zz"], "zz" in c, c.most_common(2), sorted(c.elements())[:6], c.total(), sum(c.values()), Counter(a=3, b=1), Counter({"x": 2}), Counter(), len(c))
c.update("aaa"); c.subtract("ab"); c["neg"] = -1; print(c, +c, -c, c + Counter(a=1), c - Counter("aaaa"), c & Counter("ab"), c | Counter("zz"))
del c["a"]; del c["nope"]; print(c, Counter("ab") == Counter("ba"), Counter("a") == Counter(a=1, b=0), Counter("a") <= Counter("aa"), Counter("ab") < Counter("ab"), c.copy() == c)
c += Counter("q"); c -= Counter("c"); c |= Counter("ww"); c &= Counter("wwq"); print(c)
for f in [lambda: Counter(5), lambda: Counter.fromkeys("a"), lambda: Counter("a") + {}, lambda: Counter("a", "b"), lambda: Counter([[]])]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dd.default_factory, dict(dd), dd.get("zz"), "zz" in dd, len(dd), dd.copy(), defaultdict(int, {"x": 1})["y"], dd | {"z": 1}, {"z": 1} | dd)
dd.default_factory = None
try: dd["q"]
except KeyError as e: print(e)
try: defaultdict(5)
except TypeError as e: print(e)
rec = defaultdict(lambda: rec); print(type(rec["a"]["b"]).__name__)
nest = lambda: defaultdict(nest); t = nest(); t["a"]["b"]["c"] = 1; print(t["a"]["b"]["c"], list(t))
rd = defaultdict(int); rd["self"] = rd; print(rd)
class K(defaultdict):
    def __missing__(self, k): return f"missing {k}"
print(K()["z"])
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm, cm["a"], cm["b"], len(cm), list(cm), cm.parents, cm.new_child({"c": 4}), cm.maps, dict(cm)); cm["z"] = 5; del cm["a"]; print(cm, cm["a"])
for f in (lambda: cm["nope"], lambda: cm.__delitem__("b"), lambda: cm.pop("b"), lambda: ChainMap().popitem()):
    try: f()
    except KeyError as e: print(e)
ud = UserDict(a=1); ul = UserList([1, 2]); us = UserString("abc"); print(ud, ul + [3], us.upper(), us + "d", us == "abc", ul[0:1], type(ul[0:1]).__name__)
