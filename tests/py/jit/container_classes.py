# Classes below dict and list, made in hot loops: their __init__, what it does, what goes wrong in it.
class Scope(dict):
    made = 0

    def __init__(self, names, values, outer=None):
        Scope.made += 1
        dict.__init__(self, zip(names, values))
        self.outer = outer

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope:
                return scope[name]
            scope = scope.outer
        raise LookupError(name)


class Stack(list):
    def __init__(self, *items):
        self.extend(items)
        self.limit = 3

    def push(self, x):
        if len(self) >= self.limit:
            raise OverflowError("full")
        self.append(x)


class Odd(list):
    def __init__(self, n):
        if n % 50 == 49:
            return n
        list.__init__(self, range(n % 3))


class Counting(dict):
    def __new__(cls, *args):
        self = dict.__new__(cls)
        self.args = args
        return self

    def __init__(self, a):
        self["a"] = a


def work(n):
    total, full, errors = 0, 0, []
    base = Scope("ab", (1, 2))
    for i in range(n):
        s = Scope(("x", "y"), [i, i + 1], base)
        total += s.find("x") + s.find("b")
        if i % 40 == 39:
            try:
                s.find("z")
            except LookupError as e:
                errors.append(e.args)
        k = Stack(1, 2)
        k.push(i)
        try:
            k.push(i)
        except OverflowError:
            full += len(k)
        total += len(Counting(i).args) + len(Counting(i))
        try:
            total += len(Odd(i))
        except TypeError as e:
            errors.append(str(e))
    return total, full, errors, type(s) is Scope, s.outer is base, k


print(work(200))
print(Scope.made)


# the class gets another __new__ or __init__ while the loop runs
def change(n):
    out = []
    for i in range(n):
        s = Stack(i)
        if i == n // 2:
            Stack.__init__ = lambda self, x: self.append(-x)
        elif i == n * 3 // 4:
            Stack.__new__ = lambda cls, x: [x, x]
        out.append(s)
    return out


made = change(120)
print(made[0], made[60], made[61], made[90], made[91], made[119], {type(x).__name__ for x in made[91:]})
