class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append(cls.__name__)
class A(Base, tag="t"): pass
class B(A): pass
print(Base.subs, A.tag, B.tag)
try:
    class C(Base, other=1): pass
except TypeError as e: print(e)
try:
    class D(x=1): pass
except TypeError as e: print(e)
class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
    def __get__(self, o, t): return (self.name, o is None)
class Model:
    a = Field()
    b = Field()
print(Model.a, Model().b)
Model.c = Field()
try: Model.c
except AttributeError as e: print(e)
class Bad:
    def __set_name__(self, o, n): raise ValueError("bad set_name")
try:
    class X: attr = Bad()
except ValueError as e: print(type(e).__name__, e, e.__notes__)
class Order:
    def __init_subclass__(cls):
        print("init_subclass", cls.__name__, cls.f)
class Sub(Order):
    f = Field()
class M(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"injected": 1}
class K(metaclass=M, opt=2): print("body", injected)
class K2(K, opt=3): pass
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item!r}]"
print(G[int], G[1, 2], G["x":2])
class H(G): pass
print(H[0])
try: int[0]
except TypeError as e: print(e)
try: G()[0]
except TypeError as e: print(e)
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int].__origin__, list[int].__args__)
class New:
    def __new__(cls, *a):
        o = super().__new__(cls)
        print("new", a)
        return o if not a else "other"
    def __init__(self, *a): print("init", a)
New(); print(New(1))
class N2:
    def __new__(cls): return super().__new__(cls)
try: N2(1)
except TypeError as e: print(e)
class N3:
    def __init__(self): return 5
try: N3()
except TypeError as e: print(e)
try: object.__new__(int)
except TypeError as e: print(e)
try: object.__new__(5)
except TypeError as e: print(e)
try: object.__new__()
except TypeError as e: print(e)
try: int.__new__(str)
except TypeError as e: print(e)
class Abstract:
    def __init__(self, *a, **k): super().__init__(*a, **k)
try: Abstract(1)
except TypeError as e: print(e)
