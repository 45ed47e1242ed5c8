# Frames looked at and written to from inside hot code, and hot code going on afterwards.
import sys

def look(depth): return sys._getframe(depth)
def peek(): return sys._getframe(1).f_locals["i"], sys._getframe(2).f_code.co_name, sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno
def loop(n):
    seen = []
    total = 0
    for i in range(n):
        total += i
        if i % 250 == 7: seen.append(peek())
    return seen, total
print(loop(1200))

def poke():
    f = sys._getframe(1)
    f.f_locals["x"] = f.f_locals["x"] + 1000
def written(n):
    x = 0
    for i in range(n):
        x += 1
        if i in (400, 900): poke()
    return x
print(written(1000))

def inlined(k): return peek_two(k) if k % 300 == 5 else k
def peek_two(k): return k + sys._getframe(2).f_locals["t"] % 7
def through(n):
    t = 0
    for i in range(n): t += inlined(i)
    return t
print(through(1000))

kept = []
def keep(n):
    for i in range(n):
        if i == 500: kept.append(sys._getframe())
        last = i * 2
    return last
print(keep(800), kept[0].f_locals["last"], kept[0].f_locals["i"], kept[0].f_code.co_name)

def rec(n):
    if n == 0:
        f, names = sys._getframe(), []
        while f and f.f_code.co_name == "rec": names.append(f.f_locals["n"]); f = f.f_back
        return names
    return rec(n - 1)
for k in range(200): r = rec(12)
print(r)

events = []
def tracer(f, e, a):
    if f.f_code.co_name == "traced": events.append((e, f.f_lineno - f.f_code.co_firstlineno))
    return tracer
def traced(i):
    j = i + 1
    return j
def tracing(n):
    t = 0
    for i in range(n):
        if i == 500: sys.settrace(tracer)
        t += traced(i)
        if i == 502: sys.settrace(None)
    return t
print(tracing(900), len(events), events[:4])

def gen(n):
    for i in range(n): yield i, sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno
print(sum(a + b for a, b in gen(900)))

class Seen:
    def __eq__(self, other): seen_eq.append(sys._getframe(1).f_locals.get("i")); return False
    def __hash__(self): return 5
seen_eq = []
def lookups(n):
    d = {5: "five"}
    hits = 0
    for i in range(n):
        if i == 600: d = {Seen(): 1}
        hits += d.get(5) == "five"
        hits += 5 in d
    return hits
print(lookups(605), seen_eq)
