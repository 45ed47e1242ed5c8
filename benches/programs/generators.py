"""Generators: pipelines, recursion with `yield from`, two-way traffic with send, a scheduler of coroutines.

Source of the algorithms: the incremental sieve after Melissa O'Neill, "The Genuine Sieve of Eratosthenes", 2009;
the running mean and the round-robin scheduler follow PEP 342.

Exercises: resuming and suspending frames, generator expressions, send, close, delegation.
"""

import sys

EXPECTED = (2903, 2036, 333833500, 11325, 1500, 49.5)


def primes():
    """An endless incremental sieve: each composite knows the primes that divide it."""
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


def take(count, items):
    for item in items:
        if count == 0:
            return
        count -= 1
        yield item


class Tree:
    def __init__(self, low, high):
        self.value = (low + high) // 2
        self.left = Tree(low, self.value) if low < self.value else None
        self.right = Tree(self.value + 1, high) if self.value + 1 < high else None

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def numbers(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def squares(items):
    for item in items:
        yield item * item


def running_mean():
    total, count, mean = 0.0, 0, None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count


class Scheduler:
    """Round robin over tasks; a task yields the name of the counter that it wants raised."""

    def __init__(self):
        self.ready = []
        self.counters = {}
        self.switches = 0

    def spawn(self, task):
        self.ready.append(task)

    def run(self):
        while self.ready:
            again = []
            for task in self.ready:
                try:
                    name = next(task)
                except StopIteration:
                    continue
                self.switches += 1
                self.counters[name] = self.counters.get(name, 0) + 1
                again.append(task)
            self.ready = again


def worker(name, steps):
    for _ in range(steps):
        yield name
    return steps


def boss(name, steps):
    done = yield from worker(name, steps)
    yield from worker("boss", done // 2)


def once():
    prime = 0
    for prime in take(420, primes()):
        pass
    in_order = list(Tree(0, 150))
    assert in_order == list(range(150))
    total = sum(squares(item + 1 for item in numbers(1000)))
    evens = sum(1 for value in squares(numbers(4072)) if value % 2 == 0)
    scheduler = Scheduler()
    for i in range(10):
        scheduler.spawn(boss("task%d" % (i % 3), 100))
    scheduler.run()
    mean = running_mean()
    next(mean)
    last = None
    for i in range(100):
        last = mean.send(i)
    mean.close()
    assert scheduler.counters["boss"] == 500
    return prime, evens, total, sum(in_order) + 150, scheduler.switches, last


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("generators: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 360))
