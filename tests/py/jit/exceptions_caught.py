"""Exceptions that hot loops raise and catch: tracebacks, contexts, causes, what is being handled, locals of frames that ended, attributes
of exception objects, comparisons of their arguments."""

import sys
import traceback

from support import watch

watch.start()


class Plain(Exception):
    pass


class Made(Exception):
    def __init__(self, value, other=None):
        super().__init__("made %r" % (value,))
        self.value = value
        if other is not None:
            self.other = other


class Odd(Made):
    def __init__(self, value):
        Made.__init__(self, value, "odd")


class Loose(Exception):
    """Sets no arguments itself."""

    def __init__(self, *args):
        self.n = len(args)


class Slotted(Exception):
    __slots__ = ("extra",)

    def __init__(self, extra):
        self.extra = extra


class Described(Exception):
    kind = "described"

    @property
    def doubled(self):
        return self.args[0] * 2

    def __getattr__(self, name):
        return "no " + name


def check(value):
    local = value * 2
    if value % 5 == 0:
        raise Odd(value)
    if value % 3 == 0:
        raise Made(local)
    return local


def deeper(value):
    before = [value]
    result = check(value)
    before.append(result)
    return before


def entries(tb):
    out = []
    while tb is not None:
        f = tb.tb_frame
        names = {k: v for k, v in f.f_locals.items() if k in ("value", "local", "before")}
        out.append((f.f_code.co_name, tb.tb_lineno - f.f_code.co_firstlineno, names))
        tb = tb.tb_next
    return out


def near_and_far(n):
    odd = made = fine = 0
    kept = []
    for i in range(n):
        try:
            deeper(i)
            fine += 1
        except Odd as e:
            odd += e.value + len(e.other) + len(e.args)
            if i > n - 6:
                kept.append(e)
        except Made as e:
            made += e.value
            if i > n - 6:
                kept.append(e)
    return odd, made, fine, [(str(e), entries(e.__traceback__)) for e in kept]


print(near_and_far(400))


def looked_at(n):
    """The traceback is walked while the frames still run."""
    out = []
    for i in range(n):
        try:
            deeper(i * 15)
        except Made as e:
            out.append(entries(e.__traceback__))
            e.__traceback__.tb_frame.f_locals["n"] = n
    return out[-1], len(out)


print(looked_at(200))


def found(n):
    table, items = {i: i for i in range(0, n, 2)}, [1, 2, 3]
    missing = wrong = 0
    for i in range(n):
        try:
            table[i]
        except KeyError as e:
            assert e.args == (i,) and not e.args != (i,) and e.args != (i, i) and e.args != ()
            missing += 1
        try:
            items[i % 6]
        except IndexError as e:
            wrong += e.args == ("list index out of range",)
        except LookupError:
            raise AssertionError("wrong clause")
        try:
            1 // (i % 4)
        except (ValueError, ZeroDivisionError) as e:
            wrong += len(e.args)
        try:
            next(iter([i] * (i % 2)))
        except StopIteration as e:
            wrong += e.value is None
    return missing, wrong


print(found(400))


def chains(n):
    out = []
    for i in range(n):
        try:
            try:
                try:
                    [][i]
                except IndexError as inner:
                    if i % 3 == 0:
                        raise Made(i) from inner
                    if i % 3 == 1:
                        raise Plain(i) from None
                    raise Plain(i)
            except Made as e:
                assert isinstance(e.__cause__, IndexError) and e.__cause__ is e.__context__
                raise
            finally:
                out.append(type(sys.exception()).__name__)
        except Exception as e:
            links, x = [], e
            while x is not None:
                links.append((type(x).__name__, x.__suppress_context__, len(traceback.extract_tb(x.__traceback__))))
                x = x.__cause__ or x.__context__
            out.append(tuple(links))
        out.append(sys.exception())
    return out[-9:]


for line in chains(150):
    print(line)


def handled(n):
    """What is being handled, in nested handlers and in functions called from them."""
    seen = []

    def current():
        return repr(sys.exception())

    for i in range(n):
        try:
            raise Plain(i % 4)
        except Plain as e:
            a = current()
            try:
                raise KeyError(i % 4)
            except KeyError as k:
                b, same = current(), k.__context__ is e
            seen.append((a, b, current(), same))
        seen.append(current())
    return seen[-4:]


print(handled(150))


def again(n):
    """Raised again in various ways; the same object raised twice."""
    out = []
    one = Plain("one")
    for i in range(n):
        try:
            try:
                if i % 4 == 0:
                    raise Plain(i)
                elif i % 4 == 1:
                    raise one
                elif i % 4 == 2:
                    deeper(15)
                else:
                    raise Plain
            except Exception as e:
                if i % 2:
                    raise e
                raise
        except Exception as e:
            out.append(tuple(f.lineno - again.__code__.co_firstlineno for f in traceback.extract_tb(e.__traceback__) if f.name == "again"))
            one.__traceback__ = None
    return out[-4:]


print(again(150))


def attributes(n):
    out = []
    for i in range(n):
        kinds = (Loose(i, 2), Loose(), Slotted(i), Described(i), OSError(9999, "no"), Plain(), Odd(i))
        for k, e in enumerate(kinds):
            try:
                raise e
            except Exception as x:
                row = [type(x).__name__, x.args, x.__cause__, x.__context__]
                if k < 2:
                    row.append(x.n)
                    x.args = (1,)
                    row.append(x.args)
                elif k == 2:
                    row.append(x.extra)
                elif k == 3:
                    row += [x.kind, x.doubled, x.missing]
                elif k == 4:
                    row += [x.errno, x.strerror]
                elif k == 5:
                    try:
                        x.nothing
                    except AttributeError as a:
                        row.append(str(a))
                    x.nothing = i
                    row.append(x.nothing)
                else:
                    row += [x.value, x.other, sorted(vars(x))]
                    del x.value
                    row.append(hasattr(x, "value"))
                if i == n - 1:
                    out.append(row)
    return out


for row in attributes(60):
    print(row)


def classes(n):
    """Clauses whose class changes, tuples of classes, no class at all."""
    counts = {}
    clause = KeyError
    for i in range(n):
        if i == n // 2:
            clause = (IndexError, LookupError)
        if i == n - 3:
            clause = 5
        try:
            try:
                raise (KeyError, IndexError, ValueError)[i % 3](i)
            except clause:
                key = "clause"
            except (ValueError, TypeError):
                key = "others"
        except Exception as e:
            key = f"{type(e).__name__} {isinstance(e.__context__, LookupError)}"
        counts[key] = counts.get(key, 0) + 1
    return counts


print(classes(240))


class Base(Exception):
    pass


class Other(Exception):
    pass


class Moved(Other):
    pass


def rebased(n):
    hits = 0
    for i in range(n):
        if i == n // 2:
            Moved.__bases__ = (Base,)
        try:
            raise Moved(i)
        except Base:
            hits += 1
        except Exception:
            pass
    return hits


print(rebased(200))


def generators(n):
    def g():
        for i in range(n):
            try:
                yield i
                if i % 3 == 0:
                    raise Plain(i)
            except Plain as e:
                yield -e.args[0]

    return sum(g()), list(g())[-4:]


print(generators(200))


def withs(n):
    log = []

    class Guard:
        def __init__(self, swallow):
            self.swallow = swallow

        def __enter__(self):
            return self

        def __exit__(self, kind, e, tb):
            log.append(kind.__name__ if kind else None)
            return self.swallow and kind is ZeroDivisionError

    out = 0
    for i in range(n):
        try:
            with Guard(i % 2 == 0):
                1 // (i % 3)
                out += 1
        except ZeroDivisionError as e:
            out += 100 + len(traceback.extract_tb(e.__traceback__))
    return out, log[-6:]


print(withs(150))


def quiet(n):
    hits = 0
    for i in range(n):
        try:
            raise Made(i)
        except Made as e:
            hits += e.value == i
    return hits


for _ in range(6):
    quiet(200)
with watch.During() as many:
    print(quiet(3000))
stressed = watch.jit and "jit_guards_asked" in watch._sidewinder.stats()
print(not watch.jit or stressed or many.more("jit_exits") < 100 or many.more("jit_exits"), many.at_most("frame_objects_created", 0))
