"""What an AttributeError is told of the access that it leaves, also if a loop has entered what `getattr` comes down to."""

class P:
    def __init__(self, n): self.n = n
    @property
    def bad(self):
        raise AttributeError("inside", self.n)
    @property
    def now_and_then(self):
        if self.n % 3 == 0: raise AttributeError("of three")
        return self.n
    @property
    def missing(self): return self.nothing
    @property
    def other(self): raise AttributeError("told", name="x", obj=1)
    @property
    def wrong(self): raise KeyError("key")
class Fallback(P):
    def __getattr__(self, name):
        if name == "nothing": return 1
        raise AttributeError("no " + name)

def tell(o, how, name):
    try:
        if how == 0: return getattr(o, name)
        if how == 2: return getattr(*(o, name))
        if how == 3: return getattr(o, name, "default")
        if how == 4: return (getattr)(name=name)
    except AttributeError as e:
        return e.args, e.name, e.obj is o
    except Exception as e:
        return repr(e)

for cls in P, Fallback:
    for how in 0, 2, 3, 4:
        for name in "bad", "now_and_then", "missing", "other", "wrong", "absent":
            found = [tell(cls(i), how, name) for i in range(40)]
            print(cls.__name__, how, name, found[-2:], len(set(map(str, found))))

def outer(o, n):
    told = []
    for i in range(n):
        o.n = i
        try:
            told.append(getattr(o, "now_and_then"))
        except AttributeError as e:
            told.append(e.name)
    return told
print(outer(P(0), 50)[-8:], outer(P(0), 50).count("now_and_then"))
