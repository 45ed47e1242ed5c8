vals = [(), (1,), (1, 2), (1, 2, 3), (2,), (1, 1), (0, 9), (1.0,), (True,), (1, (2,)), (1, (2, 3)), ("a",), ("a", 1), (None,), ((),), (float("inf"),), (-1,), (1, [2]), (2**70,), (b"a",)]
for a in vals:
    row = []
    for b in vals:
        try: row.append("<" if a < b else "=" if a == b else ">")
        except TypeError: row.append("E" if a != b else "=")
    print("".join(row), a)
for a, b in [((1,), [1]), ((1,), 1), ((), None), ((1, "a"), (1, 2)), ((1j,), (2j,)), (({},), ({},))]:
    for op in ("<", "<=", "==", "!="):
        try: print(op, eval(f"a {op} b"), end=" ")
        except TypeError as e: print(e, end="; ")
    print()
nan = float("nan"); print((nan,) == (nan,), (nan,) < (nan,), (nan,) == (float("nan"),), (1, nan) < (2, nan), [nan] <= [nan])
print(hash((1, 2)) == hash((1.0, 2.0)), hash((1,)) == hash((True,)), {(1, 2): "a", (1.0, 2.0): "b"}, len({(i % 3, i % 2) for i in range(100)}), hash(()) == hash(tuple([])))
recs = [("b", 2, 1.5), ("a", 2, 0.5), ("b", 1, 9.0), ("a", 1, 3.0), ("c", 0, 0.0)]
print(sorted(recs), sorted(recs, key=lambda r: r[1:]), sorted(recs, reverse=True)[0], min(recs), max(recs, key=lambda r: r[2]), sorted(recs, key=lambda r: (-r[1], r[0])))
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): calls.append("eq"); return self.v == o.v
    def __lt__(self, o): calls.append("lt"); return self.v < o.v
    __hash__ = None
calls = []; a, b = (K(1), K(2)), (K(1), K(3)); print(a < b, calls); calls.clear(); print(a == a, calls); calls.clear(); print(a != b, calls); calls.clear(); k = K(5); print((k,) == (k,), k in (k,), (k,).index(k), (k,).count(k), calls)
try: hash((k,))
except TypeError as e: print(e)
class Boom:
    def __eq__(self, o): raise ValueError("eq")
    def __lt__(self, o): raise ValueError("lt")
for f in (lambda: (Boom(),) == (1,), lambda: (1, Boom()) < (1, 2), lambda: Boom() in (1,), lambda: (1, 2).index(Boom()), lambda: (Boom(), 1) < (1, 2), lambda: (1, Boom()) == (2, 3), lambda: (1, Boom()) == (1,)):
    try: print(f())
    except ValueError as e: print("raised", e)
t = (1, 2) * 3 + (3,); print(t, t.count(1), t.index(2, 2), t.index(3, -1), t[2:5], t[::-3], len(t), t[-1], t[1:][0], (0,) * 5, () * 3, (1,) * 0)
x, (y, *z), w = 1, (2, 3, 4), 5; print(x, y, z, w); (a, b), c = "xy", 1; print(a, b, c)
big = tuple(range(1000)); print(hash(big) == hash(tuple(range(1000))), big == tuple(range(1000)), big < tuple(range(999)), big[:5] + big[-5:], sum(big), 500 in big, big.index(777))
nested = ((((1,),),),); print(nested, nested[0][0][0][0], nested == ((((1,),),),)); m = ([],); m[0].append(1); print(m, m == ([1],))
print(tuple(i * i for i in range(5)), tuple({"a": 1}), tuple(zip("ab", (1, 2))), tuple("é😀"), tuple(map(str, (1,))), (*"ab", *(1,)), tuple(sorted("cab")), tuple(enumerate("x")))
