e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("one")
e.add_note("two")
print(e.__notes__)
for bad in (5, None, b"x"):
    try: e.add_note(bad)
    except TypeError as x: print(x)
e.__notes__ = "not a list"
try: e.add_note("three")
except TypeError as x: print(x)
del e.__notes__
e.add_note("again")
print(e.__notes__)
import traceback
def lines(e): print("".join(traceback.format_exception(e)), end="")
lines(e)
e.__notes__ = 5; lines(e)
e.__notes__ = ["a", 5, "multi\nline"]; lines(e)
e.__notes__ = "str"; lines(e)
class BadStr(Exception):
    def __str__(self): raise RuntimeError("bad str")
lines(BadStr())
class NoModule(Exception): pass
NoModule.__module__ = "some.module"
lines(NoModule("m"))
NoModule.__module__ = "builtins"
NoModule.__qualname__ = "Outer.Inner"
lines(NoModule())
lines(KeyError("k")); lines(KeyError("a\nb")); lines(ValueError()); lines(ValueError(None)); lines(ValueError("")); lines(SystemExit(2)); lines(AssertionError())
lines(SyntaxError("bad", ("file", 1, 5, "x = = 1\n", 1, 6)))
lines(SyntaxError("bad", ("file", 1, 0, None)))
lines(SyntaxError("plain"))
lines(ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [KeyError(2)])]))
print(traceback.format_exception_only(TypeError("t")), traceback.format_exception_only(OSError, OSError(9999, "a")))
c = ValueError("c"); c.__cause__ = KeyError("k"); c.__context__ = TypeError("ctx"); lines(c)
c.__cause__ = None; lines(c)
c.__suppress_context__ = False; lines(c)
