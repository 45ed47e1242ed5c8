g = {}
exec("a = 1\nb = a + 1\ndef f(): return a, b", g)
print(g["a"], g["f"](), sorted(k for k in g if k != "__builtins__"), "__builtins__" in g)
l = {}
exec("x = 5; y = x", {"q": 1}, l); print(l)
print(eval("1 + 2"), eval("x * 2", {"x": 4}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1 "), eval("\t2"), eval("[i for i in range(3)]"), eval("lambda v: v + 1")(5), eval(b"3 + 4"), eval("(1,\n2)"))
for s in ["", " ", "1 +", "x = 1", "1; 2", "import os", "1\n2", "undefined_v", "\\", "(", "'abc", "1 if 2", "lambda", "f(", "1 2", "\x00", "yield 1", "await x", "return 1", "a := 1", "*a", "print(1", "{1: }", "  1\n 2"]:
    try: print(repr(s), eval(s))
    except Exception as e: print(repr(s), type(e).__name__, e)
for s in ["x = ", "if 1:", "if 1:\npass", "  x = 1", "return 1", "yield 1", "break", "continue", "def f(): break", "nonlocal x", "for i in []: pass\nelse: continue", "x = 1\n  y = 2", "class C: return 1", "await x", "async with a: pass", "global x; x = 1", "def f(): x = 1; global x", "def f(x): global x", "import *", "from x import", "del f()", "f() = 1", "1 = x", "None = 1", "x + 1 = 2", "a, 1 = 2", "(a for a in b) = 1", "def f(a, a): pass", "def f(a=1, b): pass", "f(a=1, 2)", "f(**a, *b)", "try: pass", "print 1", "exec 'a'", "raise a, b", "with a as 1: pass", "x: int: str", "def f(*): pass", "lambda *: 0", "@", "else: pass", "assert", "'a' 'b", "0777", "1__0", "0b2", "0xg", "1.e", "5a", "a b", "a = b = ", "$", "?", "a!", "!a", "f'{'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'{a:{'", "b'é'", "'\\N{nope}'", "'\\x1'", "u'\\u12'", "b'\\x1'"]:
    try: exec(s, {}); print(repr(s), "ok")
    except Exception as e: print(repr(s), type(e).__name__, e)
for args in [(), (1,), ("1", 1), ("1", {}, 1), ("1", {}, {}, {}), (None,), ("1", None), ("1", None, None), (compile("1", "", "eval"),), (compile("1", "", "exec"),), (compile("z = 1", "", "exec"), {})]:
    for f in (eval, exec):
        try: print(f.__name__, f(*args))
        except Exception as e: print(f.__name__, type(e).__name__, e)
def locs():
    v = 1
    r = eval("v + 1")
    exec("v = 10; print('inside', v)")
    d = {}
    exec("v = v + 5", globals(), d) if False else exec("w = 5", globals(), d)
    return r, v, d
print(locs())
print(eval("v2 + 1", {"v2": 1}), eval("len([1])", {"__builtins__": {"len": lambda o: "fake"}}))
try: eval("len([1])", {"__builtins__": {}})
except NameError as e: print(e)
class M(dict):
    def __missing__(self, k): return f"missing {k}"
print(eval("abc", {}, M()), eval("a + b", {}, M(a="x")))
class Map:
    def __getitem__(self, k): print("get", k); raise KeyError(k)
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("delitem", k)
exec("a = 1\nlen\ndel a", {}, Map())
try: exec("zz", {}, Map())
except NameError as e: print(e)
c = compile("x + 1", "name.py", "eval"); print(c.co_filename, c.co_name, eval(c, {"x": 1}), type(c).__name__)
for args in [("1",), ("1", "f"), ("1", "f", "bad"), (1, "f", "eval"), ("1", 1, "eval"), ("x = 1", "f", "eval"), ("1; 2", "f", "single"), ("1\n2", "f", "single"), ("a\0b", "f", "exec"), ("1", "f", "eval", -1), ("1", "f", "eval", 1 << 30), ("1", b"bytes", "eval"), ("", "f", "eval"), ("", "f", "exec"), ("", "f", "single"), ("\n", "f", "exec"), ("# c", "f", "exec")]:
    try: r = compile(*args); print(args, r.co_name, r.co_filename)
    except Exception as e: print(args, type(e).__name__, e)
import sys
exec(compile("1 + 1\n", "f", "single")); exec(compile("None\n", "f", "single")); exec(compile("x = 5; x; 'str'\n", "f", "single"), {})
old = sys.displayhook; sys.displayhook = lambda v: print("hook", v); exec(compile("7\n", "f", "single")); sys.displayhook = old
exec("def outer():\n  v = 1\n  def inner(): return v\n  return inner\nprint(outer()())")
exec("class K:\n  a = 1\n  def m(self): return __class__.__name__\nprint(K().m(), K.__module__, K.__qualname__)")
exec("import math\nprint(math.floor(2.5))", {}); exec("from __future__ import annotations\ndef f(a: undefined): pass\nprint(f.__annotations__)")
code = compile("def f(x):\n  return x * factor\nresult = f(10)", "gen", "exec")
for factor in (1, 2): ns = {"factor": factor}; exec(code, ns); print(ns["result"])
exec("print(sorted(locals()))", {"__builtins__": __builtins__}, {"only": 1})
def closure(): 
    free = 1
    def inner(): return free
    try: exec(inner.__code__)
    except TypeError as e: print(e)
    try: eval(inner.__code__)
    except TypeError as e: print(e)
    import types
    exec(inner.__code__, closure=(types.CellType(5),)); 
    try: exec("1", closure=())
    except TypeError as e: print(e)
    try: exec(inner.__code__, closure=())
    except TypeError as e: print(e)
closure()
print(eval("(lambda: [x for x in y])()", {"y": "ab"}), eval("__name__", {}) if "__name__" in {} else "no name", eval("__name__"))
