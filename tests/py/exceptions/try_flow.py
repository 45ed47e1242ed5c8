log = []
def p(*a): log.append(" ".join(map(str, a)))
def flush(): print(" | ".join(log)); log.clear()
def f(what):
    try:
        p("try")
        if what == "ret": return "r1"
        if what == "val": raise ValueError("v")
        if what == "key": raise KeyError("k")
        if what == "type": raise TypeError("t")
    except ValueError as e: p("val", e); return "r2"
    except (KeyError, IndexError) as e: p("key", repr(e)); raise RuntimeError("from except") from e
    else: p("else"); return "r3"
    finally: p("finally")
    p("after")
for w in ["ret", "val", "key", "type", "none"]:
    try: p("->", f(w))
    except Exception as e: p("!", repr(e), repr(e.__cause__))
    flush()
import warnings; warnings.simplefilter("ignore")
exec("""def fin_ret():
    try: 1 / 0
    finally: return "swallowed"
def fin_break():
    for i in range(3):
        try: 1 / 0
        finally: break
    return i
def fin_cont():
    for i in range(3):
        try: 1 / 0
        finally: continue
    return i
def nested_ret():
    try:
        try: return "inner"
        finally: return "outer"
    finally: p("last")
""")
print(fin_ret(), fin_break(), fin_cont(), nested_ret()); flush()
def order():
    try:
        try: raise ValueError(1)
        finally: p("f1")
    except ValueError: p("caught")
    finally: p("f2")
order(); flush()
def non_exc(x):
    try: raise ValueError("orig")
    except x: print("matched")
for x in [5, "s", (ValueError, 5), int, (int, ValueError), None, [], (KeyError, (ValueError,)), (), (5, ValueError)]:
    try: non_exc(x)
    except Exception as e: print(x, type(e).__name__, e, repr(e.__context__))
try:
    try: raise KeyError("a")
    except KeyError as name: raise ValueError from name
except ValueError as e: print(e.__cause__, "name" in globals())
def expr_exc():
    def cls(): p("evaluated"); return KeyError
    try: pass
    except cls(): pass
    try: raise KeyError
    except cls(): p("hit")
    try:
        try: raise ValueError
        except cls(): p("no")
    except ValueError: p("passed on")
expr_exc(); flush()
def loop():
    out = []
    for i in range(6):
        try:
            if i == 1: continue
            if i == 4: break
            if i % 2: raise ValueError(i)
        except ValueError as e: out.append(str(e)); continue
        else: out.append("else")
        finally: out.append(i)
    return out
print(loop())
def deep(n):
    try:
        if n: deep(n - 1)
        else: raise ValueError("deep")
    finally: p(n)
try: deep(5)
except ValueError: flush()
def gen():
    try: yield 1; yield 2
    finally: p("gen closed")
for x in gen(): p(x)
flush()
def reraise():
    try:
        try: raise KeyError("x")
        except KeyError: p("re"); raise
    except KeyError as e: p("outer", e.__context__)
reraise(); flush()
try:
    try: raise ValueError("a")
    except ValueError as e:
        e = None
    print("e" in globals())
except NameError as x: print(x)
def state():
    try: raise ValueError("first")
    except ValueError: pass
    try: raise
    except RuntimeError as e: return str(e)
print(state())
def ret_val():
    x = [1]
    try: return x
    finally: x.append(2); x = None
print(ret_val())
while True:
    try:
        while True:
            try: break
            finally: p("inner")
        break
    finally: p("outer")
flush()
except_paren = """
try: 1/0
except ZeroDivisionError, ValueError: print("3.14 unparenthesised")
"""
exec(except_paren)
