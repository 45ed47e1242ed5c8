import gc, sys, weakref
log = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
d = D("simple"); del d; gc.collect(); print(log); log.clear()
a, b = D("a"), D("b"); a.o, b.o = b, a; del a, b; gc.collect(); gc.collect(); print(sorted(log)); log.clear()
saved = []
class R:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(f"del {self.n}"); saved.append(self)
r = R("res"); del r; gc.collect(); print(log, saved[0].n); saved.clear(); gc.collect(); gc.collect(); print(log); log.clear()
errs = []; sys.unraisablehook = lambda u: errs.append((type(u.exc_value).__name__, str(u.exc_value)))
class E:
    def __del__(self): raise ValueError("in del")
e = E(); del e; gc.collect(); print(errs); sys.unraisablehook = sys.__unraisablehook__
def gen():
    try: yield 1
    finally: log.append("gen closed")
g = gen(); next(g); del g; gc.collect(); print(log); log.clear()
class S: __slots__ = ("x", "__weakref__"); __del__ = lambda self: log.append("slots")
s = S(); del s; gc.collect(); print(log); log.clear()
class Parent:
    def __del__(self): log.append(type(self).__name__)
class Child(Parent):
    def __del__(self): log.append("child"); super().__del__()
c = Child(); del c; gc.collect(); print(log); log.clear()
i = Parent(); i.__del__ = lambda: log.append("instance attr"); del i; gc.collect(); print(log); log.clear()
lst = [D(i) for i in range(5)]; lst.clear(); gc.collect(); print(sorted(log)); log.clear()
def func(): local = D("local"); return 1
func(); gc.collect(); print(log); log.clear()
def cyc():
    l = [D("in list")]; l.append(l); d = {"self": None, "d": D("in dict")}; d["self"] = d
    def closure(): return closure, x
    x = D("in closure")
    class K: attr = D("in class")
cyc(); gc.collect(); gc.collect(); print(sorted(log)); log.clear()
try: raise ValueError(D("in exc"))
except ValueError: pass
gc.collect(); print(log); log.clear()
def exc_frame():
    kept = D("kept by traceback")
    raise KeyError
try: exc_frame()
except KeyError as e: tb = e.__traceback__
gc.collect(); print(log); tb = None; gc.collect(); print(log); log.clear()
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), isinstance(gc.collect(), int), len(gc.get_threshold()), len(gc.get_count()), gc.garbage, gc.get_debug())
for a in [(), (0,), (1,), (2,)]: gc.collect(*a)
try: gc.collect(5)
except ValueError as e: print(e)
try: gc.collect("x")
except TypeError as e: print(e)
w = D("weak"); ref = weakref.ref(w, lambda r: log.append("cb")); del w; gc.collect(); print(sorted(log), ref()); log.clear()
class Tree:
    def __init__(self, d, parent=None): self.parent = parent; self.kids = [Tree(d - 1, self) for _ in range(2)] if d else []; Tree.n += 1
    def __del__(self): Tree.n -= 1
    n = 0
t = Tree(6); print(Tree.n); sub = t.kids[0]; sub.parent = None; t.kids.pop(0); del t; gc.collect(); gc.collect(); print(Tree.n); del sub; gc.collect(); gc.collect(); print(Tree.n)
for n in range(2000): x = [n]; x.append(x)
gc.collect()
class Chain:
    def __init__(self, nxt): self.nxt = nxt
head = None
for n in range(1500): head = Chain(head)
k = 0; p = head
while p: k += 1; p = p.nxt
print(k); r = weakref.ref(head); del head, p; gc.collect(); print(r())
nested = []
for n in range(1500): nested = [nested]
del nested; gc.collect(); print("deep list freed")
class Sw:
    def __del__(self): Sw.reborn = self
s = Sw(); s.data = [1, 2]; del s; gc.collect(); print(Sw.reborn.data)
print(gc.get_referents([1, "a"]) == ["a", 1] or gc.get_referents([1, "a"]) == [1, "a"])
cb = []; gc.callbacks.append(lambda phase, info: cb.append(phase)); gc.collect(); gc.callbacks.clear(); print(cb)
