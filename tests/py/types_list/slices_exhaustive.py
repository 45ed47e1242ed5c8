def ref(l, sl): return [l[i] for i in range(*sl.indices(len(l)))]
bad = n = 0
for size in (0, 1, 2, 5):
    l = list(range(size))
    for a in (None, -7, -2, -1, 0, 1, 3, 7):
        for b in (None, -7, -2, -1, 0, 1, 3, 7):
            for s in (None, -3, -2, -1, 1, 2, 3):
                sl = slice(a, b, s); n += 1; want = ref(l, sl)
                if l[sl] != want or list(tuple(l)[sl]) != want or [ord(c) for c in "".join(map(chr, l))[sl]] != want or list(bytes(l)[sl]) != want or list(bytearray(l)[sl]) != want or list(range(size)[sl]) != want: bad += 1
                d = l[:]; del d[sl]
                if d != [x for x in l if x not in want]: bad += 1
                if s in (None, 1):
                    m = l[:]; m[sl] = "xy"; i, j, _ = sl.indices(size)
                    if m != l[:i] + ["x", "y"] + l[max(i, j):]: bad += 1
                else:
                    m = l[:]; m[sl] = ["n"] * len(want)
                    if [i for i, x in enumerate(m) if x == "n"] != sorted(want): bad += 1
                    try: m[sl] = ["n"] * (len(want) + 1); bad += 1
                    except ValueError as e: msg = str(e)
print(n, bad, msg)
l = list(range(10)); l[2:5] = l; print(l); l[::2] = l[1::2] + ([0] if len(l) % 2 else []); print(l); l[5:] = []; print(l); l[0:0] = (x for x in "gen"); print(l); l[-1:] = "end"; print(l); l[1:3] = {9: 1}; print(l); l[:] = range(3); print(l); l[3:] = l; print(l); l[1:5] = l[::-1]; print(l)
for bad_v in (5, None, 1.5):
    try: l[0:1] = bad_v
    except TypeError as e: print(e)
    try: l[0:2:2] = bad_v
    except TypeError as e: print(e)
class It:
    def __iter__(self): yield from "it"
l[1:1] = It(); print(l)
def boom(): yield 1; raise ValueError("while assigning")
try: l[0:2] = boom()
except ValueError as e: print(e, l)
big = list(range(1000)); big[100:900] = []; print(len(big), big[99:102]); big[50:50] = range(5000); print(len(big), big[49], big[50], big[5050]); del big[::3]; print(len(big), big[:4], sum(big)); del big[10:]; print(big); big *= 3; print(big[8:12], len(big)); big += big; print(len(big))
