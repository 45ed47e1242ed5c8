class A:
    __priv = 1
    def __m(self): return "A.__m"
    def call(self): return self.__m()
    def __init__(self): self.__x = 2
    def get(self): return self.__x, self.__priv
    def dunder(self): return self.__class__.__name__
    def kwargs(self, __k=5): return __k
    def inner(self):
        __loc = 1
        def f(): return __loc
        class B:
            __y = 3
            def g(self): return self.__y
        return f(), B().g(), [n for n in B.__dict__ if "y" in n]
class B(A):
    def __m(self): return "B.__m"
    def call2(self): return self.__m()
b = B()
print(b.call(), b.call2(), b.get(), b.dunder(), b.inner())
print(sorted(n for n in vars(A) if "__" in n and not n.endswith("__")), vars(b))
print(b.kwargs(_A__k=7), A.kwargs.__code__.co_varnames)
try: b.__x
except AttributeError as e: print(e)
try: b.kwargs(__k=1)
except TypeError as e: print(e)
class _Under:
    __p = 1
    def f(self): return self.__p
print(_Under().f(), [n for n in vars(_Under) if "__p" in n])
class __: 
    __p = 1
    def f(self): return self.__p
print([n for n in vars(__) if "__p" in n], __().f())
_A__glob = "mangled global"
class A2:
    pass
class A:
    def g(self): return __glob
print(A().g())
class C:
    import sys as __sys
    try: __undefined
    except NameError as e: print(e)
    def f(self):
        global __made
        __made = 9
    def attr(self, o):
        o.__z = 1
        del o.__z
        o.__w = 2
        return vars(o)
    def strs(self): return getattr(self, "__nope", "not mangled in strings")
C().f()
print(_C__made, [n for n in vars(C) if "sys" in n])
class O: pass
print(C().attr(O()), C().strs())
class D:
    __x__ = 1
    __y_ = 2
    _z = 3
    __ = 4
print(sorted(k for k in vars(D) if k.strip("_") in ("x", "y", "z", "D__y", "") and not k.startswith("__x_y")))
def outer():
    class Loc:
        __q = 1
        def m(self): return self.__q
    return Loc
print(outer()().m(), "_Loc__q" in vars(outer()))
class E:
    def f(self, **kw): return kw
    def g(self): return self.f(__a=1)
    def h(self):
        match {"k": 1}:
            case {"k": __cap}: return sorted(locals())
    lst = [__v for __v in range(2)]
print(E().g(), E().h(), E.lst)
