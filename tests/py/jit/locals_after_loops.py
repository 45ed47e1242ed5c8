# Variables that nobody reads any more are what they last were, for whoever looks at the frame: after loops in which they are
# read back from the frame (an exception was caught meanwhile), in every turn.
import sys


class Plain:
    pass


plain = Plain()


def same(v):
    return v


def positive(v):
    return v if v > 0 else 9


def caught(n):
    for i in range(n):
        for v in [3, 1, 2]:
            try:
                v = plain.nothing
            except Exception:
                pass
            v = same(v)
    return locals()


def chosen(n):
    for i in range(n):
        for v in [i, 1, i * 2]:
            try:
                v = plain.nothing
            except AttributeError:
                pass
            v = positive(v)
    return locals()


def counted(n):
    i = 0
    while i < n:
        i += 1
        for v in (3, 1, i):
            try:
                v = plain.nothing
            except Exception:
                pass
            v = same(v) if isinstance(v, int) else 5
    return locals()


def before(n):
    last = None
    for i in range(n):
        v = i
        try:
            v = plain.nothing
        except Exception:
            last = v
        w = same(v)
        if i == n - 2:
            frame = sys._getframe()
            print(frame.f_locals["v"], frame.f_locals["w"], frame.f_locals["last"])
            del frame
    return locals()


for n in (2, 3, 5, 12, 14, 40, 500):
    for f in (caught, chosen, counted, before):
        print(f.__name__, n, sorted(f(n).items()))
