# Variables of running frames written from outside (PEP 667) in the middle of compiled loops, in every kind of frame.
import sys
from support import watch
watch.start()

def poke(name, v, depth=1): sys._getframe(depth).f_locals[name] = v

def function(n, at):
    x, y = 0, 0.5
    for i in range(n):
        x += 1
        y += 0.25
        if i == at: poke("x", 1000); poke("y", "text")
        if type(y) is str: y = 0.0
    return x, y
print(function(200, 150))
print(watch.entered(function, 200, -1))

# the type changes, the loop goes on
def types(n):
    x, seen = 0, []
    for i in range(n):
        x = x + x if type(x) is str and len(x) < 4 else x
        if i == 50: poke("x", 2.5)
        if i == 100: poke("x", "ab")
        if i == 150: poke("x", None)
        if i % 40 == 20: seen.append(x)
        if type(x) is int: x += 1
    return seen
print(types(200))

# the loop's own counter, and what it walks
def counter(n):
    out = []
    for i in range(n):
        if i == n // 2: poke("i", -5)
        if i < 0 or i % 30 == 0: out.append(i)
    return out
print(counter(120))
def condition(n):
    i = turns = 0
    while i < n:
        i += 1
        turns += 1
        if turns == 100: poke("i", n - 10)
    return i, turns
print(condition(1000))

# frames of callers of inlined and of compiled calls
def inner(i):
    if i == 120: poke("t", 5, 3)
    return i
def outer(i): return inner(i)
def callers(n):
    t = 0
    for i in range(n):
        r = outer(i)
        t += r
    return t
print(callers(121), callers(122), callers(200))
def with_loop(i, at):
    s = 0
    for j in range(5):
        s += j
        if i == at and j == 3: poke("t", -1000, 2); poke("s", 100)
    return s
def compiled_call(n, at):
    t = 0
    for i in range(n):
        r = with_loop(i, at)
        t += r
    return t
print(compiled_call(150, 140), watch.entered(compiled_call, 150, -1))

# recursion: the innermost writes to them all
def recursive(n, m):
    x = n
    if n == 0:
        f = sys._getframe()
        while f.f_code.co_name == "recursive":
            f.f_locals["x"] = f.f_locals["x"] + m
            f = f.f_back
        return 0
    y = recursive(n - 1, m)
    return x + y
print([recursive(6, k % 3) for k in range(40)][-4:])

# cells
def cells(n):
    x = 0
    def add(k):
        nonlocal x
        x += k
        return x
    for i in range(n):
        add(1)
        if i == 100: poke("x", 1000)
        if i == 150: add.__closure__[0].cell_contents = 7
    return x
print(cells(130), cells(200))

# generators, written to while suspended and while they run
def generator(n):
    t = 0
    for i in range(n):
        t += i
        yield t
        if i == 80: poke("t", 0)
def suspended(n):
    g, s = generator(n), 0
    for k, v in enumerate(g):
        s += v
        if k == 50: g.gi_frame.f_locals["t"] = 10**6
    return s
print(suspended(60), suspended(120))

# module level and class bodies
total = 0
for i in range(150):
    total += 1
    if i == 100: sys._getframe().f_locals["total"] = 0
    if i == 120: globals()["i"] = i
    if i == 130: exec("total = total * 2")
print(total)
def body(n):
    class C:
        x = 0
        for i in range(n):
            x += 1
            if i == 70: poke("x", 700)
    return C.x
print(body(100))

# new names, deleted names, names that are unbound yet
def unbound(n):
    for i in range(n):
        if i == 100: poke("late", "bound from outside")
    try: return late
    except UnboundLocalError: return "unbound"
    late = None
print(unbound(50), unbound(200))
def extra(n):
    for i in range(n):
        if i == 100: poke("no_variable", i)
    return sys._getframe().f_locals["no_variable"], "no_variable" in locals()
print(extra(200))
def deleted(n):
    x = 1
    for i in range(n):
        try: x += 1
        except UnboundLocalError: x = -100
        if i == 100: del x
    return x
print(deleted(150))

# a variable of an inlined frame is written, and the frame kept
kept = []
def keeper(i):
    x = i
    if i in (110, 111): kept.append(sys._getframe()); poke("x", i * 1000)
    return x
def keeping(n): return sum([keeper(i) for i in range(n)])
print(keeping(150), [f.f_locals["x"] for f in kept], watch.entered(keeping, 100))

# written in every turn
def always(n):
    x = 0
    for i in range(n):
        poke("x", x + 2)
        x -= 1
    return x
print(always(500))
