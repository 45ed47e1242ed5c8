"""A lambda with a yield returns its value."""
def last(g, *sent):
    next(g)
    try:
        for s in sent: g.send(s)
    except StopIteration as e: return e.value
f = lambda: (yield 1)
def g(): return (yield 1)
f2 = lambda: (yield from g())
f3 = lambda: ((yield from f()), "more")
f4 = lambda: [(yield), (yield)]
print(last(f(), 2), last(f2(), 3), last(f3(), 4), last(f4(), 5, 6))
