class Heap:
    def __init__(self, it=()):
        self.h = []
        for x in it: self.push(x)
    def push(self, x):
        h = self.h; h.append(x); i = len(h) - 1
        while i and h[i] < h[(i - 1) // 2]: h[i], h[(i - 1) // 2] = h[(i - 1) // 2], h[i]; i = (i - 1) // 2
    def pop(self):
        h = self.h
        if not h: raise IndexError("pop from an empty heap")
        h[0], h[-1] = h[-1], h[0]; r = h.pop(); i = 0
        while (c := 2 * i + 1) < len(h):
            if c + 1 < len(h) and h[c + 1] < h[c]: c += 1
            if h[i] <= h[c]: break
            h[i], h[c] = h[c], h[i]; i = c
        return r
    def __len__(self): return len(self.h)
    def __iter__(self):
        while self: yield self.pop()
h = Heap((i * 7919) % 101 for i in range(50)); print(list(h)[:10], len(h))
try: h.pop()
except IndexError as e: print(e)
class Trie:
    def __init__(self): self.root = {}
    def add(self, w):
        n = self.root
        for c in w: n = n.setdefault(c, {})
        n[None] = w
    def with_prefix(self, p):
        n = self.root
        for c in p:
            if c not in n: return
            n = n[c]
        stack = [n]
        while stack:
            n = stack.pop()
            if None in n: yield n[None]
            stack.extend(n[c] for c in sorted((k for k in n if k), reverse=True))
t = Trie()
for w in "car card care cat dog do done".split(): t.add(w)
print(list(t.with_prefix("car")), list(t.with_prefix("d")), list(t.with_prefix("x")))
class BST:
    class Node:
        __slots__ = ("k", "v", "l", "r")
        def __init__(self, k, v): self.k, self.v, self.l, self.r = k, v, None, None
    def __init__(self): self.root, self.n = None, 0
    def __setitem__(self, k, v):
        if self.root is None: self.root = self.Node(k, v); self.n = 1; return
        x = self.root
        while True:
            if k == x.k: x.v = v; return
            side = "l" if k < x.k else "r"
            if (nx := getattr(x, side)) is None: setattr(x, side, self.Node(k, v)); self.n += 1; return
            x = nx
    def __getitem__(self, k):
        if isinstance(k, slice): return [v for kk, v in self.items() if (k.start is None or kk >= k.start) and (k.stop is None or kk < k.stop)]
        x = self.root
        while x is not None and x.k != k: x = x.l if k < x.k else x.r
        if x is None: raise KeyError(k)
        return x.v
    def items(self, x="root"):
        x = self.root if x == "root" else x
        if x is not None: yield from self.items(x.l); yield x.k, x.v; yield from self.items(x.r)
    def __iter__(self): return (k for k, _ in self.items())
    def __len__(self): return self.n
    def __contains__(self, k):
        try: self[k]; return True
        except KeyError: return False
b = BST()
for i in range(200): b[i * 37 % 211] = i
b[5] = "five"; print(len(b), b[5], 300 in b, list(b)[:5], b[3:8], sum(1 for _ in b))
try: b[999]
except KeyError as e: print(repr(e))
class LRU:
    def __init__(self, cap): self.cap, self.d = cap, {}
    def get(self, k):
        if k not in self.d: return None
        v = self.d.pop(k); self.d[k] = v; return v
    def put(self, k, v):
        self.d.pop(k, None); self.d[k] = v
        if len(self.d) > self.cap: del self.d[next(iter(self.d))]
l = LRU(3)
for k in "abcad": l.put(k, k.upper()); l.get("a")
print(list(l.d), l.get("b"), l.get("a"))
class LinkedList:
    def __init__(self, *vs):
        self.head = None
        for v in reversed(vs): self.head = (v, self.head)
    def __iter__(self):
        n = self.head
        while n: v, n = n; yield v
    def __reversed__(self): return iter(list(self)[::-1])
    def __repr__(self): return " -> ".join(map(repr, self)) or "empty"
    def __eq__(self, o): return list(self) == list(o)
ll = LinkedList(1, "b", None); print(ll, list(reversed(ll)), ll == LinkedList(1, "b", None), LinkedList(), len([*ll]))
class Ring:
    def __init__(self, n): self.b, self.i, self.n = [None] * n, 0, n
    def add(self, x): self.b[self.i % self.n] = x; self.i += 1
    def __iter__(self): yield from (self.b[j % self.n] for j in range(max(0, self.i - self.n), self.i))
r = Ring(4)
for i in range(10): r.add(i)
print(list(r))
class SegTree:
    def __init__(self, a):
        self.n = len(a); self.t = [0] * self.n + list(a)
        for i in range(self.n - 1, 0, -1): self.t[i] = self.t[2 * i] + self.t[2 * i + 1]
    def set(self, i, v):
        i += self.n; self.t[i] = v
        while i > 1: i >>= 1; self.t[i] = self.t[2 * i] + self.t[2 * i + 1]
    def sum(self, l, r):
        s = 0; l += self.n; r += self.n
        while l < r:
            if l & 1: s += self.t[l]; l += 1
            if r & 1: r -= 1; s += self.t[r]
            l >>= 1; r >>= 1
        return s
st = SegTree(range(100)); st.set(50, 1000); print(st.sum(0, 100), st.sum(10, 20), st.sum(50, 51))
class Matrix:
    def __init__(self, rows): self.r = [list(x) for x in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.r)] for r in self.r])
    def __pow__(self, n):
        res = Matrix([[int(i == j) for j in range(len(self.r))] for i in range(len(self.r))]); b = self
        while n:
            if n & 1: res = res @ b
            b = b @ b; n >>= 1
        return res
    def __getitem__(self, ij): return self.r[ij[0]][ij[1]]
    def __repr__(self): return f"Matrix({self.r})"
print(Matrix([[1, 1], [1, 0]]) ** 90, (Matrix([[1, 2], [3, 4]]) @ Matrix([[0, 1], [1, 0]]))[0, 1])
