import heapq
from collections import deque, defaultdict
edges = [("a", "b", 4), ("a", "c", 2), ("c", "b", 1), ("b", "d", 5), ("c", "d", 8), ("c", "e", 10), ("d", "e", 2), ("e", "f", 3), ("d", "f", 6), ("g", "h", 1)]
g = defaultdict(dict)
for u, v, w in edges: g[u][v] = w; g[v][u] = w
def dijkstra(s):
    dist, prev, q = {s: 0}, {}, [(0, s)]
    while q:
        d, u = heapq.heappop(q)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if (nd := d + w) < dist.get(v, float("inf")): dist[v] = nd; prev[v] = u; heapq.heappush(q, (nd, v))
    return dist, prev
dist, prev = dijkstra("a"); print(dict(sorted(dist.items())))
def path(t): return path(prev[t]) + [t] if t in prev else [t]
print("->".join(path("f")))
def bfs(s):
    seen, order, q = {s}, [], deque([s])
    while q:
        u = q.popleft(); order.append(u)
        for v in sorted(g[u]):
            if v not in seen: seen.add(v); q.append(v)
    return order
def dfs(u, seen=None):
    seen = seen if seen is not None else []
    seen.append(u)
    for v in sorted(g[u]):
        if v not in seen: dfs(v, seen)
    return seen
print(bfs("a"), dfs("a"))
class DSU:
    def __init__(self): self.p = {}
    def find(self, x):
        self.p.setdefault(x, x)
        while self.p[x] != x: self.p[x] = self.p[self.p[x]]; x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b: return False
        self.p[a] = b; return True
d = DSU(); mst = [(u, v, w) for u, v, w in sorted(edges, key=lambda e: e[2]) if d.union(u, v)]; print(mst, sum(w for *_, w in mst), len({d.find(x) for x in g}))
dag = {"shirt": ["tie"], "tie": ["jacket"], "pants": ["shoes", "belt"], "belt": ["jacket"], "socks": ["shoes"], "jacket": [], "shoes": []}
def topo(dag):
    indeg = {u: 0 for u in dag}
    for vs in dag.values():
        for v in vs: indeg[v] += 1
    q = sorted(u for u in dag if not indeg[u]); out = []
    while q:
        u = q.pop(0); out.append(u)
        for v in dag[u]:
            indeg[v] -= 1
            if not indeg[v]: q.append(v); q.sort()
    if len(out) != len(dag): raise ValueError("cycle")
    return out
print(topo(dag))
try: topo({"a": ["b"], "b": ["a"]})
except ValueError as e: print(e)
def scc(gr):
    idx, low, stack, on, out, c = {}, {}, [], set(), [], [0]
    def visit(v):
        idx[v] = low[v] = c[0]; c[0] += 1; stack.append(v); on.add(v)
        for w in gr.get(v, ()):
            if w not in idx: visit(w); low[v] = min(low[v], low[w])
            elif w in on: low[v] = min(low[v], idx[w])
        if low[v] == idx[v]:
            comp = []
            while True:
                w = stack.pop(); on.discard(w); comp.append(w)
                if w == v: break
            out.append(sorted(comp))
    for v in sorted(gr):
        if v not in idx: visit(v)
    return out
print(scc({1: [2], 2: [3], 3: [1, 4], 4: [5], 5: [4, 6], 6: [], 7: [6]}))
def floyd(n, es):
    INF = float("inf"); m = [[0 if i == j else INF for j in range(n)] for i in range(n)]
    for a, b, w in es: m[a][b] = w
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if m[i][k] + m[k][j] < m[i][j]: m[i][j] = m[i][k] + m[k][j]
    return m
print(floyd(4, [(0, 1, 3), (1, 2, -2), (2, 3, 2), (0, 3, 10), (3, 0, 1)]))
grid = ["S.#.....", "..#.##.#", ".##..#..", "....#..#", ".##...#E"]
def astar():
    cells = {(r, c): ch for r, row in enumerate(grid) for c, ch in enumerate(row)}
    s = next(k for k, v in cells.items() if v == "S"); e = next(k for k, v in cells.items() if v == "E")
    h = lambda p: abs(p[0] - e[0]) + abs(p[1] - e[1])
    q, came, cost = [(h(s), 0, s)], {}, {s: 0}
    while q:
        _, gc, p = heapq.heappop(q)
        if p == e:
            out = [p]
            while p in came: p = came[p]; out.append(p)
            return out[::-1]
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            n = p[0] + dr, p[1] + dc
            if cells.get(n, "#") != "#" and gc + 1 < cost.get(n, 1e9): cost[n] = gc + 1; came[n] = p; heapq.heappush(q, (gc + 1 + h(n), gc + 1, n))
p = astar(); print(len(p) - 1 if p else None)
def bipartite(gr):
    color = {}
    for s in gr:
        if s in color: continue
        color[s] = 0; q = [s]
        for u in q:
            for v in gr[u]:
                if v not in color: color[v] = 1 - color[u]; q.append(v)
                elif color[v] == color[u]: return None
    return color
print(bipartite({1: [2], 2: [1, 3], 3: [2]}), bipartite({1: [2, 3], 2: [1, 3], 3: [1, 2]}))
