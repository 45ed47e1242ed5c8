import warnings; warnings.simplefilter("ignore")
def g():
    print("start")
    x = yield 1
    print("got", x)
    try:
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "handled"
    finally:
        print("finally")
    return "done"
i = g()
print(type(i).__name__, i.gi_running, i.gi_yieldfrom, i.gi_code.co_name, i.__name__, i.__qualname__)
print(next(i), i.send("a"), i.throw(ValueError("v")))
try: next(i)
except StopIteration as e: print("stop", e.value)
try: next(i)
except StopIteration as e: print("stop", e.value)
print(i.gi_frame, i.gi_suspended)
i = g()
try: i.send(1)
except TypeError as e: print(e)
next(i); next(i); i.close()
print(next(i, "exhausted"))
i = g(); i.close()
print(list(i))
i = g()
try: i.throw(KeyError("k"))
except KeyError as e: print(repr(e))
print(list(i))
def ignore():
    while True:
        try: yield 1
        except GeneratorExit: print("ignoring")
        if stop: return
stop = False
i = ignore(); next(i)
try: i.close()
except RuntimeError as e: print(e)
stop = True; i.close()
def closer():
    try: yield
    except GeneratorExit: return "close value"
i = closer(); next(i)
print(i.close(), i.close())
def raises():
    yield 1
    raise StopIteration("inside")
i = raises(); next(i)
try: next(i)
except RuntimeError as e: print(e, repr(e.__cause__), e.__context__ is e.__cause__)
def reenter():
    try: next(me)
    except ValueError as e: print(e)
    yield
me = reenter(); next(me)
def one(): yield 1
for bad in [lambda: one().throw(5), lambda: one().throw(int), lambda: one().throw(), lambda: one().send(), lambda: one().throw(ValueError, 5, 7), lambda: next(5), lambda: one()(), lambda: one()[0], lambda: len(one())]:
    try: bad()
    except TypeError as e: print(e)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 15)))
gen = (x * x for x in range(5))
print(gen.__name__, next(gen), sum(gen), list(gen))
def tree(t):
    if t:
        l, v, r = t
        yield from tree(l); yield v; yield from tree(r)
print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))
def ctx():
    try:
        raise KeyError("outer")
    except KeyError:
        yield 1
        raise
i = ctx(); next(i)
try: raise ValueError("unrelated")
except ValueError:
    try: next(i)
    except KeyError as e: print(repr(e), repr(e.__context__))
def empty():
    return 5
    yield
print(list(empty()))
def args(*a, **k): yield a; yield k
print(list(args(1, b=2)))
i = fib()
print(iter(i) is i, (yield_expr := lambda: (yield 5))().__next__())
