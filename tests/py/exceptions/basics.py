def t(f):
    try: f()
    except Exception as e: print(type(e).__name__, e.args, str(e), repr(e))
t(lambda: 1 / 0); t(lambda: 1 // 0); t(lambda: 1 % 0); t(lambda: 1.0 / 0); t(lambda: 1.0 // 0); t(lambda: 1.0 % 0); t(lambda: divmod(1, 0)); t(lambda: 0 ** -1); t(lambda: 0.0 ** -1); t(lambda: 1j / 0)
t(lambda: [][0]); t(lambda: {}["k"]); t(lambda: {}[1, 2]); t(lambda: ()[0]); t(lambda: ""[0]); t(lambda: nope); t(lambda: (1).x); t(lambda: int("x")); t(lambda: [].pop()); t(lambda: {}.popitem()); t(lambda: set().pop()); t(lambda: next(iter([])))
for e in [Exception(), Exception(1), Exception(1, 2), Exception("a"), ValueError("x", "y"), KeyError("k"), KeyError(), KeyError(1, 2), StopIteration(5), SystemExit(3), OSError(9999, "msg"), OSError(9999, "msg", "file"), OSError("one"), OSError(9999, 2, 3, 4, 5), NameError("n", name="q"), AttributeError("a", name="n", obj=3), ImportError("i", name="m", path="p"), UnicodeDecodeError("utf-8", b"abc", 1, 2, "why"), UnicodeEncodeError("ascii", "aé", 1, 2, "why"), UnicodeTranslateError("aé", 0, 2, "why"), SyntaxError("msg"), SyntaxError("msg", ("f", 1, 2, "text")), StopAsyncIteration(1), KeyboardInterrupt(), GeneratorExit("g"), AssertionError((1, 2)), BaseException(None), IndentationError("i"), RecursionError("r"), NotImplementedError(), Warning("w"), EOFError("e")]:
    print(repr(e), "|", e, "|", e.args)
e = OSError(9999, "msg", "file", None, "file2")
print(e.errno, e.strerror, e.filename, e.filename2, e, e.args)
e = StopIteration(5); print(e.value); e = SystemExit((1, 2)); print(e.code)
e = AttributeError("m", name="n", obj=[]); print(e.name, e.obj)
e = ImportError("m", name="n", path="p"); print(e.msg, e.name, e.path, e.name_from)
e = UnicodeDecodeError("u", b"abc", 0, 2, "r"); print(e.encoding, e.object, e.start, e.end, e.reason)
e = SyntaxError("msg", ("f", 3, 2, "text", 4, 5)); print(e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.print_file_and_line)
for f in [lambda: Exception(x=1), lambda: NameError(x=1), lambda: AttributeError(foo=1), lambda: ImportError("a", b=1), lambda: UnicodeDecodeError("a"), lambda: UnicodeDecodeError(1, 2, 3, 4, 5), lambda: SyntaxError("a", (1, 2)), lambda: SyntaxError("a", 5), lambda: StopIteration(v=1), lambda: OSError(9999, "a", k=1), lambda: UnicodeEncodeError("a", b"x", 0, 1, "r")]: t(f)
class E(Exception): pass
class E2(E):
    def __init__(self, a, b): self.a = a
    def __str__(self): return f"custom {self.a}"
print(repr(E("x")), repr(E2(1, 2)), str(E2(1, 2)), E2(1, 2).args)
class E3(Exception):
    def __repr__(self): return "R"
print(str(E3(1)), [E3()])
e = E("x"); e.args = [1, 2]; print(e.args, e, repr(e))
try: e.args = 5
except TypeError as x: print(x)
for cls in (ValueError, KeyError): print(cls.__mro__)
print(ValueError("a") == ValueError("a"), e == e, E.__new__(E2, 5).args)
print(IOError is OSError, EnvironmentError is OSError)
e.__dict__["z"] = 1; print(e.z, vars(e))
del e.z
e.__setstate__({"q": 5}); print(e.q, e.__reduce__())
