# Loops whose turns take several branches, each of which may change what other turns take for granted: compiled code enters the
# loop from a branch that has left it before its first turn was over.
from support import watch

watch.start(hot=2, hot_exit=2)


def clip(v):
    return v if -100000 < v < 100000 else v % 9973


class Ball:
    def __init__(self, x, v):
        self.x, self.v = x, v
        self.hits = 0

    def move(self, low, high):
        self.x += self.v
        hit = False
        if self.x > high:
            self.x, self.v, hit = high, -abs(self.v), True
        if self.x < low:
            self.x, self.v, hit = low, abs(self.v), True
        return hit


def bounce(balls, turns):
    hits, low, high = 0, 0, 50
    for turn in range(turns):
        for ball in balls:
            if ball.move(low, high):
                hits += 1
                ball.hits += 1
                if hits % 11 == 0:
                    high -= 1
                elif hits % 13 == 0:
                    low = low + 0.5 if low < 5 else 0
            elif turn % 17 == 5:
                ball.v = -ball.v
    return hits, low, high, [(b.x, b.v, b.hits) for b in balls]


class Machine:
    """Interprets; some operations change what is interpreted."""

    def __init__(self, program):
        self.program, self.at, self.acc = program, 0, 0
        self.limit, self.step = 300, 1

    def run(self):
        log = []
        count = 0
        while count < self.limit:
            count += 1
            op = self.program[self.at % len(self.program)]
            if op == "+":
                self.acc = clip(self.acc + self.step)
            elif op == "-":
                self.acc = clip(self.acc - 2 * self.step)
            elif op == "*":
                self.step = self.step + 1 if count % 7 else 1.5
            elif op == "p":
                self.program = self.program[1:] + self.program[:1]
            elif op == "l":
                self.limit += 1 if self.limit < 900 else 0
            elif op == "n":
                self.step = 1
            else:
                log.append((count, self.acc))
            self.at += 1
        return self.acc, self.limit, self.step, self.program, log[-3:], len(log)


def mandel(size, most):
    rows = []
    for y in range(size):
        row, c_im = 0, 2.0 * y / size - 1
        for x in range(size):
            c_re = 3.0 * x / size - 2
            re = im = 0.0
            left = most
            while left:
                re, im = re * re - im * im + c_re, 2 * re * im + c_im
                if re * re + im * im > 4:
                    break
                left -= 1
            else:
                row += 1
            row += left % 3
        rows.append(row)
    return rows


def kinds(items, turns):
    """What a slot holds is now an int, now a float, now nothing; unbound in between."""
    seen, last = [], None
    total = 0
    for turn in range(turns):
        for item in items:
            if item is None:
                last = None
                continue
            if isinstance(item, str):
                items[turn % len(items)], last = turn, item
                continue
            if last is None:
                last = 0
            elif isinstance(last, str):
                seen.append(last)
                del last
                last = 1
            total = clip(total + item * last)
            last = item
        if turn % 10 == 9:
            items.append([None, "s", 2.5, 7][turn // 10 % 4])
    return total, seen[-4:], len(seen), items[:12]


for balls in ([(3, 4), (10, -7), (25, 1)], [(3, 4), (1.5, 2.25), (40, -3)], [(0, 0), (49, 49)]):
    print(bounce([Ball(*b) for b in balls], 150))
for program in ("+-*+", "++p-.*", "+l-n+*.+", "*p.l-+n"):
    print(Machine(program).run())
print(mandel(17, 30))
print(kinds([1, None, 2.5, "x", 3, True], 120))
