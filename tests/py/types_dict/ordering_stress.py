d, model = {}, []
x = 12345
for step in range(6000):
    x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    k, op = x % 211, x // 211 % 7
    if k % 5 == 0: k = str(k)
    elif k % 7 == 0: k = (k, k)
    if op < 4:
        if k not in d: model.append(k)
        d[k] = step
    elif op == 4:
        if k in d: model.remove(k)
        d.pop(k, None)
    elif op == 5 and d:
        kk, _ = d.popitem()
        assert model.pop() == kk
    elif op == 6:
        if k not in d: model.append(k)
        d.setdefault(k, -step)
    if step % 1000 == 999: assert list(d) == model and len(d) == len(model) and all(m in d for m in model); d = dict(d) if step % 2000 == 1999 else d.copy()
print(len(d), list(d)[:6], sum(v if v > 0 else -v for v in d.values()), list(d) == model, list(reversed(d))[:3], list(d.items())[-2:])
keep = {k: v for k, v in d.items() if isinstance(k, int)}; print(len(keep), list(keep)[:5], {**keep, "z": 1}["z"], (d | keep) == d, list(d | {"new": 1})[-1])
for k in list(d): del d[k]
print(d, len(d)); d["after"] = 1; print(d); d.clear(); d.update((i, -i) for i in range(20)); print(d)
e = {i: i for i in range(10)}
for i in range(10): v = e.pop(i); e[i] = v
print(list(e)); e = dict.fromkeys(range(5)); e[2] = "x"; e[0] = "y"; print(e); del e[0]; e[0] = "again"; print(e)
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 3
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"K{self.v}"
c = {K(i): i for i in range(30)}; print(len(c), c[K(17)], K(29) in c, K(30) in c)
for i in range(0, 30, 2): del c[K(i)]
print(list(c), c.get(K(3)), c.get(K(4))); c[K(4)] = "back"; print(list(c)[-1], len(c))
big = {}
for i in range(20000): big[i * 64] = i
print(len(big), sum(big.values()), big[64 * 19999], (63 in big), next(reversed(big)))
for i in range(19999): del big[i * 64]
print(big); s = {}
for i in range(3000): s["k%d" % i] = i
print(s["k2999"], "k3000" in s, sum(s[f"k{i}"] for i in range(0, 3000, 7)), len({**s, **s}))
m = {1: "a", True: "b", 1.0: "c", 2**70: "big", float(2**70): "bigf", "1": "s", b"1": "b", (1,): "t", frozenset([1]): "f", None: "n"}; print(m, m[1], m[2**70], len(m))
