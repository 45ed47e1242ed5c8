src = """
def f():
    y = 1
    def g():
        global y
        return y
    def h(): return y + 1
    return g, h
y = 9
g, h = f()
print(h(), g())
def test(x):
    class Foo:
        global x
        def __call__(self, y): return x + y
    return Foo()
x = 0
print(test(6)(2))
def nested():
    x = 1
    def g():
        global x
        def i():
            def h(): return x
            return h()
        return i()
    return g()
print(nested())
"""
exec(src, {}); exec(src, {}, {}); exec(src)
def outer():
    x = "nonlocal"
    class Cls:
        type Alias = x
        val = Alias.__value__
        def meth[T: x](self, arg: x): ...
        bound = meth.__type_params__[0].__bound__
        annotation = meth.__annotations__["arg"]
        x = "class"
    class G:
        global x
        type Alias = x
    G.x = "class"
    class N:
        type Alias = x
    return Cls.val, Cls.bound, Cls.annotation, G.Alias.__value__, N.Alias.__value__
x = "global"
print(outer())
def base(f):
    class B: pass
    B.f = f
    return B
class __X: pass
class Y[T: __X](base(lambda: __X), base(lambda: (lambda: __X))):
    pass
print(Y.__bases__[0].f() is __X, Y.__bases__[1].f()() is __X)
class D(base(1)): pass
class Derived[T](D, metaclass=type): pass
print(Derived.__bases__[0] is D, type.__type_params__, object.__type_params__)
for s in ["[i for i in (lambda:(j := range(5)))()]", "{i: 1 for i in (lambda:(j := range(5)))()}", "[i for i in [2, 3, i := range(5)]]", "{i for i in {(j := True) for j in range(5)}}", "(i for i in [j for j in (k := range(5))])", "[(lambda: (q := i))() for i in range(2)]"]:
    try: compile(s, "f", "exec"); print("ok", s)
    except SyntaxError as e: print(e.msg)
class M(type): pass
class A(metaclass=M): pass
class B1(A): pass
class B2(A): pass
class Mro(type):
    ready = False
    def mro(cls):
        if Mro.ready:
            if cls.__name__ == "C1": C2.__bases__ = (C1,)
            if cls.__name__ == "C2": C1.__bases__ = (C2,)
        return type.mro(cls)
class C0(metaclass=Mro): pass
class C1(C0): pass
class C2(C0): pass
Mro.ready = True
try: C1.__bases__ += ()
except TypeError as e: print(e)
