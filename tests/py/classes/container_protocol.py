class Seq:
    def __init__(self, *a): self.a = list(a); self.log = []
    def __len__(self): self.log.append("len"); return len(self.a)
    def __getitem__(self, i): self.log.append(f"get {i}"); return Seq(*self.a[i]) if isinstance(i, slice) else self.a[i]
    def __setitem__(self, i, v): self.log.append(f"set {i} {v}"); self.a[i] = v
    def __delitem__(self, i): self.log.append(f"del {i}"); del self.a[i]
    def __repr__(self): return f"Seq{tuple(self.a)}"
    def flush(self): r, self.log = self.log, []; return r
s = Seq(1, 2, 3)
print(s[0], s[-1], s[1:], s[::2], list(s), 2 in s, 9 in s, len(s), bool(s), bool(Seq()), *s, sum(s), max(s), sorted(s), list(reversed(s)), tuple(s), [*s], dict(zip(s, s)), s.flush())
s[0] = 5; s[1:2] = [7, 8]; del s[0]; del s[-1:]; print(s, s.flush())
a, *b = s; print(a, b, s.flush())
for x in s: print(x, end=" ")
print(s.flush())
s[0] += 10; print(s, s.flush())
for f in (lambda: s[10], lambda: s["a"], lambda: s.__contains__, lambda: s + s, lambda: s * 2, lambda: iter(s).__next__(), lambda: hash(s) == hash(s), lambda: s == s, lambda: s.index(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Contains:
    def __contains__(self, x): return x == "in"
class IterOnly:
    def __iter__(self): return iter([1, 2])
class NoIn: __contains__ = None
class LenOnly:
    def __len__(self): return 3
class GetOnly:
    def __getitem__(self, i): return [10, 20][i]
class Bad:
    def __contains__(self, x): raise ValueError("contains")
    def __iter__(self): raise ValueError("iter")
    def __len__(self): raise ValueError("len")
    def __getitem__(self, i): raise ValueError("get")
for o in (Contains(), IterOnly(), NoIn(), LenOnly(), GetOnly(), Bad(), object()):
    row = []
    for f in (lambda: "in" in o, lambda: 1 in o, lambda: list(o), lambda: len(o), lambda: o[0], lambda: bool(o), lambda: list(reversed(o)), lambda: max(o), lambda: o[0:1]):
        try: row.append(repr(f()))
        except Exception as e: row.append(f"{type(e).__name__}: {e}")
    print(type(o).__name__, row)
class Missing(dict):
    def __missing__(self, k): return ("missing", k)
print(Missing()[1], Missing().get(1), 1 in Missing())
class Multi:
    def __getitem__(self, k): return k
    def __class_getitem__(cls, k): return ("class", k)
print(Multi()[1, 2], Multi()[1:2, ::3], Multi()[...], Multi()[None], Multi()[()], Multi[int, str], Multi[1:2])
class Rev:
    def __reversed__(self): yield from "rev"
class NoRev: __reversed__ = None; __len__ = lambda s: 1; __getitem__ = lambda s, i: i
print(list(reversed(Rev())))
try: reversed(NoRev())
except TypeError as e: print(e)
class IntLike:
    def __index__(self): return 1
print([1, 2, 3][IntLike()], (1, 2)[IntLike():], "abc"[IntLike()], bytes([IntLike()]), range(10)[IntLike()], [0] * IntLike(), list(range(IntLike())), hex(IntLike()), "a" * IntLike(), int(IntLike()), float(IntLike()), round(1.234, IntLike()), chr(IntLike()) == "\x01", [1, 2, 3].pop(IntLike()), "abc".center(IntLike()), divmod(7, 2)[IntLike()], slice(IntLike()).indices(5))
class Hint:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self): self.i += 1; return self.i if self.i < 4 else self.stop()
    def stop(self): raise StopIteration
    def __length_hint__(self): return 100
print(list(Hint()), tuple(Hint()), set(Hint()) == {1, 2, 3}, [*Hint()])
class Matrix:
    def __init__(self, w): self.w, self.d = w, {}
    def __getitem__(self, ij): i, j = ij; return self.d.get((i, j), 0)
    def __setitem__(self, ij, v): self.d[ij] = v
    def __delitem__(self, ij): self.d.pop(ij, None)
    def __contains__(self, ij): return ij in self.d
m = Matrix(3); m[0, 1] = 5; m[0, 1] += 2; print(m[0, 1], m[2, 2], (0, 1) in m); del m[0, 1]; print((0, 1) in m)
try: m[5]
except TypeError as e: print(e)
