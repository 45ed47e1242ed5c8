log = []
class Data:
    def __init__(self, n): self.n = n
    def __get__(self, o, t): log.append(f"{self.n}.get"); return self.n
    def __set__(self, o, v): log.append(f"{self.n}.set")
class NonData:
    def __init__(self, n): self.n = n
    def __get__(self, o, t): log.append(f"{self.n}.get"); return self.n
class Meta(type):
    md = Data("meta data"); mn = NonData("meta nondata"); mp = "meta plain"; both = Data("meta both"); both2 = NonData("meta both2")
class Base(metaclass=Meta):
    bd = Data("base data"); bn = NonData("base nondata"); bp = "base plain"; both = "class both"; both2 = "class both2"
class C(Base):
    cd = Data("c data"); cn = NonData("c nondata")
    def __getattr__(self, n): log.append(f"getattr {n}"); return f"fallback {n}"
c = C()
for n in ("bd", "bn", "bp", "cd", "cn", "zz"): c.__dict__[n] = f"inst {n}"
for n in ("bd", "bn", "bp", "cd", "cn", "zz", "yy", "md", "mp"): print(n, getattr(c, n), log); log.clear()
for n in ("md", "mn", "mp", "bd", "bn", "bp", "both", "both2", "cd"): print(n, getattr(C, n), log); log.clear()
C.md = 1; c.bd = 2; c.bn = 3; c.new = 4; print(log, c.__dict__["bn"], c.__dict__["new"], "bd set goes to the descriptor:", c.__dict__["bd"]); log.clear()
class G:
    def __getattribute__(self, n):
        log.append(n)
        if n == "magic": return 42
        if n == "fail": raise AttributeError("from getattribute")
        return super().__getattribute__(n)
    def __getattr__(self, n): log.append("fallback"); return n.upper()
    def m(self): return "m"
g = G(); print(g.magic, g.fail, g.m(), g.nope, log); log.clear()
try: len(g)
except TypeError as e: print(e, log)
g.__len__ = lambda: 5; log.clear()
try: len(g)
except TypeError as e: print(e, log)
class P:
    @property
    def bad(self): raise AttributeError("inside property")
    @property
    def bad2(self): return self.nonexistent
class Q(P):
    def __getattr__(self, n): return f"caught {n}"
for o in (P(), Q()):
    for n in ("bad", "bad2"):
        try: print(getattr(o, n))
        except AttributeError as e: print(e, "|", e.name)
print(hasattr(P(), "bad"), hasattr(Q(), "bad"), getattr(P(), "bad", "default"))
class R:
    def __getattr__(self, n): raise ValueError("not an AttributeError")
for f in (lambda: hasattr(R(), "x"), lambda: getattr(R(), "x", 1)):
    try: f()
    except ValueError as e: print(e)
class S:
    def __setattr__(self, n, v): log.append(("set", n, v)); object.__setattr__(self, n, v)
    def __delattr__(self, n): log.append(("del", n)); object.__delattr__(self, n)
log.clear(); s = S(); s.a = 1; s.a += 1; setattr(s, "b", 2); del s.a; delattr(s, "b"); s.__dict__["direct"] = 3; print(log, vars(s))
class Sup:
    x = "sup"
    def __getattr__(self, n): return "sup getattr " + n
class Sub(Sup):
    x = "sub"
    def t(self):
        try: return super().x, super().zz
        except AttributeError as e: return str(e)
print(Sub().t(), Sub().zz)
class Slot: __slots__ = ("a",); b = 5
o = Slot(); o.a = 1
for f in (lambda: setattr(o, "b", 1), lambda: setattr(o, "c", 1), lambda: delattr(o, "b"), lambda: o.zz, lambda: Slot.a.__get__(o), lambda: Slot.a.__get__(None, Slot) is Slot.a, lambda: Slot.__dict__["a"].__set__(o, 9), lambda: o.a, lambda: Slot.a.__delete__(o), lambda: o.a, lambda: Slot.a.__name__, lambda: Slot.a.__objclass__):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class DictAttr: pass
d = DictAttr(); d.__dict__ = {"k": 1}; print(d.k); d.__dict__["k"] = 2; print(d.k, d.__dict__ is d.__dict__); d.__class__ = Sup; print(d.x, d.k); del d.__dict__; print(d.__dict__)
try: d.__dict__ = 5
except TypeError as e: print(e)
class Cls:
    a = 1
    @classmethod
    def setit(cls): cls.a = 2
class Cls2(Cls): pass
Cls2.setit(); print(Cls.a, Cls2.a, "a" in Cls2.__dict__); del Cls2.a; print(Cls2.a)
for f in (lambda: delattr(Cls2, "a"), lambda: setattr(int, "x", 1), lambda: setattr(None, "x", 1), lambda: setattr(5, "real", 1), lambda: delattr([], "append"), lambda: setattr([], "x", 1), lambda: (lambda: 0).zz, lambda: setattr(len, "x", 1), lambda: int.__dict__.__setitem__("x", 1), lambda: type.__setattr__(int, "x", 1), lambda: object.__setattr__(Cls, "x", 1), lambda: object.__getattribute__(Cls, "a"), lambda: type.__getattribute__(Cls, "a")):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
