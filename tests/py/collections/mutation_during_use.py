from collections import deque, OrderedDict, Counter, defaultdict, ChainMap
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__}: {e}"
    print(r)
def deq(op):
    d = deque(range(4)); out = []
    for x in d: out.append(x); op(d) if x == 1 else None
    return out
for op in (lambda d: d.append(9), lambda d: d.pop(), lambda d: d.rotate(1), lambda d: d.clear(), lambda d: d.__setitem__(0, 5), lambda d: d.reverse(), lambda d: (d.append(1), d.pop())): t(lambda: deq(op))
def od(op, it):
    d = OrderedDict(zip("abcd", range(4))); out = []
    for x in it(d): out.append(x if isinstance(x, (str, int)) else x[0]); op(d) if len(out) == 2 else None
    return out
for op in (lambda d: d.update(z=1), lambda d: d.pop("a"), lambda d: d.move_to_end("a"), lambda d: d.clear(), lambda d: d.__setitem__("a", 9)):
    for it in (iter, OrderedDict.items, reversed):
        t(lambda: od(op, it))
class Evil:
    def __init__(self, act): self.act = act
    def __eq__(self, o): self.act(); return False
    def __hash__(self): return 0
    def __lt__(self, o): self.act(); return False
    def __index__(self): self.act(); return 0
    def __repr__(self): self.act(); return "Evil"
    def __iter__(self): self.act(); return iter((1, 2))
    def __len__(self): self.act(); return 1
    def __bool__(self): self.act(); return True
l = [1, 2, 3]; e = Evil(l.clear)
t(lambda: (l.__contains__(e), l)); l[:] = [1, 2, 3]; t(lambda: (l.count(e), l)); l[:] = [1, 2, 3]; t(lambda: l.index(e)); l[:] = [1, 2, 3]; t(lambda: l.remove(e)); l[:] = [1, 2, 3]; t(lambda: l[e]); l[:] = [1, 2, 3]; t(lambda: (l == [e, 2, 3], l)); l[:] = [1, 2, 3]; l.insert(0, e); t(lambda: (repr(l), l)); l[:] = [1, 2, 3]; t(lambda: (l.extend(e), l)); l[:] = [1, 2, 3]; t(lambda: (l.__setitem__(slice(0, 1), e), l)); l[:] = [1, 2, 3]; t(lambda: (l.insert(e, 9), l)); l[:] = [1, 2, 3]; t(lambda: (l.pop(e), l)); l[:] = [1, 2, 3]; t(lambda: (l * e, l)); l[:] = [3, 2, e]; t(lambda: (l.sort(), l)); l[:] = [1, 2]; t(lambda: (l + list(e), l)); l[:] = [e, 1]; t(lambda: (max(l), l)); l[:] = [1, e, 2]; t(lambda: ([x for x in l if x], l))
d = deque([1, 2, 3]); e = Evil(d.clear); t(lambda: (e in d, d)); d.extend([1, 2, 3]); t(lambda: d.index(e)); d.clear(); d.extend([1, 2, 3]); t(lambda: d.remove(e)); d.clear(); d.extend([1, e, 2]); t(lambda: d.count(5))
dd = {0: "zero"}; e = Evil(dd.clear); t(lambda: (dd.get(e), dd)); dd[0] = 1; t(lambda: (e in dd, dd)); dd[0] = 1; t(lambda: dd.pop(e, "none")); dd[0] = 1; t(lambda: (dd.setdefault(e, 2), len(dd))); dd.clear(); dd["k"] = e; t(lambda: (dd == {"k": 5}, dd)); dd["k"] = e; t(lambda: (repr(dd), dd))
s = {0}; e = Evil(s.clear); t(lambda: (e in s, s)); s.add(0); t(lambda: (s.discard(e), s)); s.add(0); t(lambda: (s.add(e), len(s) >= 1)); s.clear(); s.add(0); t(lambda: (s.update([e]), len(s) >= 1))
b = bytearray(b"abc"); e = Evil(b.clear); t(lambda: (b[e], b)); b[:] = b"abc"; t(lambda: (b.insert(e, 65), b)); b[:] = b"abc"; t(lambda: (b.pop(e), b)); b[:] = b"abc"; t(lambda: (b.__setitem__(0, e), b)); b[:] = b"abc"; t(lambda: (b.extend(e), b)); b[:] = b"abc"; t(lambda: (b.append(e), b))
c = Counter("aab"); t(lambda: [c.update("z") for _ in c]); df = defaultdict(int); t(lambda: [df[x + 1] for x in df]); df[0]; t(lambda: [df[x + 1] for x in df]); it = iter(l := [1, 2, 3]); next(it); l.clear(); print(list(it), list(reversed([])), l); r = reversed(l2 := [1, 2, 3]); next(r); l2.pop(); l2.pop(); print(list(r))
def key(x): ll.append(0); return x
ll = [3, 1, 2]; t(lambda: ll.sort(key=key)); print(len(ll) >= 3); t(lambda: sorted(ll2 := [2, 1], key=lambda x: ll2.clear() or x) if False else "skip")
class Tup(tuple):
    def __iter__(self): return iter("custom")
print(sorted(Tup((3, 1))), list(Tup((1,))), [*Tup((1,))], Tup((5, 6))[0], len(Tup((1, 2))), (lambda *a: a)(*Tup((1,)))); a, *b = Tup((1, 2)); print(a, b)
