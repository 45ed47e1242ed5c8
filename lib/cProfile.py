"""Profiler with the interface of the library's `cProfile`, on `sys.setprofile`.

Times are those of the program with the profiler's own work in it; `profile` and `pstats` are used as they are.
"""

__all__ = ["run", "runctx", "Profile"]

import importlib.machinery
import importlib.util
import io
import os
import sys
import time

import profile as _pyprofile


def run(statement, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).run(statement, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    return _pyprofile._Utils(Profile).runctx(statement, globals, locals, filename, sort)


run.__doc__ = _pyprofile.run.__doc__
runctx.__doc__ = _pyprofile.runctx.__doc__


def label(code):
    """(file, line, name) of code, or of what stands for a native function."""
    if isinstance(code, str):
        return '~', 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def _native(function):
    """The name under which a native function is listed."""
    owner = getattr(function, '__self__', None)
    name = getattr(function, '__qualname__', None) or repr(function)
    module = getattr(function, '__module__', None)
    if owner is not None and not isinstance(owner, type(sys)):
        kind = owner if isinstance(owner, type) else type(owner)
        return f"<method '{function.__name__}' of '{kind.__name__}' objects>"
    return f"<built-in method {module}.{name}>" if module else f"<built-in method {name}>"


# Calls within the profiler are not collected.
_OWN = globals()


class _Entry:
    """What is known of one function: calls, primitive calls, own time, time with callees; the same for each caller."""

    __slots__ = ('calls', 'primitive', 'own', 'total', 'depth', 'callers')

    def __init__(self):
        self.calls = self.primitive = self.depth = 0
        self.own = self.total = 0.0
        self.callers = {}

    def add(self, own, total, outermost):
        self.calls += 1
        self.own += own
        if outermost:
            self.primitive += 1
            self.total += total


class Profile:
    """Profile(timer=None, timeunit=0.0, subcalls=True, builtins=True)

    Collects calls between enable() and disable(). A timer that returns integers needs its unit in seconds.
    """

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer or time.perf_counter
        self._unit = (timeunit or 1.0) if timer else 1.0
        self._subcalls = subcalls
        self._builtins = builtins
        self._active = False
        self.clear()

    def clear(self):
        """Forgets what was collected."""
        self._entries = {}
        self._stack = []

    def enable(self, subcalls=True, builtins=True):
        """Begins to collect."""
        if sys.getprofile() is not None and not self._active:
            raise ValueError("Another profiling tool is already active")
        self._subcalls, self._builtins = subcalls, builtins
        self._active = True
        sys.setprofile(self._dispatch)

    def disable(self):
        """Stops collecting; calls that have not ended count up to now."""
        if self._active:
            sys.setprofile(None)
            self._active = False
        while self._stack:
            self._leave()

    def _dispatch(self, frame, event, arg):
        if event == 'call':
            if frame.f_globals is not _OWN:
                self._enter(frame.f_code, frame)
        elif event == 'return':
            # calls that were running at enable() are not known
            if self._stack and self._stack[-1][1] is frame:
                self._leave()
        elif event == 'c_call':
            if self._builtins:
                self._enter(_native(arg), None)
        elif self._builtins and self._stack and self._stack[-1][1] is None:
            self._leave()

    def _enter(self, key, frame):
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry()
        entry.depth += 1
        # key, frame, begin, time of callees
        self._stack.append([key, frame, self._timer(), 0.0])

    def _leave(self):
        key, _, begin, inner = self._stack.pop()
        total = (self._timer() - begin) * self._unit
        entry = self._entries[key]
        entry.depth -= 1
        outermost = entry.depth == 0
        entry.add(total - inner, total, outermost)
        if self._stack:
            caller = self._stack[-1]
            caller[3] += total
            if self._subcalls:
                entry.callers.setdefault(caller[0], _Entry()).add(total - inner, total, outermost)

    def create_stats(self):
        """Makes `self.stats` as pstats wants it."""
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        self.stats = {}
        for key, e in self._entries.items():
            if not e.calls:
                continue
            callers = {label(k): (c.calls, c.primitive, c.own, c.total) for k, c in e.callers.items()}
            self.stats[label(key)] = e.primitive, e.calls, e.own, e.total, callers

    def print_stats(self, sort=-1):
        import pstats
        if not isinstance(sort, tuple):
            sort = (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*sort).print_stats()

    def dump_stats(self, file):
        import marshal
        with open(file, 'wb') as f:
            self.create_stats()
            marshal.dump(self.stats, f)

    def run(self, cmd):
        """Profiles the execution of source in `__main__`."""
        import __main__
        namespace = __main__.__dict__
        return self.runctx(cmd, namespace, namespace)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        """Profiles one call."""
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()


def main():
    """python -m cProfile [-o FILE] [-s ORDER] (-m MODULE | SCRIPT) [ARGUMENT ...]"""
    from optparse import OptionParser
    import pstats
    import runpy
    parser = OptionParser(usage="cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...")
    parser.allow_interspersed_args = False
    parser.add_option('-o', '--outfile', dest="outfile", help="Save stats to <outfile>", default=None)
    parser.add_option('-s', '--sort', dest="sort", default=2, choices=sorted(pstats.Stats.sort_arg_dict_default),
                      help="Sort order when printing to stdout, based on pstats.Stats class")
    parser.add_option('-m', dest="module", action="store_true", help="Profile a library module", default=False)
    if not sys.argv[1:]:
        parser.print_usage()
        sys.exit(2)
    options, args = parser.parse_args()
    sys.argv[:] = args
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    if not args:
        parser.print_usage()
        return parser
    if options.module:
        source = "run_module(modname, run_name='__main__')"
        namespace = {'run_module': runpy.run_module, 'modname': args[0]}
        target = namespace
    else:
        program = args[0]
        sys.path.insert(0, os.path.dirname(program))
        with io.open_code(program) as file:
            source = compile(file.read(), program, 'exec')
        spec = importlib.machinery.ModuleSpec(name='__main__', loader=None, origin=program)
        module = importlib.util.module_from_spec(spec)
        sys.modules['__main__'] = module
        target = module.__dict__
        target.update({'__spec__': spec, '__file__': program, '__name__': '__main__', '__package__': None,
                       '__cached__': None})
    try:
        runctx(source, target, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        # the reader has gone
        sys.stdout = None
        sys.exit(error.errno)
    return parser


if __name__ == '__main__':
    main()
