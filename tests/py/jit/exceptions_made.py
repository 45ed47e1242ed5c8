"""Exceptions made where code runs hot: classes that only keep their arguments, and those that do more."""


class Mine(Exception):
    pass


class Lesser(Mine, ValueError):
    note = "lesser"


class WithSlots(Exception):
    __slots__ = ("extra",)


class WithNew(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = len(args)
        return self


class WithInit(Exception):
    def __init__(self, a, b=2):
        self.a = a
        self.b = b


class Final(Exception):
    def __del__(self):
        pass


class Group(ExceptionGroup):
    pass


MAKE = [
    (Mine, ()),
    (Mine, (1, 2)),
    (Lesser, ("x",)),
    (WithSlots, (5,)),
    (WithNew, (1, 2, 3)),
    (WithInit, (7,)),
    (Final, ("f",)),
    (ValueError, ("v",)),
    (TypeError, ()),
    (KeyError, ("k",)),
    (IndexError, (3,)),
    (ZeroDivisionError, ("z",)),
    (StopIteration, (42,)),
    (StopIteration, ()),
    (SystemExit, (3,)),
    (OSError, (9999, "gone")),
    (OSError, (9999, "gone", "file")),
    (FileNotFoundError, ("just text",)),
    (AttributeError, ("a",)),
    (NameError, ("n",)),
    (ImportError, ("i",)),
    (UnicodeEncodeError, ("ascii", "x", 0, 1, "why")),
    (SyntaxError, ("s",)),
    (AssertionError, ("as",)),
    (RuntimeError, ("r", [1])),
    (KeyboardInterrupt, ()),
    (GeneratorExit, (1,)),
    (Group, ("g", [ValueError(1)])),
    (BaseException, ("b",)),
    (Exception, (1,)),
]


def describe(e):
    out = [type(e).__name__, str(e), repr(e), e.args, e.__context__, e.__cause__, e.__suppress_context__]
    for name in ("value", "code", "errno", "filename", "name", "obj", "reason", "msg", "note", "made", "a", "b", "exceptions"):
        if hasattr(e, name):
            out.append((name, repr(getattr(e, name))))
    out.append(sorted(vars(e)))
    return out


def make(cls, args, n):
    e = None
    for i in range(n):
        e = cls(*args)
    return e


def make_one(cls, n):
    """One argument, without unpacking, raised and caught."""
    last = None
    for i in range(n):
        try:
            raise cls(i)
        except BaseException as e:
            last = e
    return last.args, last.__traceback__.tb_lineno - make_one.__code__.co_firstlineno, last.__context__


for cls, args in MAKE:
    print(describe(make(cls, args, 30)))
for cls in (Mine, Lesser, WithSlots, ValueError, KeyError, StopIteration, OSError, Exception, BaseException):
    print(cls.__name__, make_one(cls, 30))


def chained(n):
    out = None
    for i in range(n):
        try:
            try:
                raise KeyError(i)
            except KeyError as k:
                raise Mine("second", i) from (k if i % 2 else None)
        except Mine as m:
            out = m
    return out.args, repr(out.__cause__), repr(out.__context__), out.__suppress_context__


print(chained(41), chained(42))


def attributes(n):
    out = []
    for i in range(n):
        e = Mine(i)
        e.when = i
        e.add_note("n%d" % i)
        s = WithSlots(i)
        s.extra = i * 2
        out.append((e.when, e.__notes__[0], s.extra, e == Mine(i), isinstance(e, Exception)))
    return out[-1]


print(attributes(40))


class Changing(Exception):
    pass


def changing(n):
    out = []
    for i in range(n):
        e = Changing(i)
        out.append((e.args, getattr(e, "seen", None)))
        if i == n - 5:
            Changing.__init__ = lambda self, x: setattr(self, "seen", x)
        if i == n - 3:
            del Changing.__init__
    return out[-6:]


print(changing(60))
