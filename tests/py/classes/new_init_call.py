log = []
class A:
    def __new__(cls, *a, **k): log.append(("new", cls.__name__, a, k)); return super().__new__(cls)
    def __init__(self, *a, **k): log.append(("init", a, k))
A(1, x=2); print(log); log.clear()
class B(A):
    def __new__(cls, x): return super().__new__(cls, x, extra=1) if x else None
B(1); print(B(0), log); log.clear()
class C:
    def __new__(cls): return [1, 2]
    def __init__(self): print("never")
print(C())
class D:
    def __new__(cls, sub=False): return object.__new__(Sub if sub else cls)
    def __init__(self, sub=False): self.made = sub
class Sub(D): pass
print(type(D()).__name__, type(D(True)).__name__, D(True).made)
class Meta(type):
    def __call__(cls, *a, **k):
        log.append("meta call"); o = super().__call__(*a, **k); o.post = True; return o
class E(metaclass=Meta):
    def __init__(self, v): self.v = v
e = E(5); print(e.v, e.post, log)
class Imm:
    __slots__ = ("v",)
    def __new__(cls, v): o = object.__new__(cls); object.__setattr__(o, "v", v); return o
    def __setattr__(self, k, v): raise AttributeError(f"{type(self).__name__} is immutable")
try: Imm(1).v = 2
except AttributeError as x: print(x)
class Cache:
    pool = {}
    def __new__(cls, k):
        if k not in cls.pool: cls.pool[k] = super().__new__(cls)
        return cls.pool[k]
    def __init__(self, k): self.n = getattr(self, "n", 0) + 1
print(Cache("a") is Cache("a"), Cache("a").n, Cache("b").n)
for src in ["object(1)", "object(x=1)", "type('N', (), {'__init__': lambda s: None})(1)", "type('N', (), {'__new__': lambda c: object.__new__(c)})(1)", "type('N', (), {'__new__': lambda c, *a: object.__new__(c, *a)})(1)", "type('N', (), {'__init__': lambda s, a: 5})(1)", "type('N', (), {'__init__': None})()", "type('N', (), {'__new__': None})()", "type('N', (), {'__new__': 5})()", "object.__new__(object, 1)", "object.__new__('x')", "int.__new__(bool, 1)", "int.__new__(int, 5)", "list.__new__(list, 5, 6)", "tuple.__new__(tuple, 'ab')", "str.__new__(str, 5)", "dict.__new__(dict, 1, 2)", "object().__init__(1)", "type('N', (), {'__init__': lambda s: None})().__init__(5)", "A.__new__(int)", "int.__new__()", "object.__init__()", "float.__new__(float, 'x')", "type.__call__()", "type.__call__(int, 'z')", "type('N', (Exception,), {})(1, 2).args", "type('N', (int,), {'__init__': lambda s, *a: None})(5, 10)", "type('N', (list,), {'__init__': lambda s, *a: None})(5, 10)", "type('N', (dict,), {'__new__': lambda c, *a: dict.__new__(c)})(5)"]:
    try: r = eval(src); print(src, "=>", type(r).__name__, r if type(r).__module__ == "builtins" and type(r) is not object else "")
    except Exception as x: print(src, "=>", type(x).__name__, x)
class Ret:
    def __init__(self, r): self.r = r; return r
for r in (None, 1, self_ if False else "x"):
    try: Ret(r); print("ok")
    except TypeError as x: print(x)
class Super1:
    def __init__(self): self.order = ["1"]
class Super2(Super1):
    def __init__(self): super().__init__(); self.order.append("2")
class Super3(Super1):
    def __init__(self): super().__init__(); self.order.append("3")
class Dia(Super2, Super3):
    def __init__(self): super().__init__(); self.order.append("D")
print(Dia().order)
class Lazy:
    def __init__(self): raise RuntimeError("init failed")
try: Lazy()
except RuntimeError as x: print(x)
o = Lazy.__new__(Lazy); print(type(o).__name__, vars(o))
class Inst:
    def __init__(self): self.__init__ = "shadow"; self.__call__ = lambda: "not used"
i = Inst(); print(i.__init__)
try: i()
except TypeError as x: print(x)
class Callable:
    def __call__(self, *a, **k): return (a, k)
print(Callable()(1, x=2), callable(Callable()), callable(i), Callable.__call__(Callable(), 3))
class Chain:
    def __call__(self): return self
c = Chain(); print(c()()() is c)
class MetaNew(type):
    def __new__(m, n, b, ns): ns["tag"] = n * 2; return super().__new__(m, n, b, ns)
class MN(metaclass=MetaNew): pass
class MN2(MN): pass
print(MN.tag, MN2.tag, type(MN2).__name__)
