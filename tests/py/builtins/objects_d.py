import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import sys, io
class C:
    x = 1
    def __dir__(self): return ["b", "a"]
c = C(); c.inst = 2
show("""
None.x
None + 1
None()
None[0]
len(None)
object(), 1
object() == object(), isinstance(object(), object), object().__class__, object().__doc__ is not None, object().__eq__(1), object().__ne__(1), object.__init__(object()), object().__reduce__()[1][0] if False else 0, object().__str__()[:8], object.__subclasshook__(), object().__sizeof__() > 0, object.__lt__(object(), 1), object.__format__(5, ''), object().__hash__() is not None, object().__getstate__()
object(1)
object().x = 1
object.__format__(5, 'x')
staticmethod(5).__func__, classmethod(len).__func__, staticmethod(len)('abc'), repr(staticmethod(len)), repr(classmethod(len))
classmethod(len)()
staticmethod()
property().fget, property(len).fget, property(doc='d').__doc__, repr(property()).startswith('<property object')
property(1, 2, 3, 4, 5)
""".replace("object(), 1\n", ""))
