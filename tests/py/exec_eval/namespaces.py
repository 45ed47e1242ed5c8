ns = {}
exec("def f(): return x\nx = 1", ns); print(ns["f"](), ns["f"].__globals__ is ns, ns["f"].__module__); ns["x"] = 2; print(ns["f"]())
g, l = {"a": 1}, {"b": 2}; exec("c = a + b; a = 10; global gg; gg = 5\ndef h():\n  try: return b\n  except NameError as e: return str(e)\nr = h()", g, l); print({k: v for k, v in g.items() if k != "__builtins__"}, {k: v for k, v in l.items() if k != "h"})
exec("class K:\n  v = a\n  def m(self): return 'm'\nk = K().v", g, l); print(l["k"], l["K"].__module__ if "__name__" in g else l["K"].__module__)
def local():
    x = 1; exec("x = 2; y = 3"); a = x; d = {}; exec("z = x", {}, {"x": 9}) ; exec("q = 1", globals(), d); return a, d, "y" in locals(), eval("x"), eval("x + k", {"k": 1, "x": 50})
print(local())
def nested():
    v = "enclosing"
    def inner(): return eval("v") if False else [n for n in ("v",) if n in locals()]
    def inner2(): v; return eval("v")
    try: r = (lambda: eval("v"))()
    except NameError as e: r = str(e)
    return inner(), inner2(), r
print(nested())
class Log(dict):
    def __getitem__(self, k): seen.append(("get", k)); return dict.__getitem__(self, k)
    def __setitem__(self, k, v): seen.append(("set", k)); dict.__setitem__(self, k, v)
    def __delitem__(self, k): seen.append(("del", k)); dict.__delitem__(self, k)
seen = []; exec("a = 1\nb = a\ndel a\nfor i in range(1): c = i\nimport math as m\nwith open(__file__) as fh: pass\nclass Q: pass\ndef f(): pass\n[x for x in (1,)]\ntry: raise KeyError\nexcept KeyError as e: pass", {"__file__": __file__}, Log()); print(seen)
for ns in ({"__builtins__": {}}, {"__builtins__": {"print": print, "len": lambda x: "custom"}}, {}):
    for s in ("len('a')", "print", "[1][0]", "(lambda: len('ab'))()", "x"):
        try: print(eval(s, dict(ns)) if s != "print" else "print" if eval(s, dict(ns)) else "", end=" | ")
        except NameError as e: print(e, end=" | ")
    print()
try: exec("class A: pass", {"__builtins__": {}})
except NameError as e: print(e)
try: exec("import math", {"__builtins__": {}})
except ImportError as e: print(e)
for a in [("1", 5), ("1", {}, 5), ("1", []), ("1", None, {}), (5,), (b"1+1",), ("1", {}, None)]:
    try: print(eval(*a))
    except TypeError as e: print(e)
exec(b"print('bytes source')"); exec("print('\u00e9')"); exec("# -*- coding: latin-1 -*-\nprint('cookie ignored in str')"); exec(bytearray(b"print('bytearray')")); exec(memoryview(b"print('memoryview')"))
code = compile("n += 1", "c", "exec"); n = 0
for _ in range(5): exec(code)
print(n); e = compile("n * 2", "c", "eval"); print([eval(e, {"n": i}) for i in range(4)])
print(eval("__name__"), eval("__name__", {"__name__": "other"}), eval("globals()['q']", {"q": 7}), eval("locals()", {}, {"z": 1}), sorted(eval("dir()", {}, {"d": 1})), eval("vars()", {}, {"v": 1}))
exec("def rec(n): return 1 if n == 0 else n * rec(n - 1)\nprint(rec(5))"); d = {}; exec("rec = lambda n: 1 if n == 0 else n * rec(n - 1)", d); print(d["rec"](6))
exec("x1: int = 5\ny1: str\nprint(x1)", d); exec("@(lambda f: f)\ndef deco(): return 'd'\nprint(deco())", d); exec("async def co(): return 1\ntry: co().send(None)\nexcept StopIteration as e: print(e.value)", d); exec("match 5:\n  case int(v): print('match', v)", d); exec("type A = int\nprint(A)", d); exec("print(f'{1 + 1}')", d); exec("print(*(i for i in range(3)))", d)
for src in ("raise ValueError('in exec')", "1/0", "undefined_q", "def f(): 1/0\nf()"):
    try: exec(src, {})
    except Exception as ex: tb = ex.__traceback__; names = []
    while tb: names.append((tb.tb_frame.f_code.co_filename, tb.tb_frame.f_code.co_name, tb.tb_lineno)) if tb.tb_frame.f_code.co_filename == "<string>" else None; tb = tb.tb_next
    print(src.replace("\n", ";"), names)
