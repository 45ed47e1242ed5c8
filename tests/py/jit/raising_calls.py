# Exceptions that leave compiled functions: the callers' traces are told and go on.
import sys
import traceback


class Odd(Exception):
    def __init__(self, value):
        super().__init__("odd %r" % value)
        self.value = value


class Other(Exception):
    pass


def check(value, depth):
    here = value * 10 + depth
    if depth:
        return check(value, depth - 1) + here
    if value % 2:
        raise Odd(value)
    if value % 3 == 0:
        raise Other(value, here)
    return value


def far(count, depth):
    seen = [0, 0, 0]
    for i in range(count):
        try:
            check(i, depth)
            seen[0] += 1
        except Odd as e:
            assert e.value == i
            seen[1] += 1
        except Other as e:
            assert e.args == (i, i * 10)
            seen[2] += 1
    return seen


print(far(3000, 6))


# what tracebacks tell: functions, lines, variables as they were
def entries(e):
    tb, out = e.__traceback__, []
    while tb is not None:
        shown = {k: v for k, v in tb.tb_frame.f_locals.items() if type(v) is int}
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno, shown))
        tb = tb.tb_next
    return out


def last_traceback(count):
    kept = None
    for i in range(count):
        try:
            check(i, 3)
        except (Odd, Other) as e:
            kept = e
    return kept


e = last_traceback(2002)
print(type(e).__name__, e)
for entry in entries(e)[1:]:
    print(entry)


# finally and re-raising on the way
def through(n, log):
    try:
        return 1 + through(n - 1, log) if n else 1 // n
    except ZeroDivisionError:
        if n == 2:
            log[0] += 1
            raise
        if n == 4:
            log[1] += 1
            raise KeyError(n)
        raise
    finally:
        log[2] += n


log = [0, 0, 0]
kinds = {}
for i in range(1200):
    try:
        through(i % 7, log)
    except Exception as e:
        key = type(e).__name__, len(entries(e)), e.__context__ is None
        kinds[key] = kinds.get(key, 0) + 1
print(log, sorted(kinds.items()))


# somebody looks at a frame that then ends with an exception
def looked(n):
    if n:
        return looked(n - 1)
    f = sys._getframe(1)
    raise Other(f)


def looks(count):
    total = 0
    for i in range(count):
        try:
            looked(4)
        except Other as e:
            f = e.args[0]
            tb = e.__traceback__
            while tb.tb_next.tb_next is not None:
                tb = tb.tb_next
            assert tb.tb_frame is f and f.f_locals == {"n": 1}, f.f_locals
            total += f.f_lineno - f.f_code.co_firstlineno
    return total


print(looks(1000))


# constructors, operators and attributes that come down to functions which raise
class Touchy:
    def __init__(self, n):
        if deep(n) < 0:
            raise Other(n)
        self.n = n

    def __add__(self, other):
        return deep(-other)

    def __getattr__(self, name):
        deep(-len(name))

    def __lt__(self, other):
        return deep(-5) < 0

    @property
    def gone(self):
        return missing(self, 3)


def deep(n):
    for k in range(2):
        if n < -3:
            raise Odd(n)
        if n == -1:
            raise Other(n)
    return n


def missing(x, n):
    if n:
        return missing(x, n - 1)
    raise AttributeError("no more")


def tally(f, count):
    out = {}
    for i in range(count):
        try:
            key = f(i)
            if not isinstance(key, int):
                key = type(key).__name__
        except Odd as e:
            key = "Odd", e.value
        except Exception as e:
            key = type(e).__name__, str(e)
        out[key] = out.get(key, 0) + 1
    return sorted(out.items(), key=repr)


t = Touchy(1)
print(tally(lambda i: Touchy(i % 4 - 3), 900))
print(tally(lambda i: t + i % 5, 900))
print(tally(lambda i: t < i, 600))
print(tally(lambda i: (t.attributes, 1)[1] if i % 2 else (t.one, 2)[1], 600))


class Plain:
    @property
    def gone(self):
        return missing(self, 3)


p = Plain()


def context(count):
    named = 0
    for i in range(count):
        try:
            p.gone
        except AttributeError as e:
            # a property inlined by an interpreter may not tell
            assert (e.name, e.obj) in (("gone", p), (None, None))
            named += str(e) == "no more"
    return named


print(context(900))


# generators: raised inside, outside, and through one
def numbers(n):
    for i in range(n):
        if i == 5:
            check(1, 2)
        yield i


def walk(n):
    if n == 0:
        raise Other("bottom")
    yield n
    yield from walk(n - 1)


def drain(f, n):
    out = []
    try:
        for x in f(n):
            out.append(x)
    except Exception as e:
        out.append(type(e).__name__)
        out.append(len(entries(e)))
    return out


results = {}
for i in range(600):
    for f in (numbers, walk):
        r = str(drain(f, 3 + i % 4))
        results[r] = results.get(r, 0) + 1
for r in sorted(results.items()):
    print(r)


# natively called functions that raise
def key(x):
    if x == 7:
        check(3, 1)
    return -x


def sorts(count):
    out = {}
    for i in range(count):
        try:
            r = sorted([3, 1, 5 + i % 3], key=key)[0]
        except Odd as e:
            r = [x[0] for x in entries(e)]
        out[str(r)] = out.get(str(r), 0) + 1
    return out


print(sorts(900))


# the text of a traceback
def told(n):
    if n:
        told(n - 1)
    else:
        raise Other("told")


def tell(count):
    for i in range(count):
        try:
            told(2)
        except Other as e:
            text = "".join(traceback.format_exception(e))
    return text


for line in tell(500).splitlines():
    print(line.split(",", 1)[-1])


# too deep
def endless(n):
    return endless(n + 1)


for _ in range(3):
    try:
        endless(0)
    except RecursionError as e:
        print(type(e).__name__)
