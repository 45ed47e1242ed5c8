"""Corners of built-in classes and functions where it matters who is asked, and for what."""
class EG(ExceptionGroup): pass
e = EG("a", [ValueError(1), EG("b", [TypeError(2)])])
m, r = e.split(OSError); print(m, r is e, type(r), type(r.exceptions[1]), r.exceptions[1] is e.exceptions[1])
m, r = e.split(ValueError); print(m, type(r), type(r.exceptions[0]), r.exceptions[0] is e.exceptions[1])
m, r = e.split(EG); print(m is e, r)
try:
    try: raise e
    except* OSError: pass
except BaseException as x: print(x is e, type(x), x.exceptions[1] is e.exceptions[1])
try:
    try: raise e
    except* ValueError: pass
except BaseException as x: print(x is e, type(x), x.exceptions[0] is e.exceptions[1], type(x.exceptions[0]))
class I(int):
    def __rpow__(self, o, m=None): return "rpow", o, m
    def __pow__(self, o, m=None): return "pow", o, m
class J(I):
    def __rpow__(self, o, m=None): return "J rpow", o, m
class N:
    def __rpow__(self, o, m=None): return "N", o, m
print(pow(2, I(3), 5), pow(I(2), J(3), 5), pow(I(1), I(2), 3))
try: print(pow(2.0, N(), 3))
except TypeError as e: print(e)
print(repr(classmethod(None)), type('X', (classmethod,), {})(None), type('X', (staticmethod,), {})(None))
class L:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __length_hint__(self): return 2**63-1 if 0 else __import__('sys').maxsize
a = [1, 2]; a.extend(L()); print(a)
try: list(L()); print("list ok")
except MemoryError as e: print("ME")
try: a = []; a.extend(L()); print(a)
except MemoryError as e: print("ME")
class S(set):
    def __new__(cls, arg, newarg=None): return super().__new__(cls, arg)
try: S([1], newarg=3); print("no")
except TypeError as e: print(e)
class S(set):
    def __init__(self, arg, newarg=None): super().__init__(arg)
print(S([1], newarg=3))
class S(frozenset):
    def __init__(self, arg, newarg=None): pass
try: print(S([1], newarg=3))
except TypeError as e: print(e)
class S(frozenset):
    def __new__(cls, arg, newarg=None): return super().__new__(cls, arg)
print(S([1], newarg=3))
for src in ('match 1:\n case {0: _, 0.0: _}: pass', 'match 1:\n case {0: _, False: _}: pass', 'match 1:\n case {0: _, 0j: _}: pass', 'match 1:\n case {-0.0: _, 0: _}: pass', 'match 1:\n case {1.0: _, 1+0j: _}: pass'):
    try: compile(src, 'f', 'exec'); print('ok')
    except SyntaxError as e: print(e)
class C:
    __a = 1
    def f(self, x):
        match x:
            case C(__a=y): return y
c = C(); setattr(c, '__a', 5); print(c.f(c))
try: exec('x = nosuch', {'__builtins__': {'nosuch': 3}}); print('ok')
except Exception as e: print(e)
class Picky(object):
    def __getattr__(self, attr): raise AssertionError(attr)
    __getstate__ = object.__getstate__
try: print(Picky().__reduce_ex__(2)[0].__name__)
except AssertionError as e: print("AE", e)
import array
print(int(array.array('b', b'100')), float(array.array('b', b'100')))
# misspelt keywords
import traceback
for src in ('whille True:\n  pass', 'fo x in range(3): pass', 'clas A: pass', 'x = 1 iff 2 else 3', 'imporrt os', 'x = = 1'):
    try: compile(src + '\n', 'f', 'exec')
    except SyntaxError as e: print(e._metadata, e.args, vars(e)); traceback.print_exc(limit=0, file=__import__('sys').stdout)
try: raise SyntaxError("bad bad", ('bad.py', 1, 2, 'abcdefg', 1, 100))
except SyntaxError: traceback.print_exc(limit=0, file=__import__('sys').stdout)
