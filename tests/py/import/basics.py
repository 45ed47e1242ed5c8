import sys, math, os.path, collections.abc as cabc
from math import pi as PI, floor
from os import path
import helpers.simple
import helpers.simple as s2
from helpers import simple, other as oth
from helpers.pkg import VALUE, sub
from helpers.pkg.sub import name as subname, rel
import helpers.pkg.deep.mod
print(math.floor(2.5), floor(PI), path is os.path, cabc.__name__)
print(helpers.simple.x, s2 is simple, helpers.simple is simple, oth.y, VALUE, sub.name, subname, rel, helpers.pkg.deep.mod.chain)
print(simple.__name__, simple.__package__, helpers.__name__, helpers.pkg.__package__, helpers.pkg.deep.mod.__name__, simple.__doc__, type(simple).__name__)
print("helpers.simple" in sys.modules, sys.modules["helpers.simple"] is simple, simple.count)
import helpers.simple
print(simple.count)
from helpers.star import *
print(public, "_private" in globals(), "helper_mod" in globals())
from helpers.star_all import *
print(listed, _under, "unlisted" in globals())
for src in ["import nonexistent_top", "import helpers.nope", "from helpers import nope", "from helpers.simple import nope", "import helpers.simple.x", "from helpers.pkg import nope2", "from . import x", "from .x import y", "from helpers.bad_all import *", "import helpers.raises", "import helpers.raises", "from helpers.pkg.deep.mod import *", "import helpers.syntax_bad", "from math import sin, nope3", "import math.nope", "from nonexistent_top import x", "from sys import path as p, nope4"]:
    try: exec(src, {"__name__": "__main__", "__builtins__": __builtins__}); print(src, "ok")
    except SyntaxError as e: print(src, type(e).__name__, e.msg, e.lineno)
    except Exception as e: print(src, type(e).__name__, str(e).split(" (/")[0], getattr(e, "name", None))
print("helpers.raises" in sys.modules, "helpers.syntax_bad" in sys.modules)
import helpers.cycle_a
print(helpers.cycle_a.value, helpers.cycle_b.seen)
import importlib
m = importlib.import_module("helpers.simple"); print(m is simple, importlib.import_module(".simple", "helpers") is simple)
old = simple.count; simple.extra = 1; importlib.reload(simple); print(simple.count, simple.extra)
print(__import__("helpers.pkg.sub").__name__, __import__("helpers.pkg.sub", fromlist=["x"]).__name__)
sys.modules["fake_mod"] = m; import fake_mod; print(fake_mod is m); sys.modules["none_mod"] = None
try: import none_mod
except ModuleNotFoundError as e: print(e)
from types import ModuleType
mod = ModuleType("made", "doc"); mod.v = 5; sys.modules["made"] = mod
from made import v; print(v, mod.__doc__, repr(mod))
try: from made import w
except ImportError as e: print(e)
del mod.v
try: mod.v
except AttributeError as e: print(e)
import helpers.getattr_mod as gm
print(gm.dynamic_thing, gm.real, dir(gm))
try: gm.missing
except AttributeError as e: print(e)
from helpers.getattr_mod import dynamic_other; print(dynamic_other)
def local_import():
    import helpers.other as o
    from helpers.simple import x as lx
    return o.y, lx
print(local_import())
class C:
    import math as m
    from math import floor as fl
print(C.m.pi > 3, C.fl(2.5))
try:
    import definitely_missing as dm
except ImportError: dm = None
print(dm, __name__, __spec__ if "__spec__" in globals() and __spec__ else None)
import helpers.main_check
from helpers import pkg; print(pkg.sub is sub, [n for n in dir(pkg) if not n.startswith("__")])
import helpers.pkg as hp; import helpers.pkg.deep as hd; print(hp is pkg, hd.mod.chain)
print(simple.__dict__["x"], vars(simple)["y"]); simple.x = 99; from helpers.simple import x; print(x)
del sys.modules["helpers.simple"]; import helpers.simple as fresh; print(fresh is simple, fresh.x, helpers.simple is fresh)
namespace = __import__("helpers.ns.inner", fromlist=["v"]); print(namespace.v, namespace.__package__)
