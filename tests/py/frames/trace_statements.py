import sys
def lines(f, *args):
    out = []
    def tracer(frame, event, arg):
        if frame.f_code.co_filename != f.__code__.co_filename: return None
        if frame.f_code is not f.__code__: return None
        out.append(event[0] + str(frame.f_lineno - f.__code__.co_firstlineno))
        return tracer
    sys.settrace(tracer)
    try: r = f(*args)
    except BaseException as e: r = repr(e)
    finally: sys.settrace(None)
    print(f.__name__, " ".join(out), "->", r)

def passes():
    pass
    x = 1
    pass
    if x: pass
    return x
def while_true():
    n = 0
    while True:
        n += 1
        if n > 2:
            break
    return n
def while_continue():
    n = 0
    while n < 3:
        n += 1
        if n == 2:
            continue
        n += 0
    else:
        n = 10
    return n
def one_line_loops():
    for i in range(3): i
    while i < 5: i += 1
    return i
def try_except(x):
    try:
        y = 1 / x
    except ZeroDivisionError as e:
        y = 0
    except ValueError:
        y = 2
    else:
        y = 3
    finally:
        z = 4
    return y
def nested_try():
    try:
        try:
            raise KeyError(1)
        finally:
            a = 1
    except KeyError:
        b = 2
    return b
def return_finally():
    for i in range(2):
        try:
            return i
        finally:
            pass
def break_finally():
    for i in range(3):
        try:
            if i:
                break
            continue
        finally:
            i = 5
    return i
class CM:
    def __enter__(self): return self
    def __exit__(self, *a): return True
def with_body():
    with CM() as c:
        x = 1
    with CM():
        raise ValueError
    return x
def with_return():
    with CM():
        return 5
def conditional(a):
    if a == 1:
        r = "one"
    elif a == 2:
        r = "two"
    else:
        r = "other"
    return r
def multi_line_call():
    x = max(
        1,
        2,
    )
    y = [
        1,
        x,
    ]
    return x + len(y)
def bools(a, b):
    if (a and
        b):
        return 1
    return (a or
            b)
def comprehension():
    a = [i for i in range(2)]
    b = {i: i for i in range(2)}
    return a, b
def matching(x):
    match x:
        case 1:
            return "one"
        case [a, b]:
            return a
        case {"k": v} if v:
            return v
        case _:
            pass
    return None
def defs():
    def f():
        pass
    class C:
        x = 1
        def m(self): pass
    @staticmethod
    def g(): pass
    lambda: 0
    return 1
def docs():
    """doc"""
    global gg
    gg = 1
    import os.path
    from os import (
        path,
        sep)
    del path
    assert gg
    return None
def raising(x):
    if x:
        raise ValueError(
            x)
def implicit(x):
    if x:
        x = 2
def gen():
    x = yield 1
    yield (
        2)
def use_gen():
    for x in gen():
        y = x
    return list(gen())
def star_except():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        a = 1
    except* TypeError:
        a = 2
    return a
def unpack():
    a, b = 1, 2
    c, d = [a, b]
    x = y = z = 0
    x += 1; y -= 1
    return c
def dead():
    if 0:
        x = 1
    while 0:
        x = 2
    if 1:
        x = 3
    return x
for f, *a in [(passes,), (while_true,), (while_continue,), (one_line_loops,), (try_except, 1), (try_except, 0), (nested_try,), (return_finally,), (break_finally,), (with_body,), (with_return,), (conditional, 1), (conditional, 2), (conditional, 3), (multi_line_call,), (bools, 1, 1), (bools, 0, 2), (bools, 1, 0), (comprehension,), (matching, 1), (matching, [1, 2]), (matching, {"k": 1}), (matching, 0), (defs,), (docs,), (raising, 1), (raising, 0), (implicit, 1), (implicit, 0), (use_gen,), (star_except,), (unpack,), (dead,)]:
    lines(f, *a)
