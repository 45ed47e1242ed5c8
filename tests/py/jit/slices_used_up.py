"""Slices that only one instruction reads: assigned to slices, concatenated; kept, and seen after all."""
def rev(n):
    w = list(range(n))
    for r in range(400):
        k = r % n
        w[:k + 1] = w[k::-1]
        w[k:] = w[:k - 1 - n:-1] if False else w[n:k - 1 if k else None:-1]
    return w
print(rev(8), rev(9), rev(1), rev(40))
def rot(n):
    w = list(range(n)); v = w[:]
    for r in range(300):
        w[1:4] = w[2:5]
        w[2:5] = v[1:4]
        w[5:2] = v[1:3]
        w[0:2] = w[4:2:-1]
        w[1:4] = w[3:0:-1]
        w[2:5] = w[3:0:-1]
        if len(w) > 30: del w[10:]
    return w
print(rot(8), rot(12))
def cat(t, n):
    out = []
    for r in range(n):
        i = r % (len(t) + 2)
        x = t[:i] + t[i + 1:]
        y = t[1:] + t[:1]
        z = t[-i:] + x
        q = x + t[i:]
        s = t[:] + t[5:]
        out.append((len(x), y[0], z[0], q[-1], s is t))
    return out[-7:]
print(cat((1, 2, 3, 4), 300), cat([1, 2, 3, 4], 300), cat(tuple(range(30)), 300))
class I:
    def __init__(self, k): self.k = k
    def __index__(self):
        log.append(self.k); return self.k
log = []
def idx(n):
    w = list(range(6)); ks = [I(2), 3, I(1), 2]
    for r in range(n):
        k = ks[r % 4]
        w[:k] = w[k if type(k) is int else k.k:][:2][::-1]
        w[ks[r % 3]:ks[r % 3]] = w[:1]
        del w[8:]
    return w
print(idx(300), len(log), log[:9])
def seen(n):
    t = list(range(5)); keep = None; total = 0
    for r in range(n):
        s = t[1:3]
        t[2:4] = s
        if r % 50 == 0: keep = s
        total += s[0]
        t[3:5] = (u := t[:2])
        total += u[1]
        t[r % 5] += 1
    return t, keep, total
print(seen(400))
def over(n):
    w = list(range(5))
    big = [1, 2, 3, 1 << 70]
    out = 0
    for r in range(n):
        k = big[3 if r % 97 == 96 else r % 3]
        try:
            w[:k + 1] = w[r % 4::-1]
            w[r % 4:k - 1] = w[:k]
        except OverflowError as e:
            out += 1
        del w[9:]
    return w, out
print(over(500))
