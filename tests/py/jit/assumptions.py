# What compiled code takes for constant changes while it runs: classes, functions, globals, builtins.
import builtins


class Base:
    factor = 2

    def value(self, x):
        return x * self.factor


class Derived(Base):
    pass


def helper(x, step=1):
    return x + step


def other(x, step=1):
    return x - step


def loop(n, change=None, at=None):
    d = Derived()
    total = 0
    for i in range(n):
        if i == at:
            change()
        total += d.value(i) + helper(i) + len("ab")
    return total


def nested(n, change=None, at=None):
    # the change happens in a call, and the caller's trace goes on after it
    total = 0
    for i in range(n):
        total += step(i, change, at)
        total += helper(0)
    return total


def step(i, change, at):
    if i == at:
        change()
    return helper(i)


def change_class():
    Base.factor += 1


def change_method():
    Base.value = lambda self, x: -x


def add_to_derived():
    Derived.value = lambda self, x: x * 100


def change_code():
    helper.__code__, other.__code__ = other.__code__, helper.__code__


def change_defaults():
    helper.__defaults__ = (helper.__defaults__[0] + 5,)


def change_global():
    global helper
    helper = lambda x, step=1: 1000


def add_global():
    globals()["fresh%d" % len(globals())] = 1


def shadow():
    globals()["len"] = lambda s: 50


def unshadow():
    del globals()["len"]


def change_builtin():
    builtins.len = lambda s: 7


keep, length = helper, len
print(loop(300), nested(300))
for change in (
    change_class, change_method, add_to_derived, change_code, change_defaults, add_global, change_global,
    shadow, unshadow, change_builtin, change_class, change_code,
):  # fmt: skip
    print(change.__name__, loop(300, change, 150), nested(300, change, 150) if change is not unshadow else "")
    print(loop(300), nested(300))
    if change is change_global:
        helper = keep
builtins.len = length
for k in range(20):
    Base.factor = k
    add_global()
    print(loop(100), end=" ")
print()
