class R:
    def __repr__(self): return "répr"
    def __str__(self): return "stré"
    def __int__(self): return 42
    def __float__(self): return 1.25
    def __index__(self): return 7
r = R()
class D(dict):
    def __missing__(self, k): return f"<{k}>"
print("%(nope)s" % D(), "%(a)s" % D(a=1))
class T(tuple): pass
print("%s %s" % T((1, 2)))
class M:
    def __getitem__(self, k): return k * 2
print("%(ab)s" % M())
try: print("%s %s" % M())
except TypeError as e: print(e)
class SR(str):
    def __rmod__(self, o): return "rmod"
    def __mod__(self, o): return "mod"
print("a%s" % SR("b"), SR("%s") % 1)
class BadStr:
    def __str__(self): return 5
    def __repr__(self): raise ValueError("in repr")
for f in ("%s", "%r", "%d"):
    try: f % BadStr()
    except (TypeError, ValueError) as e: print(e)
class Big:
    def __int__(self): return 10**30
try: print("%d" % Big())
except TypeError as e: print(e)
try: print("%x" % Big())
except TypeError as e: print(e)
