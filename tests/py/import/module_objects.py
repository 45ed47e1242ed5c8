import sys, types, importlib, importlib.util
m = types.ModuleType("mod"); print(m, m.__name__, m.__doc__, m.__spec__, m.__loader__, m.__package__, sorted(m.__dict__))
m.x = 1; m.f = lambda: m.x; print(m.x, m.f(), vars(m)["x"], "x" in dir(m)); del m.x
for f in (lambda: m.x, lambda: delattr(m, "zz"), lambda: types.ModuleType(), lambda: types.ModuleType(5), lambda: types.ModuleType("a", "b", "c"), lambda: setattr(m, "__dict__", {}), lambda: m(), lambda: m + 1):
    try: print(f())
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
m.__name__ = 5
try: m.zz
except AttributeError as e: print(e)
m.__name__ = "renamed"; print(repr(m)); m.__getattr__ = lambda n: f"dyn {n}"; print(m.anything, hasattr(m, "q")); m.__dir__ = lambda: ["a", "b"]; print(dir(m))
class Mod(types.ModuleType):
    @property
    def prop(self): return "module property"
    def __setattr__(self, k, v): print("set", k); super().__setattr__(k, v)
c = Mod("custom"); c.v = 1; print(c.prop, c.v, isinstance(c, types.ModuleType)); sys.modules["custom"] = c
import custom; from custom import prop, v; print(custom is c, prop, v)
main = sys.modules["__main__"]; main.injected = 5; print(injected, main.__name__, main.__dict__ is globals()); del main.injected
try: injected
except NameError as e: print(e)
class Finder:
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"): print("find", name); return importlib.util.spec_from_loader(name, Loader(), is_package=name == "virtual")
class Loader:
    def create_module(self, spec): print("create", spec.name); return None
    def exec_module(self, mod): print("exec", mod.__name__); mod.value = mod.__name__.upper(); mod.__doc__ = "made"
sys.meta_path.insert(0, Finder())
import virtual, virtual.sub
from virtual.other import value
print(virtual.value, virtual.sub.value, value, virtual.__spec__.name, virtual.__path__, virtual.sub.__package__, virtual.__loader__.__class__.__name__, "virtual.sub" in sys.modules)
try: from virtual import nothing
except ImportError as e: print(e)
class BadLoader(Loader):
    def exec_module(self, mod): raise RuntimeError("exec failed")
Finder.find_spec = lambda s, n, p, t=None: importlib.util.spec_from_loader(n, BadLoader()) if n == "broken" else None
for _ in range(2):
    try: import broken
    except RuntimeError as e: print(e, "broken" in sys.modules)
sys.meta_path.pop(0)
spec = importlib.util.find_spec("helpers.simple"); print(spec.name, spec.parent, spec.origin.endswith("simple.py"), importlib.util.find_spec("nope_nope"))
mod = importlib.util.module_from_spec(spec); spec.loader.exec_module(mod); print(mod.x, mod.__name__, mod is sys.modules.get("helpers.simple"))
try: importlib.import_module(".x")
except TypeError as e: print(e)
try: importlib.import_module("zz.yy")
except ModuleNotFoundError as e: print(e, e.name)
try: importlib.reload(types.ModuleType("notloaded"))
except ImportError as e: print(e)
import builtins
real = builtins.__import__
def hook(name, globals=None, locals=None, fromlist=(), level=0): print("import", name, fromlist, level); return real(name, globals, locals, fromlist, level)
builtins.__import__ = hook; import math; from os import path as p; import os.path; builtins.__import__ = real
print(__import__("helpers.other").__name__, __import__("helpers", fromlist=["other"]).other.y, sys.modules["math"] is math)
del builtins.__import__
try: exec("import math")
except ImportError as e: print(e)
builtins.__import__ = real
print([k for k in ("__name__", "__doc__", "__package__", "__loader__", "__spec__", "__builtins__", "__file__") if k in globals()], __name__, __doc__)
exec("import math as m2, os.path as op2\nfrom math import (floor as fl,\n ceil)\nprint(m2.pi > 3, op2.sep, fl(1.5), ceil(1.2))")
def f():
    import helpers.pkg.deep.mod as deep, helpers
    return deep.chain[2], helpers.__name__
print(f())
