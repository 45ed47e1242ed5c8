import traceback
def only(f):
    try: f()
    except Exception as e: print(traceback.format_exception(e)[-1], end="")
class A:
    def __init__(self): self.attribute = 1
    colour = 2
    def method(self): return colour
    def m2(self): return attribute
alpha = 1
def f():
    local_value = 1
    return local_valu
only(lambda: A().atribute); only(lambda: A().color); only(lambda: A().methd()); only(lambda: A.colur); only(lambda: [].apend); only(lambda: "".uper()); only(f)
only(lambda: alhpa); only(lambda: pritn(1)); only(lambda: A().method()); only(lambda: A().m2()); only(lambda: lenn([])); only(lambda: zzzzzzzzzzz); only(lambda: A().zzzzzzzzz)
only(lambda: sys.path); only(lambda: collections.deque); only(lambda: math.pi)
import math, itertools
only(lambda: math.sqroot); only(lambda: itertools.chian)
def imp(s):
    try: exec(s)
    except ImportError as e: print(traceback.format_exception(e)[-1], end="")
imp("import nonexistent_module_x"); imp("import math.sub")
def call(f):
    try: f()
    except TypeError as e: print(traceback.format_exception(e)[-1], end="")
def fn(alpha, beta=1, *, gamma=2): pass
call(lambda: fn(1, bta=2)); call(lambda: fn(1, gama=2)); call(lambda: fn(1, zzz=1)); call(lambda: sorted([], revers=1)); call(lambda: print(1, ends="")); call(lambda: int("1", bas=2)); call(lambda: "".split(spe=1)); call(lambda: sum([], strt=1)); call(lambda: open(fil=1))
class S: __slots__ = ("value",)
def slot(): s = S(); s.valu = 1
only(slot)
class G:
    def __dir__(self): raise RuntimeError
    known = 1
only(lambda: G().knwn)
class H:
    def __getattr__(self, n): raise AttributeError("no info")
    known = 1
only(lambda: H().knwn)
e = NameError("name 'alhpa' is not defined", name="alhpa"); print(traceback.format_exception_only(e))
e = AttributeError("x", name="appendd", obj=[]); print(traceback.format_exception_only(e))
def nested():
    outer_variable = 1
    def inner():
        outer_variable
        return outer_varible
    return inner()
only(nested)
class K:
    classvar = 1
    try: clasvar
    except NameError as e: print(traceback.format_exception(e)[-1], end="")
only(lambda: A().__init_()); only(lambda: A._colour); only(lambda: (1).rael)
