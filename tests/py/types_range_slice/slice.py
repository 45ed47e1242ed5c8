def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class G:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
class Idx:
    def __init__(self, v=2): self.v = v
    def __index__(self): return self.v
g = G()
show("""
g[1], g[1:2], g[1:2:3], g[:], g[::], g[1:], g[:1], g[::1], g[1, 2], g[1:2, 3], g[..., 1:], g[()], g[1,], g['a':'b'], g[None:None], g[(1, 2)], g[*[1, 2]], g[*'ab', 1:2], g[-1], g[x := 5], g[lambda: 0 : 1].stop, g[[]:{}]
slice(5), slice(1, 2), slice(1, 2, 3), slice(None), slice('a', 1.5, [])
slice()
slice(1, 2, 3, 4)
slice(stop=1)
slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step, slice(5).start, slice(5).step
slice(1, 2) == slice(1, 2), slice(1, 2) == slice(1, 3), slice(1) == 5, slice(1, 2) < slice(1, 3), slice(1) != slice(2), hash(slice(1, 2)) == hash(slice(1, 2)), {slice(1): 'x'}[slice(1)]
slice('a') < slice(1)
hash(slice([]))
slice(1).start = 5
slice(None).indices(5), slice(1, None).indices(5), slice(None, None, -1).indices(5), slice(10, -10, -1).indices(5), slice(-3, -1).indices(5), slice(2, 8, 3).indices(5), slice(Idx(), Idx(4)).indices(10), slice(10**30).indices(5), slice(-10**30, 10**30, 10**30).indices(5), slice(None, None, -2).indices(0), slice(5, 2).indices(10)
slice(None, None, 0).indices(5)
slice('a').indices(5)
slice(1).indices(-1)
slice(1).indices('a')
slice(1).indices(1.5)
slice(1).indices()
repr(slice(1, 'a', None)), str(slice(None)), slice(1, 2).__reduce__(), type(slice(1)).__name__
[0, 1, 2, 3, 4][Idx():], 'abcde'[:Idx(-1)], (1, 2, 3)[::Idx()], [1, 2, 3][Idx(0)], b'abc'[Idx(1):Idx(2)], range(5)[Idx():]
[1, 2]['a':]
[1, 2][1.5:]
'ab'[:'x']
(1,)[::'s']
[1][::0]
'a'[::0]
[0, 1, 2][slice(1, 3)], 'abc'[slice(-2, None)], [1, 2, 3][slice(None, None, -1)], [1, 2, 3][True:], [1, 2, 3][None:2], [1, 2, 3][-100:100], [1, 2, 3][2**64:], [1, 2, 3][-2**64:2**64:2**64], [1, 2, 3][::2**64], [1, 2, 3][::-2**64]
""")
g[1:2] = "v"; g[1, 2:3] = "w"; del g[::2]; del g[...];
class Acc:
    def __init__(self): self.log = []
    def __getitem__(self, k): self.log.append(("get", k)); return 10
    def __setitem__(self, k, v): self.log.append(("set", k, v))
a = Acc(); a[1:2] += 5; a[0] -= 1; a["k"] *= 2; print(a.log)
l = list(range(10))
for start in (None, 0, 3, -4, 12, -12):
    for stop in (None, 0, 7, -2, 15): print(l[start:stop], l[start:stop:2], l[start:stop:-3], end=" ")
    print()
s = "abcdefghij"; t = tuple(s); b = s.encode()
for sl in [slice(a, z, st) for a in (None, 2, -3) for z in (None, 8, -1) for st in (None, 2, -1, -2)]:
    assert "".join(t[sl]) == s[sl] == b[sl].decode() == "".join(list(s)[sl]) == "".join(s[i] for i in range(*sl.indices(10))), sl
try:
    class S(slice): pass
except TypeError as e: print(e)
