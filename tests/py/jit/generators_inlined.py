# Generators resumed by hot loops: inlined, called where they recurse or loop, left and entered again in the middle.
import sys


def numbers(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def squares(items):
    for item in items:
        yield item * item


class Node:
    def __init__(self, low, high):
        self.value = (low + high) // 2
        self.left = Node(low, self.value) if low < self.value else None
        self.right = Node(self.value + 1, high) if self.value + 1 < high else None

    def items(self):
        if self.left is not None:
            yield from self.left.items()
        yield self.value
        if self.right is not None:
            for x in self.right.items():
                yield x


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for tail in permutations(items[:i] + items[i + 1 :]):
            yield (items[i],) + tail


def primes():
    composites = {}
    n = 2
    while True:
        divisors = composites.pop(n, None)
        if divisors is None:
            yield n
            composites[n * n] = [n]
        else:
            for divisor in divisors:
                composites.setdefault(n + divisor, []).append(divisor)
        n += 1


def delegating(n):
    a = yield from numbers(n)
    b = yield from returning(n)
    yield (a, b)


def returning(n):
    for i in range(n):
        yield -i
    return n * 2


def changing(n):
    # another type, an exception that is handled inside, a local that is unbound
    total = 0
    for i in range(n):
        if i % 50 == 49:
            total = float(total)
        try:
            if i % 7 == 3:
                raise ValueError(i)
            total += i
        except ValueError as e:
            total -= e.args[0]
        yield total


def failing(n):
    for i in range(n):
        yield i
    raise KeyError(n)


def looks(n):
    for i in range(n):
        if i == n - 2:
            yield sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno, sorted(sys._getframe().f_locals)
        yield i


def run(rounds):
    total = 0
    for _ in range(rounds):
        for v in squares(numbers(30)):
            if v % 2 == 0:
                total += v
    print(total)
    tree = Node(0, 40)
    for _ in range(rounds):
        seen = []
        for x in tree.items():
            seen.append(x)
        assert seen == list(range(40)), seen
    for _ in range(rounds // 10):
        count = 0
        for p in permutations((1, 2, 3, 4)):
            count += p[0] * p[3]
        assert count == 140, count
    found = []
    for p in primes():
        if p > 300:
            break
        found.append(p)
    print(len(found), found[-1])
    for k in range(rounds):
        last = None
        for x in delegating(5):
            last = x
        assert last == (None, 10), last
    for k in (3, 100, 300):
        print(k, [x for x in changing(k)][-1])
    errors = 0
    for k in range(rounds):
        try:
            for i in failing(k % 5):
                errors += i
        except KeyError as e:
            errors += 100 + e.args[0] + e.__traceback__.tb_next.tb_lineno - failing.__code__.co_firstlineno
    print(errors)
    for k in range(rounds):
        for x in looks(6):
            pass
    print([x for x in looks(6)])


def handled(rounds):
    # resumed while an exception is being handled, and not
    total = 0
    for k in range(rounds):
        g = numbers(4)
        try:
            if k % 2:
                raise IndexError(k)
            for x in g:
                total += x
        except IndexError:
            for x in g:
                total += x
                assert sys.exception().args == (k,)
        assert sys.exception() is None
    print(total)


def sent(rounds):
    def mean():
        total = count = 0
        value = None
        while True:
            got = yield value
            total += got
            count += 1
            value = total / count

    g = mean()
    next(g)
    for i in range(rounds):
        last = g.send(i)
    print(last)
    closed = 0
    for i in range(rounds):
        h = numbers(3)
        next(h)
        if i % 3 == 0:
            h.close()
        elif i % 3 == 1:
            try:
                h.throw(ValueError("x"))
            except ValueError:
                closed += 1
        for x in h:
            closed += x
    print(closed)


def itself(rounds):
    # a generator that is asked for an item by its own body
    def selfish():
        for i in range(3):
            try:
                for x in holder[0]:
                    yield x
            except ValueError as e:
                yield str(e)

    answers = set()
    for _ in range(rounds):
        holder = [None]
        holder[0] = selfish()
        for x in holder[0]:
            answers.add(x)
    print(sorted(answers))


def native(rounds):
    total = 0
    for k in range(rounds):
        total += sum(i * 2 for i in range(k % 10))
        total += len(list(numbers(k % 7))) + max((x for x in (k, 3, 5)), default=0)
        total += any(x > 3 for x in numbers(8)) + all(x < 3 for x in numbers(8))
    print(total, ",".join(str(x) for x in numbers(5)), dict((x, x) for x in numbers(2)))


run(60)
handled(60)
sent(90)
itself(40)
native(80)
