def local_del():
    x = 1
    del x
    try: print(x)
    except UnboundLocalError as e: print(e)
    x = 2
    return x
print(local_del())
def cell_del():
    x = 1
    def inner():
        return x
    del x
    try: inner()
    except NameError as e: print(type(e).__name__, e)
    x = 5
    return inner()
print(cell_del())
def g():
    global G
    G = 1
    del G
g()
try: G
except NameError as e: print(e, e.name)
try: del G
except NameError as e: print(e)
class C:
    a = 1
    del a
    try: del a
    except NameError as e: print(e)
    b = a if "a" in dir() else "gone"
print(C.b)
d = {1: 1, 2: 2}
del d[1]
try: del d[1]
except KeyError as e: print(repr(e))
l = list(range(10))
del l[0], l[-1]
del l[1:3]
del l[::2]
print(l)
try: del l[10]
except IndexError as e: print(e)
try: del (1,)[0]
except TypeError as e: print(e)
try: del "abc"[0]
except TypeError as e: print(e)
class A:
    def __delattr__(self, n): print("delattr", n)
    def __delitem__(self, k): print("delitem", k)
a = A()
del a.x, a[1], a[1:2], a[1, 2], a[...], a[::]
class Slots: __slots__ = "x"
s = Slots()
try: del s.x
except AttributeError as e: print(repr(str(e)))
s.x = 1
del s.x
print(hasattr(s, "x"))
class P:
    @property
    def p(self): return 1
try: del P().p
except AttributeError as e: print(e)
try: del P().q
except AttributeError as e: print(e)
try: del (5).real
except AttributeError as e: print(e)
try: del len.x
except AttributeError as e: print(e)
try: del int.real
except TypeError as e: print(e)
for i in range(3): pass
del i
try: i
except NameError as e: print(e)
def except_del():
    e = 1
    try: 1/0
    except ZeroDivisionError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
except_del()
del (d), [l]
print("d" in globals(), "l" in globals())
