d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), type(k).__name__, type(v).__name__, type(i).__name__)
d["d"] = 4
print(list(k), list(v), list(i), "d" in k, 4 in v, ("d", 4) in i, ("d", 5) in i, "x" in i, ("a",) in i)
e = {"b": 2, "c": 9, "z": 0}
print(sorted(k & e.keys()), sorted(k | e), sorted(k - e.keys()), sorted(k ^ e.keys()), sorted(i & e.items()), sorted(k & ["a", "q"]), sorted(["a", "q"] - k) if False else "", sorted(i - {("a", 1)}), type(k & e), sorted(k | "xy"), sorted({"a", "q"} - k), sorted({"q"} | k))
print(k == {"a", "b", "c", "d"}, k == ["a"], k < {"a", "b", "c", "d", "e"}, k >= {"a"}, k.isdisjoint("xyz"), k.isdisjoint(["a"]), i == set(i), v == d.values(), v == v, k != {"a"}, i.isdisjoint([("a", 1)]), k == frozenset("abcd"), k > {"a"})
for f in [lambda: k[0], lambda: v[0], lambda: k + k, lambda: v & v, lambda: hash(k), lambda: k.append, lambda: k & 5, lambda: [] in k, lambda: ([], 1) in i, lambda: ("a", []) in i, lambda: k < [1], lambda: len(iter(k)), lambda: k | 5, lambda: type(k)(), lambda: k.mapping, lambda: next(k), lambda: k.isdisjoint(5)]:
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
def mutate(op, it):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        for n, x in enumerate(it(d)): op(d, n)
        return d
    except RuntimeError as x: return str(x)
for op in [lambda d, n: d.update(z=1), lambda d, n: d.pop("a", 0), lambda d, n: d.update(a=9), lambda d, n: (d.pop("a", 0), d.update(q=1)), lambda d, n: d.clear(), lambda d, n: n == 2 and d.update(z=1)]:
    print([mutate(op, it) for it in (iter, dict.keys, dict.values, dict.items, reversed)])
it = iter(d); print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(v)).__name__, type(iter(i)).__name__, type(reversed(d)).__name__, type(reversed(i)).__name__)
it = iter({1: 2}); print(next(it, "e"), next(it, "e"))
d = {}
for n in range(10): d[n] = n
for n in range(0, 10, 2): del d[n]
d[0] = "back"; d[1] = "same place"
print(d, list(reversed(d)), d.popitem(), next(iter(d)), d.popitem())
d["x"] = d.pop(3); print(d)
print({**d, "y": 1}, dict(sorted({"b": 1, "a": 2}.items())), dict(reversed(list(d.items()))))
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): calls.append((self.v, o.v)); return self.v == o.v
    def __repr__(self): return f"H{self.v}"
calls = []
d = {H(1): 1, H(2): 2}
print(calls, d); calls.clear()
print(d[H(2)] if True else 0, len(calls) >= 2)
class Evil:
    def __hash__(self): return 1
    def __eq__(self, o): target.clear(); return False
target = {Evil(): 1}
try: target[Evil()] = 2; print(len(target) <= 2)
except RuntimeError as x: print(x)
r = {}; r["self"] = r; print(r, [r]); r2 = {"v": r.values()}; r["v"] = r2; print(len(str(r)) > 10)
big = {i: i * i for i in range(5000)}
for i in range(0, 5000, 3): del big[i]
print(len(big), sum(big.values()), list(big)[:5], big.get(3), big.get(4), 4999 in big)
for i in range(5000): big.setdefault(i, -1)
print(len(big), sum(v for v in big.values()), list(big)[-3:])
s = {str(i): i for i in range(1000)}; print(s["999"], len(s), sum(s.values()), list(s)[500:503])
class K(str): pass
m = {K("a"): 1}; m["a"] = 2; print(m, type(next(iter(m))).__name__, m[K("a")])
print({1: "int"} == {1.0: "int"}, {1: {2: 3}} == {1: {2: 3}}, {1: float("nan")} == {1: float("nan")}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, list({"a": 1, "b": 2}) == list({"b": 2, "a": 1}))
