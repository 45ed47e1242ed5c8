def f(x):
    try:
        print("try", x)
        if x == 1: raise ValueError("one")
        if x == 2: return "returned"
        1 / x
    except ValueError as e: print("value", e); return "v"
    except ZeroDivisionError: print("zero"); return "z"
    else: print("else")
    finally: print("finally")
    return "end"
for i in (0, 1, 2, 3): print(f(i))
try: [][1]
except IndexError as e: print(type(e).__name__, e)
try: {}["k"]
except KeyError as e: print(type(e).__name__, e)
try: "a" + 1
except TypeError as e: print(e)
try: undefined
except NameError as e: print(e)
try: int("x")
except (TypeError, ValueError) as e: print(e)
try:
    try: raise KeyError("inner")
    except KeyError as e: raise RuntimeError("outer") from e
except RuntimeError as e: print(e, repr(e.__cause__))
try: raise Exception("a", 1)
except Exception as e: print(e, e.args, repr(e))
class My(ValueError): pass
try: raise My("m")
except ValueError as e: print(type(e).__name__, isinstance(e, ValueError))
try: assert 1 == 2, "math"
except AssertionError as e: print(e)
def g():
    for i in range(3):
        try:
            if i == 1: continue
            print(i)
        finally: print("f", i)
g()
with open(__file__) as fh: print(fh.readline().strip())
try: None.x
except AttributeError as e: print(e)
try: nothing = None; nothing()
except TypeError as e: print(e)
try: (1).foo()
except AttributeError as e: print(e)
