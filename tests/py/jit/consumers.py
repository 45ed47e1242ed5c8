"""Native functions that consume generators in hot code: results, errors, order of evaluation, and frames as if nothing else ran."""

import sys
import traceback
import warnings
from fractions import Fraction

from support import watch

watch.start()


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def sums(n):
    out = []
    for i in range(n):
        out.append(sum(x * 2 for x in range(i % 7)))
        out.append(sum((x for x in count(i % 5)), 10))
        out.append(sum(x > 2 for x in count(i % 9)))
        if i % 50 == 0:
            out.append(sum(x for x in (1, 2**62, -(2**62), 2**70)))
            out.append(sum(x / 4 if x > 3 else x for x in count(9)))
            out.append(sum(0.1 if x else 3 for x in count(11)))
            out.append(sum(Fraction(1, 2 + x) for x in count(3)))
            out.append(sum(complex(x, 1) for x in count(3)))
    return out[-30:], sum(out)


print(sums(200))
print(sum(x for x in count(3000)), sum(x * 0.5 for x in count(3000)), sum((0.1 for x in count(1000)), 5))
print(sum(([x] for x in count(4)), []), repr(sum(x / 10 if x < 500 else x for x in count(1000))))


def others(n):
    out = []
    for i in range(n):
        k = i % 11
        row = (
            any(x == k for x in count(7)),
            all(x != k for x in count(7)),
            max(x * k % 5 for x in count(k + 1)),
            min((x - k) * (x - 2) for x in count(k + 1)),
            list(x + k for x in count(k)),
            tuple(x - k for x in count(k)),
            len(set(x % 3 for x in count(k))),
            "-".join(str(x) for x in count(k)),
            sorted(-x for x in count(k)),
            [*(x for x in count(k))],
        )
        out.append(row)
    return out[-11:]


for row in others(150):
    print(row)


class Custom:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        return f"({other}+{self.n})" if self.n == 3 else other + self.n

    def __gt__(self, other):
        log.append((self.n, other.n))
        return self.n > other.n

    def __bool__(self):
        log.append(self.n)
        return self.n > 5


log = []


def customs(n):
    out = []
    for i in range(n):
        log.clear()
        out.append(sum(Custom(x) for x in count(i % 3)))
        out.append(max(Custom((x * 7) % 5) for x in count(5)).n)
        out.append(any(Custom(x) for x in count(8)))
        out.append(tuple(log))
    return out[-8:]


print(customs(100))


def failing(n):
    """Exceptions of the generator, of the function, of an operator."""
    texts = set()

    def broken(k):
        yield 1
        if k == 1:
            raise LookupError("in the generator")
        if k == 2:
            yield "text"
        if k == 3:
            return
        yield 2

    kinds = (sum, max, list, any, sorted, "".join, set)
    for i in range(n):
        for f in kinds:
            try:
                f(x for x in broken(i % 5) if i % 5 != 4)
            except Exception as e:
                t = "; ".join(f"{s.name}:{s.line}" for s in traceback.extract_tb(e.__traceback__))
                texts.add(f"{type(e).__name__} {e} [{t}] {e.__context__}")
    return sorted(texts)


print(*failing(120), sep="\n")


def who():
    f, names = sys._getframe(1), []
    while f.f_code.co_name != "<module>":
        names.append(f.f_code.co_name)
        f = f.f_back
    return names


def looking(n):
    seen = set()
    for i in range(n):
        seen.add(tuple(sum((who() for _ in count(2)), [])))
        total = sum(len(who()) for _ in count(3))
        seen.add((total, sys._getframe(0).f_code.co_name))
        seen.add(tuple(list(sys._getframe(1).f_code.co_name for _ in count(2))))
    return sorted(seen, key=str)


print(*looking(120), sep="\n")


def warned(n):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")

        def f():
            for i in range(3):
                warnings.warn("from there", stacklevel=2)
                yield i

        for _ in range(n):
            any(x > 5 for x in f())
            list(f())
        lines = {x.lineno - warned.__code__.co_firstlineno for x in w}
    return len(w), sorted(lines)


print(warned(60))


def early(n):
    """What is left in the generator stays there."""
    out = []
    for i in range(n):
        g = count(10)
        out.append((any(x == 2 for x in g), next(g), all(x < 6 for x in g), next(g, None), sum(g), list(g)))
    return out[-1]


print(early(100))


def late():
    """Long loops over a generator that runs once."""
    g = (x % 1000 for x in count(5000))
    l = [-1]
    l.extend(x for x in count(2000) if x % 3)
    return max(g), min(-x % 77 for x in count(3000)), len(l), l[-1], any(x < 0 for x in count(2000)), len("".join("ab"[x & 1] for x in count(1500)))


print(late(), late(), late())


class Appender(list):
    def append(self, x):
        raise AssertionError("not called")


def extended():
    a = Appender()
    a.extend(x for x in count(1000))
    b = Appender(x for x in count(1000))
    return len(a), len(b)


print(extended(), extended())


def recursive(n):
    return 1 + sum(recursive(n - 1) for _ in range(2)) if n else 1


print(recursive(10))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(sum(tree(9)), len(list(tree(8))), max(tree(7)), [sum(x for x in tree(k)) for k in range(6)])


def handled(n):
    total = 0
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as e:
            total += sum(x + e.args[0] for x in count(3))
            try:
                list(1 // (x - 1) for x in count(3))
            except ZeroDivisionError as z:
                total += z.__context__ is e
    return total


print(handled(100))


def replaced(n):
    """The names may mean something else later."""
    global sum
    out = []
    for i in range(n):
        if i == n - 3:
            sum = lambda g: "mine"  # noqa: E731
        out.append(sum(x for x in count(3)))
    del sum
    return out[-5:]


print(replaced(100))
events = []


def traced():
    def tracer(frame, event, arg):
        events.append((event, frame.f_code.co_name))
        return tracer

    def f():
        for i in range(3):
            if i == 1:
                sys.settrace(tracer)
            yield i
        sys.settrace(None)

    return list(x for x in f())


for _ in range(40):
    events.clear()
    traced()
print(traced(), sorted(set(events)))
