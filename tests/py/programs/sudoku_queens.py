def solve(grid):
    rows = [set() for _ in range(9)]; cols = [set() for _ in range(9)]; boxes = [set() for _ in range(9)]; empty = []
    for r in range(9):
        for c in range(9):
            v = grid[r][c]
            if v: rows[r].add(v); cols[c].add(v); boxes[r // 3 * 3 + c // 3].add(v)
            else: empty.append((r, c))
    steps = 0
    def go():
        nonlocal steps
        if not empty: return True
        best = min(range(len(empty)), key=lambda i: 9 - len(rows[empty[i][0]] | cols[empty[i][1]] | boxes[empty[i][0] // 3 * 3 + empty[i][1] // 3]))
        r, c = empty.pop(best); b = r // 3 * 3 + c // 3
        for v in range(1, 10):
            if v not in rows[r] and v not in cols[c] and v not in boxes[b]:
                steps += 1
                for s in (rows[r], cols[c], boxes[b]): s.add(v)
                grid[r][c] = v
                if go(): return True
                for s in (rows[r], cols[c], boxes[b]): s.remove(v)
        grid[r][c] = 0
        empty.insert(best, (r, c))
        return False
    return go(), steps
puzzle = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
g = [[int(ch) for ch in puzzle[i * 9:i * 9 + 9]] for i in range(9)]
print(solve(g)); print("\n".join("".join(map(str, r)) for r in g))
def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n: return 1
    total = 0; free = ~(cols | d1 | d2) & (1 << n) - 1
    while free:
        bit = free & -free; free ^= bit
        total += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return total
print([queens(n) for n in range(1, 9)])
def first(n):
    sol = []
    def place(r):
        if r == n: return True
        for c in range(n):
            if all(c != sc and abs(c - sc) != r - sr for sr, sc in enumerate(sol)):
                sol.append(c)
                if place(r + 1): return True
                sol.pop()
        return False
    place(0); return sol
for r in first(8): print("." * r + "Q" + "." * (7 - r))
def knight(n, start=(0, 0)):
    moves = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    seen = {start: 0}; pos = start
    while len(seen) < n * n:
        opts = [p for p in ((pos[0] + a, pos[1] + b) for a, b in moves) if 0 <= p[0] < n > p[1] >= 0 and p not in seen]
        if not opts: break
        pos = min(opts, key=lambda p: (sum(0 <= p[0] + a < n and 0 <= p[1] + b < n and (p[0] + a, p[1] + b) not in seen for a, b in moves), p)); seen[pos] = len(seen)
    return len(seen), pos
print(knight(5), knight(6), knight(8))
