class A: pass
class B:
    def __repr__(self): return "B-repr"
class C:
    def __str__(self): return "C-str"
    def __repr__(self): return "C-repr"
class D(C):
    def __format__(self, s): return f"D({s!r})"
class E:
    def __str__(self): return "E-str"
class F(B, E): pass
a = A()
r = repr(a); print(r.startswith("<__main__.A object at 0x"), r.endswith(">"), str(a) == r, f"{a}" == r)
for o in (B(), C(), D(), F()): print(o, repr(o), str(o), f"{o}", f"{o!r}", f"{o!s}", f"{o!a}", "%s %r" % (o, o), "{} {!r}".format(o, o), [o], (o,), {o: o}, format(o), [[o]])
for o in (A(), B(), C(), D(), E()):
    try: print(format(o, "x"), f"{o:>20}")
    except TypeError as e: print(e)
class Nested:
    class Inner:
        class Deep: pass
print(Nested, Nested.Inner, Nested.Inner.Deep, repr(Nested.Inner.Deep()).split(" at ")[0])
def loc():
    class L:
        def m(self): pass
    return L
print(loc(), repr(loc()()).split(" at ")[0], repr(loc().m).split(" at ")[0], repr(loc()().m).split(" of ")[0])
class M(type):
    def __repr__(c): return f"<Meta {c.__name__}>"
class WithMeta(metaclass=M): pass
print(WithMeta, [WithMeta], repr(WithMeta()).split(" at ")[0], str(WithMeta))
A.__name__ = "Renamed"; print(A, repr(a).split(" at ")[0]); A.__qualname__ = "Qual.Name"; print(A, repr(a).split(" at ")[0]); A.__module__ = "mod"; print(A); A.__module__ = None; print(A); A.__module__ = "builtins"; print(A)
class Ret:
    def __init__(self, v): self.v = v
    def __repr__(self): return self.v
    def __str__(self): return self.v
    def __format__(self, s): return self.v
for v in (5, None, b"x", "ok"):
    for f in (repr, str, format, lambda o: f"{o}", lambda o: f"{o!r}", lambda o: "%s" % o, lambda o: [o].__repr__(), print):
        try: f(Ret(v)); print("ok", end=" | ")
        except TypeError as e: print(e, end=" | ")
    print()
class Raises:
    def __repr__(self): raise ValueError("in repr")
    __str__ = __repr__
for f in (repr, str, lambda o: f"{o}", lambda o: [o].__repr__(), lambda o: str({"k": o}), lambda o: print(o), lambda o: "%r" % o, lambda o: f"{[o]}"):
    try: f(Raises())
    except ValueError as e: print(e, end=" ")
print()
class S(str):
    def __str__(self): return "S-str"
    def __repr__(self): return "S-repr"
s = S("raw"); print(s, repr(s), f"{s}", f"{s!s}", [s], "".join([s]), s + "", "%s" % s, "{}".format(s), format(s, ">6"), str(s), type(str(s)).__name__, print(s, end="") or "")
class I(int):
    def __repr__(self): return "I!"
i = I(5); print(i, [i], f"{i}", f"{i:d}", "%d %s %r" % (i, i, i), str(i), format(i), "{:03}".format(i), i + 0)
class Fl(float):
    def __str__(self): return "Fl!"
print(Fl(1.5), [Fl(1.5)], f"{Fl(1.5)}", f"{Fl(1.5):.1f}", "%s" % Fl(1.5))
class L(list):
    def __repr__(self): return "L" + super().__repr__()
print(L([1, L([2])]), str(L()), f"{L([1])}", [L([3])]); l = L(); l.append(l); print(l if False else len(l))
print([1, "a", None, 1.5, b"x", (1,), {"k": {1}}, ..., 1j, range(2), slice(1), int, True], ((), [], {}, set(), frozenset(), "", b""))
print(repr(print), repr(len), repr(int), repr(type), repr(object), repr(None), repr(...), repr(NotImplemented), repr(super).split(" at ")[0], repr(ValueError("x")), repr(StopIteration()), repr(KeyError("k")))
print(repr({"a": 1}.keys()), repr({"a": 1}.values()), repr({"a": 1}.items()), repr(slice(1, 2)), repr(range(1, 5, 2)), repr(bytearray(b"x")), repr(frozenset([1])), repr(1e100), repr(-0.0), repr(complex(1, -1)), repr(b"\x00'\""), repr("\u2028"), repr(lambda: 0).split(" at ")[0], repr((i for i in ())).split(" at ")[0], repr(iter([])).split(" at ")[0], repr(enumerate([])).split(" at ")[0], repr(zip()).split(" at ")[0], repr(property()).split(" at ")[0], repr(memoryview(b"")).split(" at ")[0])
