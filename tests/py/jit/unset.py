# Variables and slots that hold nothing while they become hot, and something later.
def outer():
    def get():
        try: return x
        except NameError: return 'unset'
    res=[get() for _ in range(400)]
    x=5
    return get(), len(set(res))
print(outer())
def loc(flag):
    if flag: y = 1
    try: return y
    except NameError: return 'unset'
def run(n, flag):
    r = None
    for i in range(n): r = loc(flag)
    return r
print(run(400, False), run(400, True), run(10, False))
class P: __slots__ = ('a',)
def slot(p):
    try: return p.a
    except AttributeError: return 'unset'
def runs(n, p):
    r = None
    for i in range(n): r = slot(p)
    return r
p = P(); q = P(); q.a = 3
print(runs(400, p), runs(400, q), runs(10, p))
