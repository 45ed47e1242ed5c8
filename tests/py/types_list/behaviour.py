l = [1, 2]; l.append(l)
print(l, repr([l]), l[2] is l, str(l))
l2 = [l]; l[2] = l2
print(l)
a = [[0] * 2] * 3; a[0][0] = 1; print(a)
l = [1, 2, 3, 4, 5, 6]
for x in l:
    if x % 2 == 0: l.remove(x)
print(l)
l = [1, 2, 3]; it = iter(l)
print(next(it)); l.insert(0, 0); print(list(it)); l.append(9); print(list(it), it.__length_hint__())
it = iter([1, 2, 3]); next(it); print(it.__length_hint__(), it.__reduce__()[0].__name__, it.__reduce__()[1:], type(it).__name__)
r = reversed([1, 2, 3]); print(next(r), list(r), type(r).__name__, list(r))
def key_mutates(x):
    l.append(1); return x
l = [3, 1, 2]
try: l.sort(key=key_mutates)
except ValueError as e: print(e)
class Lt:
    def __init__(self, v): self.v = v
    def __lt__(self, o): seen.append(len(big)); return self.v < o.v
seen = []; big = [Lt(i) for i in (3, 1, 2)]; big.sort(); print(set(seen), [x.v for x in big])
def bad(x): raise KeyError(x)
l = [1, 2]
try: l.sort(key=bad)
except KeyError as e: print(repr(e), l)
import random
vals = [(i * 7919) % 1009 for i in range(1000)]
s = sorted(vals); print(s[:5], s[-5:], s == sorted(vals, reverse=True)[::-1], all(a <= b for a, b in zip(s, s[1:])))
pairs = [(v % 10, i) for i, v in enumerate(vals)]; ps = sorted(pairs, key=lambda p: p[0]); print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(ps, ps[1:])))
ps = sorted(pairs, key=lambda p: p[0], reverse=True); print(all(a[0] > b[0] or a[1] < b[1] for a, b in zip(ps, ps[1:])))
print(sorted([3, 1, 2], key=None), sorted("bca", reverse=1), sorted({3: 1, 1: 2}), sorted((x for x in [2, 1])), sorted([True, 0, 0.5]), sorted([]))
print(list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list(x for x in "ab"), list(list([1])), list(map(str, [1])), list(zip([1], [2])))
for f in [lambda: list(5), lambda: list(1, 2), lambda: list(x=1), lambda: sorted(5), lambda: sorted(), lambda: sorted([1], lambda x: x), lambda: list(None), lambda: [].x, lambda: [][0], lambda: [1, 2][None:"a"]]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag = "t"
    def __getitem__(self, i): return ("got", super().__getitem__(i))
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(5)
print(l, l[0], l[0:1], l.tag, type(l + [1]), type(l * 2), type(l.copy()), list(l), l == [1, 2, 10], sorted(l), [*l], isinstance(l, list), type(l[:]), max(l), repr(l))
class It(list):
    def __iter__(self): return iter("custom")
    def __len__(self): return 99
    def __contains__(self, x): return x == "in"
i = It([1, 2]); print(list(i), len(i), "in" in i, 1 in i, i, [*i], tuple(i), bool(i), sum([1]), sorted(i), i == [1, 2], ",".join(i), i + [3])
def swap(l, i, j): l[i], l[j] = l[j], l[i]
l = list(range(5)); swap(l, 0, -1); print(l)
l[1:3], l[0] = [9], 8
print(l, l.__class__, list.__name__)
l = [0] * 5; l[::2] = [1, 2, 3]; print(l); l[1:1] = l; print(l); l[:] = l[::-1]; print(l); del l[::3]; print(l); l += l; print(l)
nested = [1, [2, [3, [4, []]]]]; print(nested, nested[1][1][1][1])
l = []
for i in range(20): l.insert(i // 2, i)
print(l); 
while l: l.pop(len(l) // 2)
print(l)
print([1, 2] == [1.0, 2.0], [1, [2]] < [1, [3]], [1] < [1, 0], [float("nan")] == [float("nan")], [] == (), [[]] > [])
l = [None] * 3; l[0] = l; print(l, l == l); c = l.copy(); print(c[0] is l)
try: l == c and c == l; [l] < [c]
except (RecursionError, TypeError) as e: print(type(e).__name__)
l = list(range(10)); l[2:8:2] = "abc"; print(l); l[8:2:-2] = "xyz"; print(l); del l[8:2:-2]; print(l); print(l[-3:-1], l[-1:-3:-1], l[100:0:-3])
