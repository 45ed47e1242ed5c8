class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Count(3)), sum(Count(4)), 2 in Count(5), max(Count(3)), sorted(Count(3)), tuple(Count(2)), dict(zip("ab", Count(2))), [*Count(2)], list(zip(Count(2), Count(3))))
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 4 in Old(), 5 in Old(), iter(Old()).__reduce__()[0].__name__, type(iter(Old())).__name__)
class OldStop:
    def __getitem__(self, i):
        if i > 2: raise StopIteration
        return i
print(list(OldStop()))
class OldErr:
    def __getitem__(self, i): raise KeyError(i)
try: list(OldErr())
except KeyError as e: print(repr(e))
class NoNext:
    def __iter__(self): return self
class NoneIter:
    __iter__ = None
    def __getitem__(self, i): return 1
class RaiseIter:
    def __iter__(self): raise ZeroDivisionError("iter")
class RaiseNext:
    def __iter__(self): return self
    def __next__(self): raise ZeroDivisionError("next")
for o in (NoNext(), NoneIter(), RaiseIter(), RaiseNext(), 5, None, int, object()):
    for f in (iter, list, lambda o: [x for x in o], lambda o: 1 in o, lambda o: [*o], lambda o: max(o), lambda o: dict(o), lambda o: "".join(o)):
        try: f(o); print("ok", end=" | ")
        except Exception as e: print(type(e).__name__, e, end=" | ")
    print()
n = [0]
def f(): n[0] += 1; return n[0]
print(list(iter(f, 5)), type(iter(f, 1)).__name__)
try: iter(5, 1)
except TypeError as e: print(e)
it = iter(f, 9); print(next(it)); n[0] = 8; print(next(it, "end"), next(it, "end"))
def stop(): raise StopIteration("x")
print(list(iter(stop, 1)))
it = iter([1, 2]); print(next(it), next(it), next(it, None), next(it, "d"))
try: next(it)
except StopIteration as e: print(repr(e))
for a in [(), ([1],), (it, 1, 2)]:
    try: next(*a)
    except TypeError as e: print(e)
for i in iter(iter([1, 2])): print(i, end=" ")
print()
class LH:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter(range(3))
    def __length_hint__(self): return self.h
for h in [0, 3, 100, NotImplemented, -1, "x", 2**70]:
    try: print(list(LH(h)))
    except Exception as e: print(type(e).__name__, e)
class LenRaises:
    def __iter__(self): return iter("ab")
    def __len__(self): raise RuntimeError("len called")
try: print(list(LenRaises()))
except RuntimeError as e: print(e)
class LenType:
    def __iter__(self): return iter("ab")
    def __len__(self): raise TypeError("ignored")
print(list(LenType()))
e = enumerate("ab", 10); print(next(e), list(e), list(enumerate("a", 2**70)), type(e).__name__, list(enumerate([], -5)))
z = zip("abc", [1, 2]); print(next(z), list(z), list(zip()), list(zip("a")), list(zip("ab", "cd", strict=True)))
for a in [("ab", "c"), ("a", "bc"), ("ab", "cd", "e"), ("", "a"), ("a", ""), ("ab", "cd", "ef", "g")]:
    try: print(list(zip(*a, strict=True)))
    except ValueError as x: print(x)
m = map(lambda a, b: a + b, [1, 2, 3], [10, 20]); print(list(m), list(map(str, [])), next(map(None, []), "none called"))
for f in [lambda: map(), lambda: map(str), lambda: list(map(5, [1])), lambda: zip(5), lambda: zip("a", 5), lambda: filter(None), lambda: filter(None, 5), lambda: list(filter(5, [1])), lambda: enumerate(), lambda: enumerate(5), lambda: enumerate("a", "b"), lambda: reversed(5), lambda: reversed({1}), lambda: reversed(), lambda: zip("a", strict=5) and "ok", lambda: zip(x=1), lambda: list(map(lambda x: x, [1], [2])), lambda: list(map(str, "ab", strict=True)), lambda: list(map(pow, [1, 2], [3], strict=True)), lambda: reversed(iter([])), lambda: enumerate(start=1, iterable="a"), lambda: enumerate("a", foo=1)]:
    try: print(f() if not hasattr(r := f(), "__next__") else list(r))
    except Exception as e: print(type(e).__name__, e)
print(list(filter(None, [0, 1, "", "a", [], None])), list(filter(lambda x: x % 2, range(5))), list(filter(str.isalpha, "a1b")), list(reversed("abc")), list(reversed((1, 2))))
class Rev:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10
print(list(reversed(Rev())), reversed(Rev()).__length_hint__())
