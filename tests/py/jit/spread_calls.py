# Calls with `*arguments`, and calls of ever other functions.


def apply(function, arguments):
    return function(*arguments)


def add(*values):
    total = 0
    for v in values:
        total += v
    return total


def three(a, b=20, c=30, *, d=400):
    return a + b + c + d


def keys(a, *rest, **named):
    return a, rest, sorted(named.items())


FUNCTIONS = [
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a // b,
    lambda a, b: (a, b),
    lambda a, b: [b, a],
    lambda a, b: a < b,
    lambda a, b: a == b,
    lambda a, b: a ** b,
    lambda a, b: a if b else b,
    lambda a, b: str(a) + str(b),
    lambda a, b: b or a,
    lambda a, b: a % b,
    three,
    add,
    max,
    divmod,
    keys,
]


def all_of_them(count):
    out = {}
    for i in range(count):
        f = FUNCTIONS[i % len(FUNCTIONS)]
        try:
            r = apply(f, [i % 5, i % 3])
        except ZeroDivisionError as e:
            r = type(e).__name__
        r = f.__name__, str(r)
        out[r] = out.get(r, 0) + 1
    return out


for r in sorted(all_of_them(3400).items()):
    print(r)


# called by position, in one place
def chosen(count):
    total = 0
    for i in range(count):
        f = FUNCTIONS[i % 12]
        try:
            r = f(i % 7, i % 4)
        except ZeroDivisionError:
            r = 1000
        total += r if isinstance(r, int) else len(r)
    return total


print(chosen(6000))


# lists, tuples, lengths, and other things
class Items:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(self.n))


def lengths(count):
    total = 0
    for i in range(count):
        n = i % 6
        total += apply(add, list(range(n))) * 1
        total += apply(add, tuple(range(n))) * 10
        total += apply(add, range(n)) * 100
        total += apply(add, Items(n)) * 1000
        total += apply(add, (x for x in range(n))) * 10000
        total += apply(add, {x: x for x in range(n)}) * 100000
    return total


print(lengths(1200))


def errors(count):
    out = {}
    for i in range(count):
        arguments = [(1,), [1, 2, 3, 4], (), 5, None, [1, 2]][i % 6]
        try:
            r = apply(three, arguments)
        except TypeError as e:
            r = str(e)
        out[str(r)] = out.get(str(r), 0) + 1
    return sorted(out.items())


for r in errors(1200):
    print(r)


# what is passed on
def wrapped(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


plain, named = wrapped(three), wrapped(keys)


def wraps(count):
    out = {}
    for i in range(count):
        if i % 3:
            r = plain(i % 4, i % 2)
        elif i % 2:
            r = str(named(1, 2, x=i % 5))
        else:
            r = str(named(i % 3))
        out[str(r)] = out.get(str(r), 0) + 1
    return sorted(out.items())


for r in wraps(1800):
    print(r)


# the arguments of a call may change while it runs
def changing(xs, y):
    shared.append(y)
    return len(xs) + y


shared = []


def changes(count):
    total = 0
    for i in range(count):
        arguments = [shared, i % 3]
        total += apply(changing, arguments)
        arguments.append(1)
        if len(shared) > 5:
            shared.clear()
    return total


print(changes(1000))


# methods, classes, instances that can be called
class Pair:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def sum(self, c, d):
        return self.a + self.b + c + d

    def __call__(self, *rest):
        return self.a, rest


def things(count):
    out = 0
    p = Pair(1, 2)
    for i in range(count):
        q = apply(Pair, (i, i + 1))
        out += q.a * q.b % 7
        out += apply(p.sum, [i, i])
        out += len(apply(p, (1,) * (i % 3))[1])
    return out


print(things(1500))


# functions whose code is replaced
def one(a, b):
    return a + b


def other(a, b):
    return a * b


def replaced(count):
    total = 0
    before = one.__code__
    for i in range(count):
        if i == count // 2:
            one.__code__ = other.__code__
        total += apply(one, (i % 3, i % 5))
    one.__code__ = before
    return total


print(replaced(2000))


# recursion through whatever is called
def walk(node, visit):
    kind, parts = node
    return visit[kind](*parts)


VISIT = {
    "leaf": lambda x: x,
    "sum": lambda *xs: sum([walk(x, VISIT) for x in xs]),
    "neg": lambda x: -walk(x, VISIT),
    "mul": lambda x, y: walk(x, VISIT) * walk(y, VISIT),
    "if": lambda c, x, y: walk(x, VISIT) if walk(c, VISIT) else walk(y, VISIT),
    "fail": lambda x: 1 // (walk(x, VISIT) - walk(x, VISIT)),
    "try": lambda x, y: attempt(x, y),
}


def attempt(x, y):
    try:
        return walk(x, VISIT)
    except ZeroDivisionError:
        return walk(y, VISIT)


def tree(n):
    if n == 0:
        return "leaf", (3,)
    kinds = ["sum", "neg", "mul", "if", "try"]
    kind = kinds[n % 5]
    if kind == "neg":
        return kind, [tree(n - 1)]
    if kind == "if":
        return kind, [tree(n // 2), tree(n - 1), tree(0)]
    if kind == "try":
        return kind, [("fail", (tree(n - 1),)), ("sum", (tree(n - 2), tree(0), tree(1)))]
    return kind, (tree(n - 1), tree(n // 3))


print([walk(tree(n), VISIT) % 1000003 for n in range(12)] * 1)
print(sum(walk(tree(9), VISIT) % 7 for _ in range(60)))
