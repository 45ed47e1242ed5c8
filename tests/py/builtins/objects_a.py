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
getattr(c, 'x'), getattr(c, 'nope', 5), hasattr(c, 'x'), hasattr(c, 'nope'), getattr(c, 'inst')
getattr(c, 'nope')
getattr(c)
getattr(c, 1)
hasattr(c, 1)
hasattr(c)
setattr(c, 'y', 5), c.y, delattr(c, 'y'), hasattr(c, 'y')
setattr(c, 1, 2)
setattr(c, 'a')
delattr(c, 'zz')
delattr(c)
dir(c), vars(c), 'x' in dir(C), 'append' in dir([]), isinstance(dir(), list)
vars(5)
vars(1, 2)
dir(1, 2)
""".replace("object(), 1\n", ""))
