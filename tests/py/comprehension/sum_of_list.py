"""sum() of a list comprehension: the list is never seen, so that it need not be made."""
import gc
import sys
import traceback


class Int(int):
    pass


class Real(float):
    pass


class Adds:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        print("  add", self.value, repr(other))
        return Adds(self.value + other)

    def __radd__(self, other):
        print("  radd", repr(other), self.value)
        return self.value

    def __repr__(self):
        return f"Adds({self.value!r})"


class Breaks:
    def __radd__(self, other):
        print("  breaks with", repr(other))
        raise KeyError("here")


def show(items):
    """The same as a comprehension and as a list, by int, float and without a start."""
    results = []
    for f in (
        lambda: sum([x for x in items]),
        lambda: sum([x for x in items], 0),
        lambda: sum([x for x in items], 0.0),
        lambda: sum([x for x in items], 1),
        lambda: sum([x for x in items], 1.5),
        lambda: sum([x for x in items if x is not None]),
        lambda: sum([x for _ in "a" for x in items]),
        lambda: sum(items),
        lambda: sum(items, 0.0),
        lambda: sum(x for x in items),
    ):
        try:
            r = f()
            results.append((type(r).__name__, repr(r)))
        except Exception as e:
            results.append((type(e).__name__, str(e)))
    print(items if all(type(x) in (int, float, bool) for x in items) else len(items))
    for r in results:
        print("  ", *r)


big = sys.float_info.max
for items in [
    [],
    [1],
    [1, 2, 3],
    [0.1] * 10,
    [0.1] * 5 + [1] + [0.1] * 4,
    [1e16, 1, 1, 1, 1.0],
    [1e16, True, True, 1.0],
    [1e16, Int(1), Int(1), 1.0],
    [1e16, Real(1), 1.0, 1.0, 1.0],
    [True, False, True],
    [True, 1e16, 1.0, 1.0],
    [Int(1), 1e16, 1.0, 1.0],
    [1, 1e100, 1, -1e100],
    [1e16, 2**53 + 1, 1.0, -1e16],
    [1.0, 2**70, 1.0, -(2.0**70)],
    [2**64, 1e19, 1.0, 1.0, -1e19],
    [2**64, -(2**64), 1e16, 1.0, 1.0],
    [2**61] * 9,
    [-(2**61)] * 9,
    [2**62 - 1, 1, -1],
    [1.0, 10**400],
    [1, 10**400, 1.0],
    [-0.0],
    [-0.0, -0.0],
    [0.0, -0.0],
    [1e308, 1e308, -1e308],
    [float("inf"), 1.0],
    [float("inf"), -float("inf")],
    [float("nan"), 1.0],
    [big, -1e292, 1e292],
    [-1.5 * 2.0**971, big, 0.5],
    [big, big],
    [big, -big, 1e-300],
    [5e-324, 1.0, -1.0],
    [1, 2j, 1e16, 1.0, 1.0, 1],
    [2j, 1e16, 1.0, Int(1), Real(1.0), True],
    [2j, 10**400],
    ["a"],
    [1.0, "a"],
    [1, None],
    [1.0, [2]],
    [[1], [2]],
    [1, Adds(1e16), 1.0, 1.0],
    [1.0, 1e16, Adds(1e16), 1.0, 1.0],
    [1.0, Adds(2j), 1e16, 1.0, 1.0],
    [1, 2, Breaks(), 3],
    [1.5, 2, Breaks(), "a"],
]:
    show(items)


# what the items do happens before what their addition does
def noisy(x):
    print("  item", x)
    return Adds(x) if x == 2 else x


print(sum([noisy(x) for x in range(5)]))
print(sum([noisy(x) for x in (0.5, 2, 3)]))


# the name may mean something else
def shadowed(sum, items):
    return sum([x + 1 for x in items]), sum([x for x in items if x > 1], 0)


print(shadowed(lambda l, *start: (type(l).__name__, l, start), [1, 2, 3]))
print(shadowed(max, [[1], [2]]) if False else shadowed(sum, [1, 2, 3]))


def by_global(items):
    return sum([x * 2 for x in items])


print(by_global([1, 2]))
sum = lambda l: ("mine", l)
print(by_global([1, 2]))
del sum
print(by_global([1, 2]))

import builtins

original = builtins.sum
builtins.sum = lambda l: ("theirs", original(l))
print(by_global([1, 2]))
builtins.sum = max
print(by_global([1, 2]))
builtins.sum = original
print(by_global([1, 2]))


def changed_meanwhile():
    global sum

    def change(x):
        global sum
        sum = len
        return x

    return sum([change(x) for x in (5, 6)])


print(changed_meanwhile(), sum("four"))
del sum


# errors are the call's
def fails(items):
    return (
        1 +
        sum([x for x in items])
    )


for items in ([1, "a"], [1.5, "a"], [1.5, 10**400]):
    try:
        fails(items)
    except Exception:
        traceback.print_exc(file=sys.stdout)

try:
    sum([1 // x for x in (1, 0)])
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)
try:
    sum([x for x in 5])
except TypeError as e:
    print(e)
try:
    sum([x for x in (1, 2)], "")
except TypeError as e:
    print(e)
try:
    sum([x for x in (1, 2)], 1, 2)
except TypeError as e:
    print(e)
print(sum([x for x in (1, 2)], start=10), sum([x for x in ([1], [2])], []), sum(*[[x for x in (1, 2)]]))


# nobody sees what it is made of
def look(x):
    frame = sys._getframe(1)
    return len(frame.f_locals) + x


def looks(a):
    return sum([look(x) for x in range(3)])


print(looks(1))
print(sum([sum([y for y in range(x)]) for x in range(5)]))
print(sum([x for x in range(5) if sum([x, 1]) > 2]))


def generator():
    total = sum([x for x in (yield)])
    yield total
    yield sum([(lambda: x)() for x in range(4)])


g = generator()
next(g)
print(g.send([1, 2.5]), next(g))


async def wait(x):
    return x


async def waits():
    return sum([await wait(x) for x in (1, 2.5, 3)])


try:
    waits().send(None)
except StopIteration as e:
    print(e.value)


class Body:
    total = sum([x for x in (1, 2)])
    name = [sum([x * y for y in (1, 2)]) for x in (1, 2)]


print(Body.total, Body.name)
print(eval("sum([x for x in (1, 2.5)])"), (lambda: sum([x for x in (1, 2.5)], 3))())


# a profiler hears of the call
events = []
sys.setprofile(lambda frame, event, arg: events.append((event, getattr(arg, "__name__", arg))))
sum([x for x in (1, 2)])
sum([x for x in (1, None) if x])
try:
    sum([x for x in (1, None)])
except TypeError:
    pass
sys.setprofile(None)
print(events)
gc.collect()
