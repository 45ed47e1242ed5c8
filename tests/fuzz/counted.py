"""Random programs for the trace compiler, from a seed, about numbers in counted loops.

Functions with one loop, which counts up or down, by one or more, in a `range`, with a list, `enumerate` or `zip`, and does sums and
products of what it counts: they are called with small numbers, so that they are compiled for those, then with numbers around
2**28, 2**31 and 2**62, with other lists, and with small numbers again. Others compute with the attributes of a few objects,
which are floats, infinities, no numbers, zeros of both signs, or ints.
"""

import random

INTS = [0, 1, 2, 3, 7, -1, -5, 100, 2**20, 2**28 - 3, 2**28, 2**29 - 2, 2**30, 2**31 - 5, 2**31, 2**32, 2**44, 2**60, 2**61, 2**62 - 50,
        2**62, -(2**31), -(2**62), -(2**40)]
FLOATS = ['0.0', '-0.0', '1.5', '-2.25', '1e308', '-1e308', '1e-310', 'float("inf")', '-float("inf")', 'float("nan")', '3', '2**53 + 1',
          '1e200', '0.1']
HEAD = '''\
import math
class P:
    def __init__(self, x, y, z): self.x, self.y, self.z = x, y, z
def show(*ps): return [(p.x, p.y, p.z, p.x == p.x) for p in ps]
def root(v): return math.sqrt(v) if v >= 0 or v != v else -1.0
ys = list(range(150))
'''


class Counted:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = HEAD.splitlines()

    def pick(self, *choices):
        return self.r.choice(choices)

    def expression(self, names, constants, operators, depth=0):
        k = self.r.randrange(9)
        if depth > 2 or k < 4:
            return self.pick(*names) if k else self.pick(*constants)
        a, b = (self.expression(names, constants, operators, depth + 1) for _ in range(2))
        return self.pick(*operators).format(a, b)

    def ints(self, names):
        constants = ['0', '1', '2', '3', '5', '-1', '10', '1000', '2**31', '2**33']
        operators = ['({} + {})', '({} - {})', '({} * {})'] * 2 + ['({} & {})', '({} | {})', '({} ^ {})', '({} // ({} | 1))', '({} % ({} | 1))', '({} >> ({} & 3))']
        return self.expression(names, constants, operators)

    def loop(self):
        """The head of a loop, what its body has to end with, and the names that it binds."""
        step = self.pick('1', '1', '2', '(b & 3) + 1')
        kind = self.r.randrange(7)
        if kind == 0:
            end = self.r.randrange(5, 120)
            return [f'for i in range(a % 50, a % 50 + {end}{self.pick("", ", 1", ", 2", ", 3")}):'], [], ['i']
        if kind == 1:
            by = self.pick('1', '2', '-1', '-3', 'b if 0 < abs(b) < 5 else 1')
            return [f'for i in range(a, a {self.pick("+", "-")} {self.pick(100, 300, 700)}, {by}):'], [], ['i']
        if kind == 2:
            limit = self.pick('len(xs)', 'a + 150', '200')
            return [f'i = {self.pick("0", "a", "1")}', f'while i {self.pick("<", "<=")} {limit} and n < 150:'], [f'i += {step}'], ['i']
        if kind == 3:
            first = self.pick('len(xs) - 1', 'a', '150')
            return [f'i = {first}', f'while i {self.pick(">", ">=")} {self.pick("0", "a - 90")} and n < 150:'], [f'i -= {step}'], ['i']
        if kind == 4:
            return [f'for i, x in enumerate(xs{self.pick("", "", ", 1", ", a")}):'], [], ['i', 'x']
        if kind == 5:
            return ['for i, x in zip(xs, ys):'], [], ['i', 'x']
        return ['for j, (i, x) in enumerate(zip(ys, xs)):'], [], ['i', 'x', 'j']

    def counting(self, name):
        head, end, bound = self.loop()
        names = ['a', 'b', 'c', 't', 'last', *bound]
        body = [self.pick('if n == 60: a = a * 2 + 1', 'pass', 'pass', 'pass')]
        for _ in range(self.r.randrange(1, 4)):
            body.append(self.pick(
                f't = ({self.ints(names)}) & 0xffffffffffff', f't += {self.ints(["i", "a", "b", "c"])}',
                f'if 0 <= i < len(xs): t += xs[i] * {self.pick("i", "a", "2")}', f'last = {self.ints(["i", "a", "b"])}',
                f'if {self.ints(["i", "a"])} % 7 == {self.r.randrange(7)}: t ^= {self.ints(["i", "b"])}', 't = t * 3 + i'))
        body += ['n += 1', *end]
        self.lines += [f'def {name}(a, b, c, xs):', '    t = n = last = 0', *['    ' + h for h in head], *['        ' + b for b in body], '    return t, n, last']
        small = [self.r.randrange(60), self.r.randrange(1, 9), self.r.randrange(100)]
        calls = [small] * 3 + [[self.pick(*INTS) for _ in range(3)] for _ in range(6)] + [small]
        for call in calls:
            args = ', '.join(map(str, call))
            xs = 'xs' if call is small else self.pick('xs', 'xs[:70]', 'list(range(50))', 'tuple(xs)')
            self.lines.append(f'print({name}({args}, {xs}))')

    def floats(self, names):
        operators = ['({} + {})', '({} - {})', '({} * {})'] * 2 + ['abs({} - {})']
        return self.expression(names, ['0.5', '2.0', '-1.0', '3', '1e155', '0.0'], operators)

    def moving(self, name):
        names = ['p.x', 'p.y', 'p.z', 'q.x', 'q.y', 't', 'float(i)']
        body = [f'p = ps[i {self.pick("% len(ps)", "& 1")}]']
        for _ in range(self.r.randrange(2, 7)):
            target, e = self.pick('p.x', 'p.y', 'p.z', 'q.x', 'q.z'), self.floats
            body.append(self.pick(
                *[f'{target} {self.pick("=", "+=", "-=")} {e(names)}'] * 3,
                f't = math.sqrt({e(names)} * 0.0 + p.x * p.x + {self.pick("q.y * q.y", "1.0", "abs(p.y)")})',
                f'if {e(names)} {self.pick("<", "==", "!=", ">=")} {e(names)}: t += 1',
                f'if {self.pick(*names)} != 0: {target} = 1.0 / {self.pick(*names)} if {self.pick(*names)} else 2.0', f't = root({e(names)})'))
        body += ['if not -1e300 < t < 1e300: t = 1.0', 'if i % 40 == 39: p.x, p.y, p.z, q.x = 1.0, 2.0, 3.0, 0.5']
        self.lines += [f'def {name}(ps, q, n):', '    t = 0.0', '    for i in range(n):', *['        ' + b for b in body], '    return t']
        for k in range(6):
            values = ['1.5', '0.25', '2.0'] if k < 2 else FLOATS
            ps = [', '.join(self.pick(*values) for _ in range(3)) for _ in range(3)]
            self.lines += [f'ps, q = [P({ps[0]}), P({ps[1]})], P({ps[2]})', f'try: print({name}(ps, q, {self.pick(5, 60, 150)}), *show(*ps, q))',
                           'except (ArithmeticError, ValueError) as e: print(type(e).__name__, *show(*ps, q))']

    def program(self):
        wild = ['0', '1', '2', '5', '2**31', '2**40', '-3', '2**61']
        items = [self.pick(*wild) if self.r.random() < 0.15 else str(self.r.randrange(100)) for _ in range(40)]
        self.lines.append(f'xs = [{", ".join(items)}] * 3')
        for k in range(3):
            self.counting(f'count{k}')
        for k in range(2):
            self.moving(f'move{k}')
        return '\n'.join(self.lines) + '\n'


def program(seed):
    """The program of a seed."""
    return Counted(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
