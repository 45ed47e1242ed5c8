"""Runs scripts one after another in one interpreter, as if each were the main program.

Loaded by `oracle.mjs`. `run(folder, name)` returns the exit code; the output goes to the process's streams.
"""

import builtins
import gc
import linecache
import os
import sys
import traceback
import types
import warnings

sys.dont_write_bytecode = True
warnings.resetwarnings()
# The filters of a release build of CPython, which the WebAssembly build changes.
warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
for _category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
    warnings.filterwarnings("ignore", category=_category, append=True)


def _made_by_script(module):
    """Modules of the library stay loaded: extension modules do not survive being imported twice."""
    place = getattr(module, "__file__", None) or getattr(module, "__path__", "")
    return getattr(module, "__spec__", None) is None or "/py/" in str(place)


class _State:
    """What scripts may change, taken before and put back after each."""

    def __init__(self):
        self.modules = dict(sys.modules)
        self.path = list(sys.path)
        self.meta_path = list(sys.meta_path)
        self.path_hooks = list(sys.path_hooks)
        self.filters = list(warnings.filters)
        self.show = warnings.showwarning, warnings.formatwarning
        self.builtins = dict(vars(builtins))
        self.streams = sys.stdin, sys.stdout, sys.stderr
        self.recursion = sys.getrecursionlimit()
        self.digits = sys.get_int_max_str_digits()
        self.folder = os.getcwd()

    def restore(self):
        sys.settrace(None)
        sys.setprofile(None)
        for name, module in list(sys.modules.items()):
            if name not in self.modules and _made_by_script(module):
                del sys.modules[name]
        for name, module in self.modules.items():
            sys.modules[name] = module
        sys.path[:] = self.path
        sys.meta_path[:] = self.meta_path
        sys.path_hooks[:] = self.path_hooks
        sys.path_importer_cache.clear()
        warnings.filters[:] = self.filters
        with warnings._lock:
            warnings._filters_mutated_lock_held()
        warnings.onceregistry.clear()
        warnings.showwarning, warnings.formatwarning = self.show
        for name in set(vars(builtins)) - set(self.builtins):
            delattr(builtins, name)
        vars(builtins).update(self.builtins)
        sys.stdin, sys.stdout, sys.stderr = self.streams
        sys.setrecursionlimit(self.recursion)
        sys.set_int_max_str_digits(self.digits)
        sys.excepthook = sys.__excepthook__
        sys.displayhook = sys.__displayhook__
        sys.unraisablehook = sys.__unraisablehook__
        gc.enable()
        gc.callbacks.clear()
        linecache.clearcache()
        os.chdir(self.folder)
        gc.collect()


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 255
    print(code, file=sys.stderr)
    return 1


def run(folder, name):
    state = _State()
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv = [name]
    module = types.ModuleType("__main__")
    module.__file__ = folder + "/" + name
    module.__builtins__ = builtins
    sys.modules["__main__"] = module
    try:
        with open(name, "rb") as file:
            source = file.read()
        exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
        code = 0
    except SystemExit as error:
        code = _exit_code(error.code)
    except BaseException as error:
        code = 1
        error.__traceback__ = error.__traceback__.tb_next
        sys.excepthook(type(error), error, error.__traceback__)
    for stream in state.streams[1:]:
        stream.flush()
    module.__dict__.clear()
    state.restore()
    return code
