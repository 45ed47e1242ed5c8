import sys, io
print("a", "b", 3, sep=""); print("a", "b", sep=", ", end=";\n"); print(end="x\n"); print("x", end=""); print(); print(*[]); print(*"abc", sep="\n"); print([], {}, sep="|"); print(sep="no effect"); print("a", sep=None, end=None); print("é", "😀", "\u4e2d")
f = io.StringIO(); print("to", "file", file=f, sep="-", end="!"); print(1, 2, file=f, flush=True); print(repr(f.getvalue()))
class W:
    def __init__(self): self.out = []
    def write(self, s): self.out.append(s); return None
    def flush(self): self.out.append("<flush>")
w = W(); print("a", 1, None, file=w); print("b", file=w, flush=True); print(file=w); print("x", "y", sep="", end="", file=w); print(w.out)
class Bad:
    def write(self, s): raise ValueError("write failed")
class NoWrite: pass
class S:
    def __str__(self): return "S-str"
class BadStr:
    def __str__(self): return 5
for args, kw in [(("a",), {"file": Bad()}), (("a",), {"file": NoWrite()}), (("a",), {"sep": 1}), (("a",), {"end": b"x"}), (("a",), {"foo": 1}), ((BadStr(),), {}), (("a",), {"flush": "yes"}), (("a",), {"file": None}), ((S(), S()), {"sep": S().__str__()})]:
    try: print(*args, **kw)
    except Exception as e: print(type(e).__name__, e)
old = sys.stdout; sys.stdout = f = io.StringIO(); print("redirected"); sys.stdout.write("raw"); sys.stdout = old; print(repr(f.getvalue()))
sys.stdout = None; print("vanishes"); sys.stdout = old; sys.stdout = w2 = W(); print("custom"); sys.stdout = old; print(w2.out)
del sys.stdout
try: print("lost")
except RuntimeError as e: err = str(e)
sys.stdout = old; print(err)
old_in = sys.stdin; sys.stdin = io.StringIO("first\nsecond\n\nlast"); print(repr(input()), repr(input("prompt> ")), repr(input()), repr(input()))
try: input()
except EOFError as e: print(repr(e))
sys.stdin = io.StringIO("x\n"); print(input(5)); sys.stdin = None
try: input()
except RuntimeError as e: print(e)
sys.stdin = old_in
try: input("p", "q")
except TypeError as e: print(e)
print(sys.stdout.write("returns count\n"), sys.stdout.writable(), sys.stdout.encoding.lower(), sys.stdout.errors, sys.stdout.name, sys.stdout.mode if hasattr(sys.stdout, "mode") else "")
try: print("\ud800")
except UnicodeEncodeError as e: print(type(e).__name__, e.reason)
print(repr("\ud800"), ascii("é")); sys.stdout.writelines(["a", "b\n"]); sys.stdout.flush(); print("multi\nline\ttab\\"); print("nul\0byte".replace("\0", "0")); print("x" * 100); print(1.0, 1e100, -0.0, 10**20, True, None, ..., 1j, b"b", "s", [1], (1,), {1: 2}, {1})
sys.displayhook(5); sys.displayhook(None); sys.displayhook("s"); import builtins; print(builtins._); del builtins._
print(print("nested"), print.__name__, print.__doc__ is not None)
