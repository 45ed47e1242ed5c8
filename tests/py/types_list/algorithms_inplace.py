def rotate(l, k):
    k %= len(l) or 1; l[:] = l[k:] + l[:k]; return l
def reverse(l):
    i, j = 0, len(l) - 1
    while i < j: l[i], l[j] = l[j], l[i]; i += 1; j -= 1
    return l
def dedup(l):
    w = 0
    for r in range(len(l)):
        if r == 0 or l[r] != l[r - 1]: l[w] = l[r]; w += 1
    del l[w:]; return l
def partition(l, p):
    i = 0
    for j in range(len(l)):
        if p(l[j]): l[i], l[j] = l[j], l[i]; i += 1
    return l, i
def dutch(l):
    lo = mid = 0; hi = len(l) - 1
    while mid <= hi:
        if l[mid] == 0: l[lo], l[mid] = l[mid], l[lo]; lo += 1; mid += 1
        elif l[mid] == 1: mid += 1
        else: l[mid], l[hi] = l[hi], l[mid]; hi -= 1
    return l
def next_perm(l):
    i = len(l) - 2
    while i >= 0 and l[i] >= l[i + 1]: i -= 1
    if i < 0: l.reverse(); return False
    j = len(l) - 1
    while l[j] <= l[i]: j -= 1
    l[i], l[j] = l[j], l[i]; l[i + 1:] = l[:i:-1]; return True
def shuffle(l, seed):
    for i in range(len(l) - 1, 0, -1): seed = seed * 1103515245 + 12345 & 0x7FFFFFFF; j = seed % (i + 1); l[i], l[j] = l[j], l[i]
    return l
print(rotate([1, 2, 3, 4, 5], 2), rotate([1, 2, 3], -1), rotate([], 3), reverse([1, 2, 3, 4]), dedup([1, 1, 2, 2, 2, 3, 1]), partition([5, 2, 8, 1, 9], lambda x: x < 5), dutch([2, 0, 1, 2, 0, 1, 1, 0]), shuffle(list(range(10)), 42))
p = [1, 2, 3, 4]; n = 1
while next_perm(p): n += 1
print(n, p); m = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]; print([list(r) for r in zip(*m)], [list(r) for r in zip(*m[::-1])], [r[::-1] for r in m], sum(m, []), [m[i][i] for i in range(3)], [m[i][~i] for i in range(3)], [[m[j][i] for j in range(3)] for i in range(3)], [max(r) for r in m], [sum(c) for c in zip(*m)])
l = [5, 3, 8, 1]; l += [9]; l.insert(2, 7); l.remove(3); l.append(l.pop(0)); l.extend(reversed(l)); print(l, l.index(7), l.count(9), sorted(set(l)), l[::-2], l[-3:], len(l)); del l[1::2]; print(l); l[1:3] = []; print(l); l *= 2; print(l); l.sort(key=lambda x: -x); print(l); l.clear(); print(l, bool(l))
stack, queue = [], []
for ch in "a(b[c]{d}e)f": 
    if ch in "([{": stack.append(ch)
    elif ch in ")]}": queue.append(stack.pop() + ch)
print(stack, queue); a = [1, 2, 3]; b = a; c = a[:]; a.append(4); print(b, c, a is b, a == c); b += [5]; print(a); b = b + [6]; print(a, b)
grid = [["." for _ in range(5)] for _ in range(3)]; grid[1][2] = "#"; print("\n".join("".join(r) for r in grid)); bad = [[0] * 2] * 2; bad[0][0] = 1; print(bad)
nested = [1, [2, [3, [4, [5]]]]]
def flat(x): return [y for i in x for y in (flat(i) if isinstance(i, list) else [i])]
def depth(x): return 1 + max((depth(i) for i in x), default=0) if isinstance(x, list) else 0
print(flat(nested), depth(nested), depth([]), flat([[], [[]]]))
def merge_sorted(a, b):
    out, i, j = [], 0, 0
    while i < len(a) or j < len(b):
        if j == len(b) or i < len(a) and a[i] <= b[j]: out.append(a[i]); i += 1
        else: out.append(b[j]); j += 1
    return out
print(merge_sorted([1, 3, 5], [2, 3, 4, 9]), merge_sorted([], [1]), merge_sorted("ac", "b"))
def two_sum(l, t):
    seen = {}
    for i, x in enumerate(l):
        if t - x in seen: return seen[t - x], i
        seen[x] = i
def kadane(l):
    best = cur = l[0]
    for x in l[1:]: cur = max(x, cur + x); best = max(best, cur)
    return best
def window(l, k): return [sum(l[i:i + k]) for i in range(len(l) - k + 1)]
def prefix(l): out = [0]; [out.append(out[-1] + x) for x in l]; return out
print(two_sum([2, 7, 11, 15], 26), two_sum([1], 5), kadane([-2, 1, -3, 4, -1, 2, 1, -5, 4]), window([1, 2, 3, 4], 2), prefix([1, 2, 3]), [l2[i] for l2 in ([1, 2],) for i in (0, 1, -1)], [x for x in range(20) if not x % 3][1:-1], list(map(list, zip("ab", [1, 2]))))
