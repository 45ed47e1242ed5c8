"""Random Python programs from a seed, for comparing interpreters.

`program(seed)` gives a program that ends quickly, prints what it computes and depends on nothing that may differ between
implementations of the same Python version: no addresses, no order of sets, no hashes, no memory use, no time.

The generator is typed loosely: an expression of a wanted kind is mostly built from things of that kind, now and then from
something else, so that type errors are raised and caught too. All loops have fixed bounds; numbers, strings and lists are cut
back where they are assigned, so that nothing grows without limit.
"""

import random

PRELUDE = '''\
def canon(v, depth=0):
    if depth > 6:
        return '...'
    t = type(v)
    if t in (set, frozenset):
        return t.__name__ + '{' + ', '.join(sorted(canon(x, depth + 1) for x in v)) + '}'
    if t is list:
        return '[' + ', '.join([canon(x, depth + 1) for x in v]) + ']'
    if t is tuple:
        return '(' + ', '.join([canon(x, depth + 1) for x in v]) + ',)'
    if t is dict:
        return '{' + ', '.join([canon(k, depth + 1) + ': ' + canon(x, depth + 1) for k, x in v.items()]) + '}'
    if t in (int, float, complex, str, bytes, bytearray, bool, type(None), range, slice):
        return repr(v)
    if isinstance(v, BaseException):
        return t.__name__ + canon(v.args, depth + 1)
    if isinstance(v, type):
        return 'class ' + v.__name__
    if hasattr(v, '__dict__'):
        return t.__name__ + canon(dict(v.__dict__), depth + 1)
    return t.__name__
def show(label, *values):
    print(label, *[canon(v) for v in values])
def ci(v):
    return v if -10**40 < v < 10**40 else v % 1000003
def cs(v):
    return v[:40]
def cl(v):
    return v[:12]
'''

INT, FLOAT, STR, LIST, DICT, TUPLE, SET, BYTES, BOOL, ANY = (
    'int', 'float', 'str', 'list', 'dict', 'tuple', 'set', 'bytes', 'bool', 'any')
KINDS = [INT, INT, INT, FLOAT, FLOAT, STR, STR, LIST, LIST, DICT, DICT, TUPLE, SET, BYTES, BOOL]

EXCEPTIONS = ['ValueError', 'TypeError', 'KeyError', 'IndexError', 'ZeroDivisionError', 'AttributeError', 'LookupError',
              'ArithmeticError', 'Exception', 'StopIteration', 'RuntimeError', 'E1', 'E2']


class Scope:
    """The variables that may be used, with their kinds."""

    def __init__(self, parent=None):
        self.names = dict(parent.names) if parent else {}

    def of(self, kind):
        return [n for n, k in self.names.items() if k == kind or kind == ANY]


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.counter = 0
        self.functions = []     # (name, kinds of parameters, extra)
        self.generators = []    # (name, number of parameters)
        self.classes = []
        self.lines = []
        self.indent = 0
        self.budget = 0
        self.in_loop = 0
        self.in_function = False
        self.in_generator = False
        self.loop_depth = 0

    # --- helpers
    def fresh(self, prefix):
        self.counter += 1
        return f'{prefix}{self.counter}'

    def emit(self, text):
        self.lines.append('    ' * self.indent + text)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *options):
        return self.r.choice(options)

    # --- expressions
    def expr(self, kind, s, depth):
        r = self.r
        if kind == ANY:
            kind = r.choice(KINDS)
        if self.chance(0.02):
            kind = r.choice(KINDS)
        if depth <= 0 or self.chance(0.15):
            return self.leaf(kind, s)
        roll = r.random()
        if roll < 0.04:
            return f'({self.expr(kind, s, depth - 1)} if {self.cond(s, depth - 1)} else {self.expr(kind, s, depth - 1)})'
        if roll < 0.07:
            return f'({self.expr(kind, s, depth - 1)} {self.pick("or", "and")} {self.expr(kind, s, depth - 1)})'
        if roll < 0.10 and self.functions:
            return self.call(s, depth - 1)
        if roll < 0.12:
            n = r.choice(sorted(s.names)) if s.names else None
            if n and not self.in_comprehension():
                return f'({self.fresh("w")} := {self.expr(kind, s, depth - 1)})'
        if roll < 0.14:
            x = self.fresh('q')
            inner = Scope(s)
            k = r.choice(KINDS)
            inner.names[x] = k
            self.comprehending += 1
            body = self.expr(kind, inner, depth - 1)
            self.comprehending -= 1
            return f'(lambda {x}: {body})({self.expr(k, s, depth - 1)})'
        return getattr(self, 'expr_' + kind)(s, depth - 1)

    comprehending = 0

    def in_comprehension(self):
        return self.comprehending > 0

    def leaf(self, kind, s):
        names = s.of(kind)
        if names and self.chance(0.75):
            return self.r.choice(names)
        r = self.r
        if kind == INT:
            return str(self.pick(0, 1, 2, 3, -1, 7, 10, 255, r.randrange(-20, 100), r.randrange(1 << 20),
                                 2 ** 31, 2 ** 62 - 1, -2 ** 62, 2 ** 63, 10 ** 20)).join(['(', ')'])
        if kind == FLOAT:
            return self.pick('0.0', '1.5', '-2.25', '(-0.0)', '1e10', '0.1', '3.0', "float('inf')", "float('nan')",
                             '1e-7', '123456.789', '1e300', '5e-324')
        if kind == STR:
            return repr(self.pick('', 'a', 'abc', 'Hello World', 'x,y,z', 'é', '日本語', '😀b', '  pad ', '12', '-3.5',
                                  'AbC', 'aaa', '\\n', 'ß'))
        if kind == LIST:
            return self.pick('[]', '[1, 2, 3]', "['a', 'b']", '[3, 1, 2]', '([0] * 4)', '[[1], [2, 3]]', 'list(range(5))',
                             '[1.5, 2, None]')
        if kind == DICT:
            return self.pick('{}', "{'a': 1}", '{1: 2, 3: 4}', "{'k': [1], 'j': (2,)}", '{(1, 2): 3}', 'dict(a=1, b=2)')
        if kind == TUPLE:
            return self.pick('()', '(1,)', '(1, 2)', "('a', 3, None)", '(1, (2, 3))', '(2.5, 1)')
        if kind == SET:
            return self.pick('set()', '{1, 2, 3}', "{'a', 'b'}", 'frozenset((1, 2))', '{2}', '{1, 2.5}')
        if kind == BYTES:
            return self.pick("b''", "b'abc'", "b'\\x00\\xff'", "bytearray(b'xyz')", "b'a,b'")
        if kind == BOOL:
            return self.pick('True', 'False')
        return 'None'

    def cond(self, s, depth):
        r = self.r
        if depth <= 0:
            return self.leaf(self.pick(BOOL, INT, LIST, STR), s)
        d = depth - 1
        roll = r.random()
        if roll < 0.35:
            k = self.pick(INT, INT, INT, FLOAT, STR, TUPLE, LIST)
            return f'({self.expr(k, s, d)} {self.pick("<", "<=", ">", ">=", "==", "!=")} {self.expr(k, s, d)})'
        if roll < 0.45:
            return f'({self.expr(INT, s, d)} < {self.expr(INT, s, d)} <= {self.expr(INT, s, d)})'
        if roll < 0.55:
            return f'(not {self.cond(s, d)})'
        if roll < 0.65:
            return f'({self.cond(s, d)} {self.pick("and", "or")} {self.cond(s, d)})'
        if roll < 0.75:
            return f'({self.expr(ANY, s, d)} {self.pick("in", "not in")} {self.expr(self.pick(LIST, TUPLE, DICT, SET), s, d)})'
        if roll < 0.80:
            return f'({self.expr(ANY, s, d)} is {self.pick("", "not ")}None)'
        if roll < 0.88:
            return f'isinstance({self.expr(ANY, s, d)}, {self.pick("int", "str", "(list, tuple)", "float", "dict")})'
        if roll < 0.94:
            return f'{self.pick("any", "all")}({self.comprehension("(", ")", s, d, self.cond)})'
        return self.expr(ANY, s, d)

    expr_bool = cond

    def expr_int(self, s, d):
        e = lambda: self.expr(INT, s, d)
        roll = self.r.randrange(26)
        if roll < 8:
            return f'({e()} {self.pick("+", "-", "*", "+", "-")} {e()})'
        if roll < 10:
            return f'({e()} {self.pick("//", "%")} {self.pick(e(), e(), "3", "7", "(-5)")})'
        if roll < 12:
            return f'({e()} {self.pick("&", "|", "^")} {e()})'
        if roll == 12:
            return f'({e()} {self.pick("<<", ">>")} {self.pick("1", "3", "31", "(-1)", "62", "5")})'
        if roll == 13:
            return f'(({e()} & 255) ** {self.pick("2", "3", "0", "5")})'
        if roll == 14:
            return f'({self.pick("-", "~", "+", "abs")}({e()}))'
        if roll == 15:
            return f'len({self.expr(self.pick(LIST, STR, DICT, TUPLE, SET, BYTES), s, d)})'
        if roll == 16:
            return f'{self.pick("sum", "max", "min")}({self.pick(self.expr(LIST, s, d), self.comprehension("[", "]", s, d, lambda a, b: self.expr(INT, a, b)))})'
        if roll == 17:
            return f'int({self.pick(self.expr(FLOAT, s, d), self.expr(STR, s, d), e())})'
        if roll == 18:
            return f'{self.expr(self.pick(LIST, TUPLE), s, d)}[{self.pick("0", "-1", "1", e())}]'
        if roll == 19:
            return f'{self.expr(self.pick(STR, LIST, TUPLE), s, d)}.{self.pick("count", "index")}({self.expr(self.pick(STR, INT), s, d)})'
        if roll == 20:
            return f'ord({self.expr(STR, s, d)}[{self.pick("0", "-1", "1")}:][:1])'
        if roll == 21:
            return f'divmod({e()}, {e()})[{self.pick("0", "1")}]'
        if roll == 22:
            return f'pow({e()}, {self.pick("2", "3", "65537")}, {self.pick("1000007", "97", "(-11)", e())})'
        if roll == 23:
            return f'({e()}).{self.pick("bit_length()", "bit_count()", "numerator", "__add__(1)", "conjugate()")}'
        if roll == 24:
            return f'round({self.expr(FLOAT, s, d)})'
        if self.classes:
            return self.pick(f'{self.instance(s, d)}.{self.pick("x", "y", "total()", "m1(1)", "m2(2)")}',
                             f'len({self.instance(s, d)})')
        return f'({self.expr(BOOL, s, d)} + {e()})'

    def expr_float(self, s, d):
        e = lambda: self.expr(FLOAT, s, d)
        i = lambda: self.expr(INT, s, d)
        roll = self.r.randrange(14)
        if roll < 5:
            return f'({e()} {self.pick("+", "-", "*", "/", "-", "+")} {self.pick(e(), e(), i())})'
        if roll < 7:
            return f'({i()} / {i()})'
        if roll == 7:
            return f'({e()} {self.pick("//", "%")} {self.pick(e(), i())})'
        if roll == 8:
            return f'float({self.pick(i(), self.expr(STR, s, d), e())})'
        if roll == 9:
            return f'{self.pick("abs", "-", "+")}({e()})'
        if roll == 10:
            return f'round({e()}, {self.pick("0", "1", "2", "-1", "5")})'
        if roll == 11:
            return f'{self.pick("max", "min")}({e()}, {e()})'
        if roll == 12:
            return f'({e()} ** {self.pick("2", "0.5", "-1", "3")})'
        return f'sum([{e()}, {e()}, {i()}])'

    def expr_str(self, s, d):
        e = lambda: self.expr(STR, s, d)
        i = lambda: self.expr(INT, s, d)
        roll = self.r.randrange(20)
        if roll < 3:
            return f'({e()} + {e()})'
        if roll == 3:
            return f'({e()} * {self.pick("0", "2", "3", "-1")})'
        if roll == 4:
            return f'{e()}{self.slice(s, d)}'
        if roll == 5:
            return f'{e()}.{self.pick("upper", "lower", "strip", "title", "swapcase", "capitalize", "casefold", "lstrip", "rstrip")}()'
        if roll == 6:
            return f'{e()}.replace({e()}, {e()})'
        if roll == 7:
            return f'{e()}.join([{", ".join(e() for _ in range(self.r.randrange(4)))}])'
        if roll == 8:
            return f'str({self.expr(self.pick(INT, FLOAT, STR, BOOL), s, d)})'
        if roll == 9:
            return f'{self.pick("repr", "canon")}({self.expr(self.pick(INT, FLOAT, STR, BYTES), s, d)})'
        if roll == 10:
            return f'{self.pick("hex", "bin", "oct", "chr", "str")}({self.pick(i(), f"({i()}) & 127")})'
        if roll == 11:
            return f'{e()}[{self.pick("0", "-1", i())}]'
        if roll == 12:
            return self.fstring(s, d)
        if roll == 13:
            spec = self.pick('%d', '%5d', '%s', '%r', '%x', '%-6s|', '%06.2f', '%+d', '%e', '%.3s')
            return f"({spec!r} % ({self.expr(self.pick(INT, FLOAT, STR), s, d)},))"
        if roll == 14:
            spec = self.pick('{}', '{0!r}', '{:>8}', '{:^9}', '{:*<7}', '{:,}', '{:.3}', '{:b}', '{:+}', '{0:x}', '{:010}')
            return f'{spec!r}.format({self.expr(self.pick(INT, FLOAT, STR, INT), s, d)})'
        if roll == 15:
            return f'format({self.expr(self.pick(INT, FLOAT), s, d)}, {self.pick("5", ".2f", ",", "x", "e", "g", "08", "%", "_", "+.3g", "n")!r})'
        if roll == 16:
            return f'{e()}.{self.pick("zfill", "center", "ljust", "rjust")}({self.pick("0", "3", "8", "12")})'
        if roll == 17:
            return f'{e()}.{self.pick("partition", "rpartition")}({self.pick(e(), repr("a"))})[{self.pick("0", "1", "2")}]'
        if roll == 18:
            return f'{self.expr(BYTES, s, d)}.{self.pick("hex()", "decode()", "decode(errors=%r)" % "replace")}'
        return f'"".join(sorted({e()}))'

    def fstring(self, s, d):
        parts = []
        for _ in range(self.r.randrange(1, 4)):
            parts.append(self.pick('a', ' ', '{{', 'é'))
            kind = self.pick(INT, FLOAT, STR)
            e = self.expr(kind, s, min(d, 1))
            if any(c in e for c in '{}\\\'"#:!'):
                e = self.leaf(INT, s)
                kind = INT
            conv = self.pick('', '', '!r', '!s')
            spec = '' if conv else self.pick('', '', ':>6', ':<5', ':^7')
            parts.append('{' + e + conv + spec + '}')
        return "f'" + ''.join(parts) + "'"

    def slice(self, s, d):
        part = lambda: self.pick('', '', '1', '-1', '2', '0', '-3', f'({self.expr(INT, s, min(d, 1))}) % 7')
        return f'[{part()}:{part()}{self.pick("", "", ":2", ":-1", ":-2", ":" + self.pick("3", "1"))}]'

    def comprehension(self, open_, close, s, d, element):
        inner = Scope(s)
        x = self.fresh('c')
        self.comprehending += 1
        source, kind = self.iterable(s, d)
        inner.names[x] = kind
        clauses = f'for {x} in {source}'
        if self.chance(0.25):
            clauses += f' if {self.cond(inner, min(d, 2))}'
        if self.chance(0.15):
            y = self.fresh('c')
            source, kind = self.iterable(inner, 0)
            inner.names[y] = kind
            clauses += f' for {y} in {source}'
        e = element(inner, min(d, 2))
        self.comprehending -= 1
        return f'{open_}{e} {clauses}{close}'

    def iterable(self, s, d):
        """An iterable of at most a dozen items and the kind of its items."""
        roll = self.r.randrange(10)
        if roll < 4:
            return f'range({self.pick("3", "5", "2", "1, 6", "8, 0, -2", "0")})', INT
        if roll == 4:
            return self.expr(LIST, s, d) + '[:8]', self.pick(INT, ANY)
        if roll == 5:
            return self.expr(STR, s, d) + '[:6]', STR
        if roll == 6:
            return f'list({self.expr(DICT, s, d)})[:6]', self.pick(STR, ANY)
        if roll == 7 and self.generators:
            return f'{self.r.choice(self.generators)}({self.expr(INT, s, min(d, 1))})', INT
        if roll == 8:
            return f'{self.pick("enumerate", "reversed")}({self.expr(self.pick(LIST, TUPLE), s, d)}[:6])', TUPLE
        return f'zip({self.expr(LIST, s, d)}[:6], range({self.pick("3", "4")}))', TUPLE

    def expr_list(self, s, d):
        e = lambda: self.expr(LIST, s, d)
        roll = self.r.randrange(16)
        if roll < 3:
            return '[' + ', '.join(self.expr(self.pick(INT, INT, ANY), s, d) for _ in range(self.r.randrange(5))) + ']'
        if roll < 6:
            return self.comprehension('[', ']', s, d, lambda a, b: self.expr(self.pick(INT, FLOAT, ANY), a, b))
        if roll == 6:
            return f'({e()} + {e()})'
        if roll == 7:
            return f'({e()} * {self.pick("0", "2", "-1", "3")})'
        if roll == 8:
            return f'{e()}{self.slice(s, d)}'
        if roll == 9:
            key = self.pick('', ', key=canon', ', key=lambda k: canon(k)[::-1]', ', reverse=True', ', key=len', ', key=lambda k: canon(k)')
            return f'sorted({self.pick(e(), self.expr(TUPLE, s, d), self.expr(STR, s, d))}{key})'
        if roll == 10:
            return f'list({self.expr(self.pick(STR, TUPLE, DICT, BYTES), s, d)})'
        if roll == 11:
            return f'{self.expr(STR, s, d)}.{self.pick("split()", "split(%r)" % ",", "splitlines()", "rsplit(None, 1)")}'
        if roll == 12:
            return f'list({self.pick("map", "filter")}({self.pick("str", "bool", "abs", "lambda z: z")}, {e()}))'
        if roll == 13:
            return f'[*{e()}, *{self.expr(TUPLE, s, d)}]'
        if roll == 14:
            return f'list({self.expr(DICT, s, d)}.{self.pick("items", "values", "keys")}())'
        return f'list({self.iterable(s, d)[0]})'

    def expr_dict(self, s, d):
        e = lambda: self.expr(DICT, s, d)
        key = lambda: self.expr(self.pick(INT, STR, STR, TUPLE, FLOAT), s, min(d, 1))
        roll = self.r.randrange(8)
        if roll < 3:
            return '{' + ', '.join(f'{key()}: {self.expr(ANY, s, d)}' for _ in range(self.r.randrange(4))) + '}'
        if roll < 5:
            return self.comprehension('{', '}', s, d, lambda a, b: f'{self.expr(self.pick(INT, STR), a, min(b, 1))}: {self.expr(ANY, a, b)}')
        if roll == 5:
            return '{**' + e() + ', ' + key() + ': ' + self.expr(ANY, s, d) + '}'
        if roll == 6:
            return f'({e()} | {e()})'
        return f'dict(zip({self.expr(self.pick(STR, LIST, TUPLE), s, d)}, {self.expr(LIST, s, d)}))'

    def expr_tuple(self, s, d):
        e = lambda: self.expr(TUPLE, s, d)
        roll = self.r.randrange(8)
        if roll < 4:
            return '(' + ''.join(self.expr(ANY, s, d) + ', ' for _ in range(self.r.randrange(4))) + ')'
        if roll == 4:
            return f'({e()} + {e()})'
        if roll == 5:
            return f'{e()}{self.slice(s, d)}'
        if roll == 6:
            return f'tuple({self.expr(self.pick(LIST, STR), s, d)})'
        return f'divmod({self.expr(INT, s, d)}, {self.expr(INT, s, d)})'

    def expr_set(self, s, d):
        e = lambda: self.expr(SET, s, d)
        roll = self.r.randrange(5)
        if roll == 0:
            return '{' + ', '.join(self.expr(self.pick(INT, STR), s, min(d, 1)) for _ in range(self.r.randrange(1, 4))) + '}'
        if roll == 1:
            return self.comprehension('{', '}', s, d, lambda a, b: self.expr(self.pick(INT, STR), a, min(b, 1)))
        if roll == 2:
            return f'{self.pick("set", "frozenset")}({self.expr(self.pick(STR, LIST, TUPLE), s, d)})'
        return f'({e()} {self.pick("|", "&", "-", "^")} {e()})'

    def expr_bytes(self, s, d):
        e = lambda: self.expr(BYTES, s, d)
        roll = self.r.randrange(6)
        if roll == 0:
            return f'({e()} + {e()})'
        if roll == 1:
            return f'{e()}{self.slice(s, d)}'
        if roll == 2:
            return f'{self.expr(STR, s, d)}.encode()'
        if roll == 3:
            return f'bytes([{self.expr(INT, s, d)} & 255, {self.expr(INT, s, d)} & 127])'
        if roll == 4:
            return f'{e()}.{self.pick("upper()", "replace(b%r, b%r)" % ("a", "zz"), "strip()")}'
        return f'(({self.expr(INT, s, d)}) & 65535).to_bytes({self.pick("2", "4", "1")}, {self.pick("big", "little")!r})'

    def instance(self, s, d):
        c = self.r.choice(self.classes)
        return f'{c}({self.expr(INT, s, min(d, 1))}, {self.expr(self.pick(INT, INT, FLOAT, STR), s, min(d, 1))})'

    def call(self, s, d):
        name, kinds, extra = self.r.choice(self.functions)
        args = [self.expr(k, s, min(d, 2)) for k in kinds]
        if extra == 'default' and self.chance(0.5):
            args.append(self.pick('', 'opt=') + self.expr(INT, s, 1))
        elif extra == 'star':
            args += [self.expr(INT, s, 1) for _ in range(self.r.randrange(3))]
            if self.chance(0.2):
                args.append('*' + self.expr(self.pick(LIST, TUPLE), s, 1) + '[:3]')
        elif extra == 'kw':
            if self.chance(0.6):
                args += [f'{n}={self.expr(INT, s, 1)}' for n in self.r.sample(['ka', 'kb', 'kc'], self.r.randrange(3))]
            elif self.chance(0.5):
                args.append("**{'ka': 1, 'kz': 2}")
        if self.chance(0.01):
            args.append('1')
            if any('=' in a or a.startswith('*') for a in args):
                args.pop()
        return f'{name}({", ".join(args)})'

    # --- statements
    CLIP = {INT: 'ci({})', STR: 'cs({})', LIST: 'cl({})'}

    def assign(self, s, depth=3):
        r = self.r
        kind = r.choice(KINDS)
        names = s.of(kind)
        local = [n for n in names if not n.startswith('G')]
        name = r.choice(local) if local and self.chance(0.6) else self.fresh('v')
        e = self.expr(kind, s, depth)
        if kind in self.CLIP and self.chance(0.8):
            e = self.CLIP[kind].format(e)
        elif kind == INT:
            e = f'({e}) & 0xFFFFF'
        elif kind in (STR, LIST):
            e = f'({e})[:9]'
        self.emit(f'{name} = {e}')
        s.names[name] = kind

    def statement(self, s, depth):
        """A statement, often in a `try` of its own so that an exception does not end everything early."""
        if not self.chance(0.35):
            return self.bare_statement(s, depth)
        x = self.fresh('x')
        self.emit('try:')
        self.indent += 1
        self.bare_statement(s, depth)
        self.indent -= 1
        self.emit(f'except Exception as {x}: show("e", type({x}).__name__, str({x})[:80])')

    def bare_statement(self, s, depth):
        r = self.r
        self.budget -= 1
        options = [self.assign] * 6 + [self.augmented] * 4 + [self.st_print] * 2 + [self.st_mutate] * 3
        options += [self.st_unpack, self.st_del, self.st_assert]
        if depth > 0 and self.budget > 0:
            options += [self.st_if] * 3 + [self.st_for] * 3 + [self.st_while] * 1 + [self.st_try] * 2
            options += [self.st_match, self.st_with, self.st_closure, self.st_walk_generator]
        if self.loop_depth and self.chance(0.3):
            options += [self.st_break] * 2
        if self.in_function:
            options += [self.st_raise]
            if not self.in_generator:
                options += [self.st_return]
        if self.in_generator:
            options += [self.st_yield] * 4
        f = r.choice(options)
        if f in (self.st_if, self.st_for, self.st_while, self.st_try, self.st_match, self.st_with, self.st_closure):
            f(s, depth - 1)
        else:
            f(s)

    def block(self, s, depth, n=None):
        self.indent += 1
        for _ in range(n or self.r.randrange(1, 4)):
            self.statement(s, depth)
        self.indent -= 1

    def augmented(self, s):
        kind = self.pick(INT, INT, INT, FLOAT, STR, LIST, SET)
        names = [n for n in s.of(kind) if not n.startswith('G')]
        if not names:
            return self.assign(s)
        n = self.r.choice(names)
        if kind == INT:
            self.emit(f'{n} {self.pick("+", "-", "*", "//", "%", "&", "|", "^", "+")}= {self.expr(INT, s, 2)}')
            if self.chance(0.7):
                self.emit(f'{n} = ci({n})')
            else:
                self.emit(f'{n} &= {self.pick("0xFFFF", "0x7FFFFFFFFFFF")}')
        elif kind == FLOAT:
            self.emit(f'{n} {self.pick("+", "-", "*", "/")}= {self.expr(self.pick(FLOAT, INT), s, 2)}')
        elif kind == STR:
            self.emit(f'{n} += {self.expr(STR, s, 2)}')
            self.emit(f'{n} = cs({n})')
        elif kind == LIST:
            self.emit(f'{n} += {self.expr(self.pick(LIST, TUPLE), s, 2)}')
            self.emit(f'{n} = cl({n})')
        else:
            self.emit(f'{n} {self.pick("|", "&", "-", "^")}= {self.expr(SET, s, 2)}')

    def st_print(self, s):
        self.emit(f'show({self.fresh("")!r}, {self.expr(ANY, s, 3)})')

    def st_assert(self, s):
        self.emit(f'assert {self.cond(s, 2)}, {self.expr(self.pick(STR, INT), s, 1)}')

    def st_mutate(self, s):
        r = self.r
        kind = self.pick(LIST, LIST, DICT, SET)
        names = s.of(kind)
        if not names:
            return self.assign(s)
        n = r.choice(names)
        i = lambda: self.expr(INT, s, 1)
        if kind == LIST:
            self.emit(self.pick(
                f'{n}.append({self.expr(ANY, s, 2)})', f'{n}.insert({i()}, {i()})', f'{n}[{i()}] = {self.expr(ANY, s, 2)}',
                f'{n}[{self.pick("0", "-1")}] = {i()}', f'{n}.pop()', f'{n}.pop({self.pick("0", i())})',
                f'{n}.extend({self.expr(self.pick(LIST, TUPLE, STR), s, 1)}[:4])', f'{n}.reverse()',
                f'{n}.sort(key={self.pick("canon", "len")})', f'{n}.sort()', f'del {n}{self.slice(s, 1)}',
                f'{n}{self.slice(s, 1)} = {self.expr(self.pick(LIST, TUPLE), s, 1)}', f'{n}.remove({i()})',
                f'{n}[:] = {n}[:6]', f'{n}.clear()'))
            self.emit(f'del {n}[15:]')
        elif kind == DICT:
            key = lambda: self.expr(self.pick(INT, STR, TUPLE), s, 1)
            self.emit(self.pick(
                f'{n}[{key()}] = {self.expr(ANY, s, 2)}', f'{n}.setdefault({key()}, {self.expr(LIST, s, 1)})',
                f'{n}.update({self.expr(DICT, s, 1)})', f'{n}.pop({key()}, None)', f'del {n}[{key()}]', f'{n}.popitem()',
                f'{n}[{key()}] = {n}.get({key()}, 0)', f'{n} |= {self.expr(DICT, s, 1)}' if not n.startswith('G') else f'{n}.clear()'))
            self.emit(f'while len({n}) > 12: {n}.popitem()')
        else:
            self.emit(f'{n} = set({n})' if not n.startswith('G') else 'pass')
            self.emit(self.pick(f'{n}.add({i()})', f'{n}.discard({i()})', f'{n}.update({self.expr(TUPLE, s, 1)})', f'{n}.remove({i()})'))

    def st_unpack(self, s):
        a, b = self.fresh('v'), self.fresh('v')
        form = self.pick(f'{a}, {b}', f'{a}, *{b}', f'*{a}, {b}', f'[{a}, {b}]', f'({a}), {b}')
        self.emit(f'{form} = {self.expr(self.pick(TUPLE, LIST, STR, DICT), s, 2)}')
        s.names[a] = s.names[b] = ANY
        if '*' in form:
            s.names[form[form.index('*') + 1:].split(',')[0].strip()] = LIST

    def st_del(self, s):
        names = [n for n in s.names if n.startswith('v')]
        if not names or self.chance(0.7):
            return self.assign(s)
        n = self.r.choice(sorted(names))
        self.emit(f'del {n}')
        if self.chance(0.5):
            del s.names[n]

    def st_if(self, s, depth):
        self.emit(f'if {self.cond(s, 3)}:')
        self.block(Scope(s) if self.chance(0.5) else s, depth)
        if self.chance(0.3):
            self.emit(f'elif {self.cond(s, 2)}:')
            self.block(Scope(s), depth)
        if self.chance(0.5):
            self.emit('else:')
            self.block(Scope(s) if self.chance(0.5) else s, depth)

    def loop_body(self, s, depth):
        self.loop_depth += 1
        self.block(s, depth)
        self.loop_depth -= 1
        if self.chance(0.15):
            self.emit('else:')
            self.block(Scope(s), 0, 1)

    def st_for(self, s, depth):
        x = self.fresh('v')
        if self.loop_depth >= 3:
            return self.assign(s)
        if self.loop_depth == 0 and self.chance(0.5):
            source, kind = f'range({self.pick("20", "30", "12", "40")})', INT
        else:
            source, kind = self.iterable(s, 2)
        if kind == TUPLE and self.chance(0.6):
            y = self.fresh('v')
            self.emit(f'for {x}, {y} in {source}:')
            s.names[x] = s.names[y] = ANY
        else:
            self.emit(f'for {x} in {source}:')
            s.names[x] = kind
        self.loop_body(s, depth)

    def st_while(self, s, depth):
        if self.loop_depth >= 3:
            return self.assign(s)
        n = self.fresh('n')
        self.emit(f'{n} = 0')
        self.emit(f'while {n} < {self.pick("6", "10", "25" if self.loop_depth == 0 else "4")} and {self.cond(s, 2)}:')
        self.indent += 1
        self.emit(f'{n} += {self.pick("1", "1", "2")}')
        self.indent -= 1
        s.names.setdefault(n, INT)
        inner = Scope(s)
        del inner.names[n]
        self.loop_body(inner, depth)

    def st_break(self, s):
        self.emit(f'if {self.cond(s, 2)}: {self.pick("break", "continue")}')

    def st_raise(self, s):
        if self.chance(0.5):
            return self.assign(s)
        e = self.r.choice(EXCEPTIONS)
        self.emit(f'if {self.cond(s, 2)}: raise {e}({self.expr(self.pick(INT, STR), s, 1)})')

    def st_return(self, s):
        if self.chance(0.5):
            return self.assign(s)
        self.emit(f'if {self.cond(s, 2)}: return {self.expr(ANY, s, 2)}')

    def st_yield(self, s):
        if self.chance(0.3):
            v = self.fresh('v')
            self.emit(f'{v} = yield {self.expr(self.pick(INT, ANY), s, 2)}')
            s.names[v] = ANY
        elif self.chance(0.15):
            self.emit(f'yield from {self.iterable(s, 1)[0]}')
        else:
            self.emit(f'yield {self.expr(self.pick(INT, INT, ANY), s, 2)}')

    def st_try(self, s, depth):
        loop, self.loop_depth = self.loop_depth, self.loop_depth
        self.emit('try:')
        self.block(s, depth)
        has_except = self.chance(0.85)
        if has_except:
            for e in self.r.sample(EXCEPTIONS, self.r.randrange(1, 3)):
                x = self.fresh('x')
                e = self.pick(e, e, f'({e}, {self.r.choice(EXCEPTIONS)})')
                self.emit(f'except {e} as {x}:' if self.chance(0.6) else f'except {e}:')
                named = self.lines[-1].endswith(f'as {x}:')
                self.indent += 1
                if named:
                    self.emit(f'show("caught", type({x}).__name__, str({x})[:60])')
                if self.chance(0.1):
                    self.emit(self.pick('raise', 'raise ValueError("again")', 'raise E1("chained") from None'))
                self.indent -= 1
                self.block(Scope(s), 0)
            if self.chance(0.5):
                self.emit('except Exception:')
                self.block(Scope(s), 0, 1)
            if self.chance(0.2):
                self.emit('else:')
                self.block(Scope(s), 0, 1)
        if self.in_generator and not has_except:
            self.emit('except ValueError: pass')
        elif not has_except or self.chance(0.25) and not self.in_generator:
            self.emit('finally:')
            self.block(Scope(s), 0, 1)

    def st_match(self, s, depth):
        self.emit(f'match {self.expr(self.pick(INT, TUPLE, LIST, DICT, STR), s, 2)}:')
        self.indent += 1
        for _ in range(self.r.randrange(1, 4)):
            a, b = self.fresh('v'), self.fresh('v')
            pattern = self.pick('0', '1 | 2', f'[{a}, {b}]', f'({a}, *{b})', f'int({a})', f'str() as {a}',
                                f"{{'a': {a}, **{b}}}", f'[1, *_, {a}]', f'float() | bool()', f"{{'k': [{a}]}}", 'None')
            guard = f' if {self.cond(s, 1)}' if self.chance(0.2) else ''
            self.emit(f'case {pattern}{guard}:')
            inner = Scope(s)
            for n in (a, b):
                if n in pattern:
                    inner.names[n] = ANY
            self.block(inner, 0, 1)
        if self.chance(0.7):
            self.emit('case _:')
            self.block(Scope(s), 0, 1)
        self.indent -= 1

    def st_with(self, s, depth):
        if self.in_generator:
            # an abandoned generator is closed at different times
            return self.assign(s)
        x = self.fresh('v')
        self.emit(f'with Ctx({self.expr(INT, s, 1)}, {self.pick("True", "False", "False")}) as {x}:')
        s.names[x] = INT
        self.block(s, depth)

    def st_closure(self, s, depth):
        f = self.fresh('g')
        p = self.fresh('p')
        outer = [n for n in s.names if n.startswith('v')] if self.in_function else []
        inner = Scope(s)
        inner.names[p] = INT
        self.emit(f'def {f}({p}, opt={self.pick("1", "None", "(2, 3)")}):')
        self.indent += 1
        state = (self.loop_depth, self.in_function, self.in_generator)
        self.loop_depth, self.in_function, self.in_generator = 0, True, False
        if outer and self.chance(0.6):
            n = self.r.choice(sorted(outer))
            self.emit(f'nonlocal {n}')
            if s.names[n] == INT:
                self.emit(f'{n} = ci({n} + {p})')
            # names that are assigned below become local: keep clear of the others
            inner.names = {k: v for k, v in inner.names.items() if k in (n, p) or not k.startswith(('v', 'n'))}
        else:
            inner.names = {k: v for k, v in inner.names.items() if k == p or k.startswith('G')}
        self.statement(inner, 0)
        self.emit(f'return {self.expr(INT, inner, 2)}')
        self.indent -= 1
        self.loop_depth, self.in_function, self.in_generator = state
        v = self.fresh('v')
        self.emit(f'{v} = [{f}(k) for k in range({self.pick("2", "4")})]' if self.chance(0.5) else
                  f'{v} = [{f}({self.expr(INT, s, 1)}), {f}({self.expr(INT, s, 1)}, opt=3)]')
        s.names[v] = LIST

    def st_walk_generator(self, s):
        if not self.generators:
            return self.assign(s)
        g, v = self.fresh('it'), self.fresh('v')
        self.emit(f'{g} = {self.r.choice(self.generators)}({self.expr(INT, s, 1)})')
        self.emit(f'{v} = [next({g}, None)]')
        self.emit(self.pick(f'{v}.append(next({g}, 0))', f'{v}.append({g}.send(5))', f'{v} += list({g})[:10]',
                            f'{g}.close()', f'{g}.throw(ValueError("thrown"))'))
        s.names[v] = LIST

    # --- definitions
    def function(self):
        name = self.fresh('f')
        s = Scope(self.globals)
        kinds = [self.r.choice(KINDS) for _ in range(self.r.randrange(0, 4))]
        params = [self.fresh('a') for _ in kinds]
        s.names.update(zip(params, kinds))
        extra = self.pick('', '', 'default', 'star', 'kw')
        signature = list(params)
        if extra == 'default':
            signature.append('opt=' + self.pick('1', '10', '-3'))
            s.names['opt'] = INT
        elif extra == 'star':
            signature.append('*rest')
            s.names['rest'] = TUPLE
        elif extra == 'kw':
            signature += ['*', 'ka=1', 'kb=2', '**more']
            s.names.update(ka=INT, kb=INT, more=DICT)
        if self.chance(0.1):
            self.emit('@deco')
        self.emit(f'def {name}({", ".join(signature)}):')
        self.in_function, self.budget = True, 12
        self.indent += 1
        self.globals_statement(s)
        self.indent -= 1
        self.block(s, 3, self.r.randrange(2, 6))
        self.indent += 1
        self.emit(f'return {self.expr(ANY, s, 3)}')
        self.indent -= 1
        self.in_function = False
        self.functions.append((name, kinds, extra))

    def globals_statement(self, s):
        if self.chance(0.4):
            self.emit('global GC')
            self.emit(f'GC = ci(GC {self.pick("+", "-", "^")} {self.expr(INT, s, 1)})')

    def recursive(self):
        name = self.fresh('f')
        p, q = self.fresh('a'), self.fresh('a')
        s = Scope(self.globals)
        s.names.update({p: INT, q: INT})
        self.emit(f'def {name}({p}, {q}=8):')
        self.indent += 1
        self.emit(f'if {q} <= 0: return {self.expr(INT, s, 2)}')
        one = f'{name}({self.expr(INT, s, 2)}, {q} - {self.pick("1", "2", "3")})'
        two = f'{name}({p} {self.pick("+", "^")} 1, {q} - {self.pick("2", "3")})'
        self.in_function = True
        if self.chance(0.5):
            self.budget = 3
            self.statement(s, 1)
        operator = self.pick('-', '^')
        self.emit(f'return ci({self.pick(one, one + " + " + two, f"({two} {operator} {one})")})')
        self.in_function = False
        self.indent -= 1
        self.functions.append((name, [INT], ''))

    def generator(self):
        name = self.fresh('gen')
        p = self.fresh('a')
        s = Scope(self.globals)
        s.names[p] = INT
        self.emit(f'def {name}({p}):')
        self.in_function = self.in_generator = True
        self.budget = 10
        self.indent += 1
        self.emit(f'yield {self.expr(INT, s, 1)}')
        self.indent -= 1
        self.block(s, 2, self.r.randrange(2, 5))
        self.in_function = self.in_generator = False
        self.generators.append(name)

    def class_(self):
        name = self.fresh('C')
        base = self.r.choice(self.classes) if self.classes and self.chance(0.5) else ''
        self.emit(f'class {name}({base}):' if base else f'class {name}:')
        self.indent += 1
        if not base and self.chance(0.25):
            self.emit("__slots__ = ('x', 'y', 'z')")
        self.emit(f'k = {self.leaf(INT, self.globals)}')

        def method(signature, kinds, body=None, n=1):
            s = Scope(self.globals)
            s.names.update(kinds)
            s.names.update({'self.x': INT})
            if self.chance(0.5):
                s.names.update({'self.k': INT, 'self.y': self.pick(INT, ANY)})
            self.emit(f'def {signature}:')
            self.indent += 1
            self.in_function, self.budget = True, 4
            for _ in range(self.r.randrange(n + 1)):
                self.assign(s, 2)
            self.emit(body(s) if body else f'return {self.expr(INT, s, 2)}')
            self.in_function = False
            self.indent -= 1

        if not base or self.chance(0.3):
            self.emit('def __init__(self, x, y=0):')
            self.indent += 1
            if base and self.chance(0.7):
                self.emit('super().__init__(x, y)')
            else:
                self.emit('self.x = x')
                self.emit('self.y = y')
            if self.chance(0.3):
                self.emit(f'self.z = {self.pick("x", "[x]", "None")}')
            self.indent -= 1
        others = [
            lambda: method('total(self)', {}),
            lambda: method('m1(self, p)', {'p': INT}),
            lambda: method('m2(self, p, *q)', {'p': INT, 'q': TUPLE}),
            lambda: method('__add__(self, o)', {'o': ANY}, lambda s: f'return {name}(ci({self.expr(INT, s, 2)}), o)'),
            lambda: method('__radd__(self, o)', {'o': ANY}),
            lambda: method('__eq__(self, o)', {}, lambda s: self.pick('return self.x == getattr(o, "x", None)', 'return NotImplemented')),
            lambda: method('__lt__(self, o)', {}, lambda s: 'return self.x < o.x'),
            lambda: method('__hash__(self)', {}, lambda s: 'return hash(self.x)'),
            lambda: method('__len__(self)', {}, lambda s: f'return {self.pick("abs(self.x) % 50", "3", "self.x", "0")}'),
            lambda: method('__bool__(self)', {}, lambda s: f'return {self.pick("self.x > 3", "False", "bool(self.y)")}'),
            lambda: method('__getitem__(self, i)', {'i': INT}, lambda s: f'if not isinstance(i, int) or i > 5: raise IndexError(i)\n{"    " * self.indent}return {self.expr(INT, s, 1)}'),
            lambda: method('__iter__(self)', {}, lambda s: f'return iter({self.expr(self.pick(LIST, TUPLE), s, 1)})'),
            lambda: method('__contains__(self, o)', {'o': ANY}, lambda s: f'return {self.cond(s, 2)}'),
            lambda: method('__call__(self, p=1)', {'p': INT}),
            lambda: method('__getattr__(self, n)', {'n': STR}, lambda s: 'if n.startswith("__"): raise AttributeError(n)\n' + '    ' * self.indent + f'return {self.expr(INT, Scope(self.globals), 1)}'),
            lambda: (self.emit('@property'), method('prop(self)', {})),
            lambda: (self.emit('@staticmethod'), method('st(p)', {'p': INT}, lambda s: f'return {self.expr(INT, self.globals, 2)}', 0)),
            lambda: (self.emit('@classmethod'), method('cm(cls, p)', {'p': INT}, lambda s: f'return (cls.k, {self.expr(INT, self.globals, 1)})', 0)),
        ]
        for f in others[:3] if not base else []:
            f()
        for f in self.r.sample(others, self.r.randrange(2, 7)):
            f()
        self.indent -= 1
        self.classes.append(name)

    def use_class(self, s):
        o, c = self.fresh('o'), self.r.choice(self.classes)
        self.emit(f'{o} = {self.instance(s, 1)}')
        v = self.fresh('v')
        self.emit(f'for {v} in range({self.pick("3", "15", "25")}):')
        self.indent += 1
        self.emit('try:')
        self.indent += 1
        for _ in range(self.r.randrange(1, 4)):
            self.emit(self.pick(
                f'{o}.x = ci({o}.x + {v})', f'{o}.y = {o}.m1({v})', f'show({self.fresh("")!r}, {o}.total())',
                f'{o} = {o} + {self.expr(INT, s, 1)}', f'{o}.x += {o}.m2({v}, 1, 2) & 7', f'{o}.z = {o}.x',
                f'show({self.fresh("")!r}, {o} == {self.instance(s, 1)}, len({o}))',
                f'show({self.fresh("")!r}, {o}[{v}], bool({o}))', f'show({self.fresh("")!r}, {o}.prop, {c}.k, {o}.{self.pick("st(3)", "cm(2)", "nope")})',
                f'show({self.fresh("")!r}, [*{o}][:9], {v} in {o})', f'show({self.fresh("")!r}, {o}({v}))',
                f'show({self.fresh("")!r}, sorted([{self.instance(s, 1)}, {o}])[0].x)',
                f'{c}.k = {v}', f'{o}.__class__ = {self.r.choice(self.classes)}' if self.chance(0.3) else f'{o}.x = {v}',
                f'del {o}.y' if self.chance(0.2) else f'{o}.y = {v}'))
        self.indent -= 1
        self.emit('except Exception as e:')
        self.emit('    show("e", type(e).__name__, str(e)[:80])')
        self.indent -= 1
        self.emit(f'show({self.fresh("")!r}, {o})')

    def program(self):
        self.globals = Scope()
        self.lines = PRELUDE.splitlines()
        for line in ('class E1(ValueError): pass', 'class E2(E1):', '    def __str__(self): return "E2:" + repr(self.args)',
                     'class Ctx:', '    def __init__(self, v, eat): self.v, self.eat = v, eat',
                     '    def __enter__(self): return self.v',
                     '    def __exit__(self, t, e, tb):',
                     '        show("exit", t)',
                     '        return self.eat and t is not None and issubclass(t, ValueError)',
                     'def deco(f):', '    def wrapped(*a, **k):', '        return f(*a, **k)', '    return wrapped'):
            self.emit(line)
        for name, kind in (('GC', INT), ('GL', LIST), ('GD', DICT), ('GS', STR), ('GF', FLOAT)):
            self.emit(f'{name} = {self.leaf(kind, self.globals)}')
            self.globals.names[name] = kind
        makers = [self.function] * 4 + [self.recursive] + [self.generator] * 2 + [self.class_] * 2
        for _ in range(self.r.randrange(4, 9)):
            self.r.choice(makers)()
        if self.chance(0.5) and not self.classes:
            self.class_()
        for _ in range(self.r.randrange(3, 8)):
            s = Scope(self.globals)
            self.budget = 14
            self.emit('def main():')
            self.in_function = True
            mark = len(self.lines)
            self.indent += 1
            if self.classes and self.chance(0.4):
                self.use_class(s)
            elif self.functions and self.chance(0.5):
                v, x = self.fresh('v'), self.fresh('v')
                s.names[x] = INT
                self.emit(f'for {x} in range({self.pick("5", "20", "40")}):')
                self.indent += 1
                self.emit('try:')
                self.emit(f'    {v} = {self.call(s, 2)}')
                self.emit('except Exception as e:')
                self.emit(f'    {v} = (type(e).__name__, str(e)[:80])')
                self.emit(f'if {x} % {self.pick("1", "5", "9")} == 0: show({self.fresh("")!r}, {v})')
                self.indent -= 1
            else:
                self.indent -= 1
                self.block(s, 3, self.r.randrange(2, 6))
                self.indent += 1
            self.emit(f'show("locals", {self.pick("sorted(locals())", "GC", "GL", "GD")})')
            self.in_function = False
            self.indent -= 1
            for n in ('GC',):
                if any(f'{n} = ' in line or f'{n} +=' in line or f'{n} &=' in line for line in self.lines[mark:]):
                    self.lines.insert(mark, '    global ' + n)
            self.emit('try:')
            self.emit('    main()')
            self.emit('except Exception as e:')
            self.emit('    show("raised", type(e).__name__, str(e)[:100])')
        self.emit('show("globals", GC, GL, GD, GS, GF)')
        return '\n'.join(self.lines) + '\n'


def program(seed):
    """The program of a seed."""
    return Generator(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
