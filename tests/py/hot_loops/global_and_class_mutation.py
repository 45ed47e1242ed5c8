G = 1
def use_global(n):
    global G
    s = 0
    for i in range(n):
        s += G
        if i == 1500: G = 10
        if i == 1800: G = 0.5
    return s
print(use_global(3000))
def helper(x): return x + 1
def call_global(n):
    global helper
    s = 0
    for i in range(n):
        s += helper(i)
        if i == 2000: helper = lambda x: -x
    return s
print(call_global(3000))
class C:
    attr = 1
    def __init__(self): self.v = 1
    def m(self): return self.attr
def class_attr(n):
    c = C(); s = 0
    for i in range(n):
        s += c.m() + c.attr
        if i == 1500: C.attr = 5
        if i == 2000: c.attr = 7
        if i == 2300: C.m = lambda self: 100
        if i == 2500: del c.attr
        if i == 2700: c.m = lambda: -1
    return s
print(class_attr(3000))
class Base:
    def f(self): return 1
class Derived(Base): pass
def add_override(n):
    d = Derived(); s = 0
    for i in range(n):
        s += d.f()
        if i == 1500: Derived.f = lambda self: 2
        if i == 2000: del Derived.f
        if i == 2200: Base.f = lambda self: 50
        if i == 2400: d.__class__ = Other
    return s
class Other:
    def f(self): return 1000
print(add_override(2500))
import builtins
def builtin_shadow(n):
    global len
    s = 0
    for i in range(n):
        s += len("abc")
        if i == 1500: len = lambda x: 10
        if i == 2000: del len
        if i == 2200: builtins.len = lambda x: 100
    return s
old = len
print(builtin_shadow(2500)); builtins.len = old
def closure_mutation(n):
    k = 1
    def get(): return k
    def bump():
        nonlocal k
        k += 1
    s = 0
    for i in range(n):
        s += get()
        if i % 700 == 0: bump()
    return s
print(closure_mutation(3000))
def code_swap(n):
    def f(x): return x
    def g(x): return x * 2
    s = 0
    for i in range(n):
        s += f(1)
        if i == 1500: f.__code__ = g.__code__
    return s
print(code_swap(3000))
def defaults_swap(n):
    def f(x=1): return x
    s = 0
    for i in range(n):
        s += f()
        if i == 1500: f.__defaults__ = (3,)
    return s
print(defaults_swap(3000))
def dict_global(n):
    s = 0
    for i in range(n):
        s += globals()["G2"]
        if i == 1000: globals()["G2"] = 3
    return s
G2 = 1
print(dict_global(2000))
class Meta(type):
    @property
    def p(cls): return cls._p
class M(metaclass=Meta): _p = 1
def meta_prop(n):
    s = 0
    for i in range(n):
        s += M.p
        if i == 1500: M._p = 2
        if i == 1700: Meta.p = property(lambda c: 9)
    return s
print(meta_prop(2000))
class Getattr:
    def __getattr__(self, n): return 5
def late_attr(n):
    g = Getattr(); s = 0
    for i in range(n):
        s += g.zz
        if i == 1500: g.zz = 1
        if i == 1800: del g.zz
        if i == 1900: Getattr.zz = 3
    return s
print(late_attr(2000))
