# Frames of every kind, looked at from inside compiled code: function, inlined callee, compiled call, generator, class body,
# comprehension, module level, recursion, try/except/finally, with. Compiled code is entered again afterwards.
import sys
from support import watch
watch.start()

def line(f): return f.f_lineno - f.f_code.co_firstlineno
def chain(f, n):
    out = []
    while f and len(out) < n:
        out.append((f.f_code.co_name, line(f) if f.f_code.co_name != "<module>" else 0))
        f = f.f_back if out[-1][0] != "<module>" else None
    return out
def variables(f): return {k: v for k, v in sorted(f.f_locals.items()) if isinstance(v, (int, float, str))}
def look(depth=1):
    f = sys._getframe(depth)
    return chain(f, 4), variables(f)

def function(n, at):
    seen, t, x = None, 0, 0.5
    for i in range(n):
        t += i
        x = x * 0.5 + 1.0
        if i == at: seen = look()
    return seen, t, round(x, 6)
print(function(200, 150))
print(watch.entered(function, 200, 999))

# inlined calls, with values that live in registers only
def leaf(a, b):
    c = a * 2
    if a == 120: return look(), b
    return c + b
def middle(a): return leaf(a, a + 1)
def inlined(n):
    t, seen = 0, None
    for i in range(n):
        r = middle(i)
        if i == 120: seen = r
        else: t += r
    return seen, t
print(inlined(200))
print(watch.entered(inlined, 100))

# calls of functions with loops are compiled calls
def looping(k, at):
    s = 0
    for j in range(6):
        s += j * k
        if k == at and j == 4: return look(), s
    return s
def caller(n, at):
    t, seen = 0, None
    for i in range(n):
        r = looping(i, at)
        if type(r) is tuple: seen = r
        else: t += r
    return seen, t
print(caller(150, 130))
print(watch.entered(caller, 100, -1))

# recursion
def depth(n, log):
    m = n * 10
    if n == 0: log.append([variables(f) for f in frames(sys._getframe(), "depth")]); return 0
    return depth(n - 1, log) + m
def frames(f, name):
    while f and f.f_code.co_name == name:
        yield f
        f = f.f_back
for k in range(60):
    log = []
    total = depth(5, log)
print(total, log)
print(watch.entered(depth, 5, []))

# generators: the frame of the generator, and its caller's behind it
def generator(n, at):
    t = 0
    for i in range(n):
        t += i
        yield look() if i == at else t
def walk(n, at):
    seen, s = None, 0
    for v in generator(n, at):
        if type(v) is tuple: seen = v
        else: s += v
    return seen, s
print(walk(150, 140))

# class bodies and module level are dictionaries of their own
def classes(n):
    out = None
    for i in range(n):
        class Body:
            x = i * 2
            if i == n - 1: seen = look()
            for k in range(4): x += k
        if i == n - 1: out = Body.seen[1]["x"], Body.seen[0][0][0], Body.seen[0][1][0], Body.x
    return out
print(classes(40))
module_total = 0
for module_i in range(100):
    module_total += module_i
    if module_i == 90: module_seen = look()
print(module_seen[0][0], module_seen[1]["module_i"], module_seen[1]["module_total"], module_total)
with watch.During() as d:
    for module_i in range(100): module_total += module_i
print(d.entered, module_total)

# comprehensions are part of their function
def comprehension(n):
    k = 3
    pairs = [look() if i == n - 1 else i * k for i in range(n)]
    return pairs[-1], sum(pairs[:-1])
print(comprehension(120))
def nested(n): return [[look() if i + j == 2 * n - 2 else i * j for j in range(n)] for i in range(n)][-1][-1]
print(nested(20))

# try, except, finally, with
class Manager:
    def __enter__(self): self.at = line(sys._getframe(1)); return self
    def __exit__(self, t, e, tb): self.left = line(sys._getframe(1)), t and t.__name__; return t is ValueError
def handlers(n):
    out = []
    for i in range(n):
        m = Manager()
        with m:
            try:
                if i % 3 == 0: raise KeyError(i)
                if i % 3 == 1: raise ValueError(i)
            except KeyError as e:
                if i > n - 4: out.append(("except", look()[0][0], variables(sys._getframe())))
            finally:
                if i > n - 4: out.append(("finally", look()[0][0], sys.exc_info()[0] and sys.exc_info()[0].__name__))
        if i > n - 4: out.append((m.at, m.left))
    return out
for row in handlers(61): print(row)
print(watch.entered(handlers, 3)[1])
print(watch.entered(handlers, 50)[0])

# who called, from a function that many call
def who(): return sys._getframe(1).f_code.co_name, line(sys._getframe(1))
def a(): return who()
def b():
    x = 1
    return who()
def many(n):
    counts = {}
    for i in range(n):
        w = a() if i % 2 else b()
        counts[w] = counts.get(w, 0) + 1
    return counts
print(many(200))
print(watch.entered(many, 100))

# frame objects that are kept show how things go on
def kept(n):
    f = sys._getframe()
    log = []
    for i in range(n):
        square = i * i
        if i % 40 == 0: log.append((f.f_locals["i"], f.f_locals["square"], line(f)))
    return log, f
log, f = kept(200)
print(log, f.f_locals["i"], f.f_locals["square"], f.f_lineno == f.f_code.co_firstlineno + 6)
