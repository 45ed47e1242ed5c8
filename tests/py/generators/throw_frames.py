# While an exception is thrown into what a generator delegates to, the generator's frame is on the stack.
import sys


def stack():
    f, names = sys._getframe(1), []
    while f is not None and f.f_code.co_name != '<module>':
        names.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        f = f.f_back
    return names


def inner():
    while True:
        try:
            yield 1
        except ValueError:
            print(stack())
            print(sorted(sys._getframe(1).f_locals.items(), key=lambda kv: kv[0])[:2])
            sys._getframe(1).f_locals['a'] = 'changed'
        except KeyError:
            return stack()


def middle(a):
    try:
        raise OverflowError('handled in the middle')
    except OverflowError:
        r = yield from inner()
        print(type(sys.exception()).__name__)
    print(a, r)
    yield 'more'


def outer(b):
    yield from middle(b + 1)


def throw(g, e):
    return g.throw(e)


g = outer(4)
print(next(g))
for _ in range(3):
    print(throw(g, ValueError()))
print(g.gi_frame.f_back, g.gi_yieldfrom.gi_frame.f_locals['a'], g.gi_running)
print(throw(g, KeyError()))
print(list(g))


class Steps:
    def __iter__(self):
        return self

    def __next__(self):
        return 7

    def throw(self, *e):
        print(stack(), type(sys.exception()).__name__)
        try:
            g.send(None)
        except ValueError as x:
            print(x)
        raise TypeError


def over():
    try:
        yield from Steps()
    except TypeError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(names, stack())
        yield 8


g = over()
print(next(g))
try:
    raise RuntimeError
except RuntimeError:
    print(throw(g, LookupError()))
print(list(g))


class Awaitable:
    def __await__(self):
        try:
            yield 3
        except IndexError:
            print(stack())
            return 5


async def task(n):
    return await Awaitable() if n == 0 else await task(n - 1)


c = task(2)
print(c.send(None))
try:
    c.throw(IndexError)
except StopIteration as e:
    print(e.value)
