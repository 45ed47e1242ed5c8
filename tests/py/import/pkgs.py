# The import system as packages use it: half-imported modules, messages, hooks, lazy attributes, frozen names.
# exit: 1
import builtins
import importlib
import importlib.machinery
import importlib.util
import pkgutil
import sys
import os


def attempt(statement):
    try:
        exec(statement, {"__name__": "m"})
    except Exception as e:
        print(statement, "|", type(e).__name__, str(e).replace(os.getcwd(), "."), getattr(e, "name", None))


for s in ("import nope", "import helpers.nope", "import helpers.simple.x", "from . import x", "from .x import y",
          "import os.path.foo", "import sys.foo", "import helpers.part_a", "from helpers.star_bad import *"):
    attempt(s)


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "virtual":
            return importlib.util.spec_from_loader(name, Loader(), origin="nowhere")


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.VALUE = 42

    def __repr__(self):
        return "<loader>"


sys.meta_path.insert(0, Finder)
import virtual
print(virtual.VALUE, virtual, virtual.__spec__)
sys.meta_path.pop(0)
del sys.modules["virtual"]

original, log = builtins.__import__, []


def spy(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = spy
import helpers.simple as s
from helpers import pkg
import os.path
builtins.__import__ = original
print([entry for entry in log if entry[0] != "_io"])

sys.modules["blocked"] = None
attempt("import blocked")


class Fake:
    attr = 5


sys.modules["fake"] = Fake()
import fake
from fake import attr
print(fake.attr, attr)
attempt("from fake import nope")
spec = importlib.util.find_spec("helpers.pkg.sub")
print(spec.name, spec.parent, spec.has_location, type(spec.loader).__name__, importlib.util.find_spec("nope_nope"))
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
print(m.__name__, m is sys.modules.get("helpers.pkg.sub"))
print(sorted(i.name for i in pkgutil.iter_modules(pkg.__path__)), pkgutil.resolve_name("os.path:join").__name__)
print(importlib.util.resolve_name("..x", "a.b.c"), importlib.machinery.SOURCE_SUFFIXES)
# modules of start-up are shown as frozen ones
print(os.makedirs.__code__.co_filename, importlib.util.find_spec.__code__.co_filename, os.path.join.__code__.co_filename)
print(__file__ == os.path.abspath(__file__), __spec__)
os.environ["no such variable"]
