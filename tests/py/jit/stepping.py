"""`next`, `send`, `reversed`, `pop` and short `%` formats in hot loops: at the end, with defaults, with what breaks them."""


def counter(n):
    total = 0
    for i in range(n):
        got = yield total
        total += i if got is None else got
    return "done"


def stepped(n):
    g, values = counter(40), []
    for i in range(n):
        try:
            values.append(next(g) if i % 3 else g.__next__())
        except StopIteration as e:
            values.append(e.value)
            g = counter(7)
    return sum(v for v in values if type(v) is int), [v for v in values if type(v) is not int]


print(stepped(100))


def sent(n):
    g, out, errors = counter(n // 2), 0, []
    try:
        g.send(1)
    except TypeError as e:
        errors.append(str(e))
    next(g)
    for i in range(n):
        try:
            out += g.send(i)
        except StopIteration as e:
            errors.append(e.value)
            g = counter(1000)
            g.send(None)
    return out, errors


print(sent(100))


def raising(n):
    def g():
        for i in range(n):
            if i == 70:
                raise ValueError(i)
            yield i

    it, total = g(), 0
    for _ in range(n):
        try:
            total += next(it)
        except ValueError as e:
            import traceback

            names = [f.name for f in traceback.extract_tb(e.__traceback__)]
        except StopIteration:
            total += 1000
    return total, names


print(raising(90))


def scheduler(n):
    def worker(name, steps):
        for _ in range(steps):
            yield name
        return steps

    def boss(name, steps):
        done = yield from worker(name, steps)
        yield from worker("boss", done // 2)

    ready = [boss("task%d" % (i % 3), n) for i in range(5)]
    counters, switches = {}, 0
    while ready:
        again = []
        for task in ready:
            try:
                name = next(task)
            except StopIteration:
                continue
            switches += 1
            counters[name] = counters.get(name, 0) + 1
            again.append(task)
        ready = again
    return counters, switches


print(scheduler(30))


def itself(n):
    def g():
        while True:
            try:
                next(me)
            except ValueError as e:
                yield str(e)

    me = g()
    texts = set()
    for _ in range(n):
        texts.add(next(me))
    return texts


print(itself(50))


def iterators(n):
    l, out = list(range(n)), []
    it, t, r, d = iter(l), iter((1, 2, 3)), iter(range(n)), {k: -k for k in range(n)}
    keys, items = iter(d), iter(d.items())
    total = 0
    for i in range(n + 5):
        total += next(it, 100) + next(r, 7) + next(keys, 0)
        pair = next(items, None)
        out.append(pair)
        if next(t, None) is None:
            t = iter((i, "x"))
        if i == n - 10:
            l.append(5000)
        if i == n - 5:
            l.clear()
    return total, out[-7:]


print(iterators(60))


def backwards(n):
    out, total = [], 0
    for i in range(n):
        l = list(range(i % 7))
        for x in reversed(l):
            total = total * 3 % 1000 + x
            if i == 50 and l:
                l.pop()
        for x in reversed(range(i % 5, i, 1 + i % 3)):
            total += x * 2
        for x in reversed((i, i + 1)):
            total -= x
        for x in reversed("ab"):
            out.append(x)
        it = reversed([1, 2, 3])
        out.append(next(it))
        out.extend(it)
    return total, len(out), out[-4:]


print(backwards(80))


def pops(n):
    l, out, errors = [], [], 0
    for i in range(n):
        l.append([i])
        if i % 3 == 2:
            out.append(l.pop()[0])
            out.append(len(l))
        if i % 17 == 16:
            out.append(l.pop(0)[0])
        if i == 60:
            l = [[1]]
        try:
            if i > 60:
                l.pop()
                l.pop()
        except IndexError as e:
            errors += 1
            text = str(e)
    return out, l, errors, text


print(pops(80))


def formats(n):
    out = set()
    for i in range(n):
        for v in (i, -i, "t%d" % i, True, 2**70, 1.5, None, "\u00e9", (i,), (i, "x"), [i]):
            try:
                out.add("a%db" % v)
            except TypeError as e:
                out.add(str(e))
            out.add("%s!" % (v,))
            try:
                out.add("%s-%d%%" % v)
            except TypeError as e:
                out.add(str(e))
        out.add("w%d" % (i * 7 % 30))
        out.add("%s:%s" % ("k" * 70, "v" * 70))
    return len(out), sorted(out)[::9]


print(formats(25))


def squares(items):
    for item in items:
        yield item * item


def consumed(n):
    total = 0
    for i in range(n):
        total += sum(squares(x + 1 for x in range(i))) + max(squares([i, 2]), default=0)
        total += any(v > 50 for v in squares(range(i))) + len(list(squares(range(3))))
    return total


print(consumed(60))
