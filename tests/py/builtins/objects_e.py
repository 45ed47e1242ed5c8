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
memoryview(b'a')[0], bytearray(b'a'), frozenset([1]), complex(1, 2), slice(1, 2)
open('x', 'zz')
open('x', 'rw')
open('x', 'r', encoding=5)
open('x', 'rb', encoding='utf-8')
open()
breakpoint
copyright if 'copyright' in vars(__builtins__) and False else 0
compile('1+1', 'f', 'eval').co_filename, eval(compile('1+1', 'f', 'eval'))
__import__('math').pi, __import__('os.path').__name__, __build_class__.__name__
__import__()
__import__(5)
__import__('')
""".replace("object(), 1\n", ""))
print(f"{len=!r:.13}", vars(type("V", (), {"a": 1})).get("a"), [n for n in ("exit", "quit") if False])
print([x for x in dir(object)])
print(len([n for n in dir(__builtins__) if n[0].isupper() and isinstance(getattr(__builtins__, n), type) and issubclass(getattr(__builtins__, n), BaseException)]))
print([n for n in dir(__builtins__) if n[0].islower() and n not in ("copyright", "credits", "license", "exit", "quit", "help")])
