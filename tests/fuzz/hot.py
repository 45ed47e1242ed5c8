"""Random programs for the trace compiler, from a seed: loops that run some dozen turns, and change their mind on the way.

`program(seed)` is a program with functions of all kinds, classes with operators, properties and slots, closures, generators,
recursion; each hot loop carries variables of known types, and at some turn something happens that compiled code may not
expect: a variable changes its type, a global or a class attribute is replaced, an object gets another class or a new
attribute, a list grows that is being walked, an exception is raised through `finally` and `with`, a frame is looked at or
written to. All that is computed is shown. Like those of `programs.py` the programs depend on nothing that may differ
between implementations.
"""

import random

from programs import PRELUDE

HEAD = '''\
import sys
class E1(ValueError): pass
class Ctx:
    n = 0
    def __init__(self, eat): self.eat = eat
    def __enter__(self): Ctx.n += 1; return self
    def __exit__(self, t, e, tb):
        Ctx.n -= 1
        return self.eat and t is not None and issubclass(t, ValueError)
def peek(name, depth=1):
    f = sys._getframe(depth)
    return f.f_locals.get(name), f.f_lineno - f.f_code.co_firstlineno
def poke(name, value):
    f = sys._getframe(1)
    if name in f.f_locals: f.f_locals[name] = value
def clip(v):
    return v if -1000000 < v < 1000000 else v % 9973
def fclip(v):
    return v if -1e12 < v < 1e12 else 1.5
def opaque(v):
    return v
'''

INT, FLOAT, STR, LIST, DICT, TUPLE, OBJ, BOOL = 'int', 'float', 'str', 'list', 'dict', 'tuple', 'obj', 'bool'


class Hot:
    def __init__(self, seed):
        self.r = random.Random(seed if isinstance(seed, str) else f'hot {seed}')
        self.counter = 0
        self.lines = []
        self.indent = 0
        self.classes = []      # (name, slots?, methods)
        self.functions = []    # (name, kinds, result, how)
        self.generators = []
        self.depth = 0

    # --- helpers
    def fresh(self, prefix):
        self.counter += 1
        return f'{prefix}{self.counter}'

    def emit(self, *texts):
        for text in texts:
            self.lines.append('    ' * self.indent + text)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, *options):
        return self.r.choice(options)

    def of(self, s, kind):
        return [n for n, k in s.items() if k == kind]

    # --- expressions: of the kind they are asked for, and seldom raising
    def leaf(self, s, kind):
        names = self.of(s, kind)
        if names and self.chance(0.8):
            return self.r.choice(names)
        if kind == INT:
            return str(self.pick(0, 1, 2, 3, 5, 7, 10, 100, 4096, self.r.randrange(50)))
        if kind == FLOAT:
            return self.pick('0.5', '1.5', '2.0', '0.25', '3.75', '1e3', '-0.0', '1e-300')
        if kind == STR:
            return repr(self.pick('', 'a', 'bc', 'xyz', 'é', 'k1'))
        if kind == LIST:
            return self.pick('[1, 2, 3]', '[0] * 4', '[5]', 'list(range(6))')
        if kind == DICT:
            return self.pick("{'a': 1, 'b': 2}", '{1: 2, 3: 4}', '{}')
        if kind == TUPLE:
            return self.pick('(1, 2)', '(3, 4, 5)', '(0,)')
        if kind == OBJ and self.classes:
            return self.new(s, 0)
        return self.pick('True', 'False')

    def new(self, s, d):
        return f'{self.r.choice(self.classes)[0]}({self.expr(s, INT, d)}, {self.expr(s, self.pick(INT, INT, FLOAT), d)})'

    def expr(self, s, kind, d=2):
        if d <= 0 or self.chance(0.12):
            return self.leaf(s, kind)
        if self.chance(0.07):
            return f'({self.expr(s, kind, d - 1)} if {self.cond(s, d - 1)} else {self.expr(s, kind, d - 1)})'
        fitting = [f for f in self.functions if f[2] == kind]
        if fitting and self.chance(0.2):
            return self.call(s, self.r.choice(fitting), d - 1)
        return getattr(self, 'expr_' + kind)(s, d - 1)

    def call(self, s, f, d):
        name, kinds, _, how = f
        args = [self.expr(s, k, d) for k in kinds]
        if how == 'default' and self.chance(0.5):
            args.append(self.pick('', 'opt=') + self.expr(s, INT, d))
        elif how == 'star':
            args += [self.expr(s, INT, 0) for _ in range(self.r.randrange(3))]
            if self.chance(0.25):
                args.append('*' + self.pick('(1, 2)', 'GT', '[3]'))
        elif how == 'kw' and self.chance(0.7):
            args += self.r.sample([f'ka={self.expr(s, INT, 0)}', f'kb={self.expr(s, INT, 0)}'], self.r.randrange(3))
            if self.chance(0.15):
                args.append("**{'kz': 1}")
        elif how == 'keywords':
            args = [f'{n}={a}' for n, a in zip('xyzw', args)]
            self.r.shuffle(args)
        return f'{name}({", ".join(args)})'

    def cond(self, s, d=1):
        roll = self.r.randrange(9)
        k = self.pick(INT, INT, INT, FLOAT, STR)
        if roll < 4:
            return f'{self.expr(s, k, d - 1)} {self.pick("<", "<=", ">", ">=", "==", "!=")} {self.expr(s, k, d - 1)}'
        if roll == 4:
            return f'{self.expr(s, INT, d)} % {self.pick("2", "3", "5")} == {self.pick("0", "1")}'
        if roll == 5:
            return f'{self.expr(s, INT, 0)} in {self.expr(s, self.pick(LIST, TUPLE, DICT), 0)}'
        if roll == 6:
            return f'not {self.leaf(s, self.pick(BOOL, INT, LIST, STR))}'
        if roll == 7 and self.of(s, OBJ):
            return self.pick(f'{self.leaf(s, OBJ)} == {self.leaf(s, OBJ)}', f'bool({self.leaf(s, OBJ)})',
                             f'{self.leaf(s, OBJ)} is {self.leaf(s, OBJ)}', f'isinstance({self.leaf(s, OBJ)}, {self.r.choice(self.classes)[0]})')
        return f'({self.cond(s, 0) if d > 0 else "True"} {self.pick("and", "or")} {self.leaf(s, self.pick(BOOL, INT))})'

    def expr_bool(self, s, d):
        return f'({self.cond(s, d)})'

    def expr_int(self, s, d):
        e = lambda: self.expr(s, INT, d)
        roll = self.r.randrange(20)
        if roll < 6:
            return f'({e()} {self.pick("+", "-", "*", "+")} {e()})'
        if roll < 8:
            return f'({e()} {self.pick("//", "%")} {self.pick("3", "7", "-4", "16")})'
        if roll < 10:
            return f'({e()} {self.pick("&", "|", "^")} {e()})'
        if roll == 10:
            return f'({e()} {self.pick("<<", ">>")} {self.pick("1", "3", "60" if self.chance(0.2) else "2")})'
        if roll == 11:
            return f'len({self.expr(s, self.pick(LIST, STR, DICT, TUPLE), d)})'
        if roll == 12 and self.of(s, LIST):
            n = self.r.choice(self.of(s, LIST))
            return f'({n}[{e()} % len({n})] if {n} else 0)'
        if roll == 13 and self.of(s, OBJ):
            o = self.r.choice(self.of(s, OBJ))
            return self.pick(f'{o}.x', f'{o}.x', f'{o}.m({e()})', f'{o}.total()', f'{o}.p', f'{o}[{e()}]', f'{o}.k', f'len({o})',
                             f'{o}.s({e()})', f'{o}.c()')
        if roll == 14:
            return self.pick(f'-{self.leaf(s, INT)}', f'~{self.leaf(s, INT)}', f'abs({e()})', f'min({e()}, {e()})', f'max({e()}, {e()})')
        if roll == 15:
            return f'int({self.expr(s, FLOAT, d)} % 1000)'
        if roll == 16:
            return self.pick('sum(%s)', 'sum([%s])', 'len({%s})') % self.comprehension(s, d)
        if roll == 17:
            return f'{self.leaf(s, DICT)}.get({self.expr(s, self.pick(INT, STR), 0)}, {self.pick("0", "7")})'
        if roll == 18:
            return self.pick('GI', 'GT[0]', 'ord("a")', 'GD.get("a", 3)', 'len(GL)')
        return f'({self.leaf(s, BOOL)} + {e()})'

    def comprehension(self, s, d):
        x = self.fresh('c')
        inner = dict(s, **{x: INT})
        source = self.pick('range(4)', f'{self.leaf(s, LIST)}[:5]', 'GT', *[f'{g}(4)' for g in self.generators])
        cond = f' if {self.cond(inner, 0)}' if self.chance(0.3) else ''
        return f'{self.expr(inner, INT, min(d, 1))} for {x} in {source}{cond}'

    def expr_float(self, s, d):
        e = lambda: self.expr(s, FLOAT, d)
        roll = self.r.randrange(9)
        if roll < 5:
            return f'({e()} {self.pick("+", "-", "*")} {self.pick(e(), self.expr(s, INT, d))})'
        if roll == 5:
            return f'({self.pick(e(), self.expr(s, INT, d))} / {self.pick("2", "3.0", "4", "0.5")})'
        if roll == 6:
            return self.pick(f'abs({e()})', f'-{self.leaf(s, FLOAT)}', f'float({self.expr(s, INT, d)})', f'max({e()}, {e()})')
        if roll == 7:
            return f'({e()} {self.pick("//", "%")} {self.pick("3", "0.5", "-2.0")})'
        return f'(({e()}) ** {self.pick("2", "1")})'

    def expr_str(self, s, d):
        e = lambda: self.expr(s, STR, d)
        i = lambda: self.expr(s, INT, 0)
        return self.pick(
            lambda: f'({e()} + {e()})', lambda: f'str({self.expr(s, INT, d)})', lambda: f'{e()}[{self.pick(":3", "1:", "::-1", "-2:")}]',
            lambda: f"f'{{{self.leaf(s, INT)}}}-{{{self.leaf(s, STR) if not self.leaf(s, STR).startswith(chr(39)) else 0}}}'".replace("''", "0"),
            lambda: f'{e()}.{self.pick("upper()", "strip()", "lower()", "replace(%r, %r)" % ("a", "bb"))}',
            lambda: f'({e()} * ({i()} % 3))', lambda: f"'%d:%s' % ({i()}, {self.leaf(s, STR)})", lambda: f'chr(97 + {i()} % 20)',
            lambda: f"'-'.join([{e()}, {e()}])")()

    def expr_list(self, s, d):
        e = lambda: self.expr(s, INT, d)
        return self.pick(
            lambda: f'[{e()}, {e()}]', lambda: f'({self.expr(s, LIST, d)} + [{e()}])[-6:]', lambda: f'{self.leaf(s, LIST)}[{self.pick(":3", "1:", "::-1", "::2")}]',
            lambda: f'[{self.comprehension(s, d)}]', lambda: f'sorted({self.leaf(s, LIST)})',
            lambda: f'list({self.leaf(s, TUPLE)})', lambda: f'[{e()}] * ({e()} % 4)',
            lambda: f'[a + b for a, b in zip({self.leaf(s, LIST)}, range(5))]', lambda: f'[i * v for i, v in enumerate({self.leaf(s, LIST)})]')()

    def expr_dict(self, s, d):
        return self.pick(
            lambda: f'{{{self.expr(s, STR, 0)}: {self.expr(s, INT, d)}}}', lambda: f'{{k: {self.expr(s, INT, 0)} for k in {self.leaf(s, TUPLE)}}}',
            lambda: f'dict(a={self.expr(s, INT, d)}, c=1)', lambda: f'{{**{self.leaf(s, DICT)}, "z": {self.expr(s, INT, 0)}}}')()

    def expr_tuple(self, s, d):
        e = lambda: self.expr(s, INT, d)
        return self.pick(lambda: f'({e()}, {e()})', lambda: f'divmod({e()}, 7)', lambda: f'({e()},) + {self.leaf(s, TUPLE)}[:2]', lambda: f'tuple({self.leaf(s, LIST)}[:3])')()

    def expr_obj(self, s, d):
        o = self.leaf(s, OBJ)
        return self.pick(lambda: self.new(s, d), lambda: self.new(s, d), lambda: f'({o} + {self.expr(s, INT, d)})', lambda: o)()

    # --- statements
    CLIP = {INT: 'clip({})', FLOAT: 'fclip({})', STR: '({})[:12]', LIST: '({})[:10]', OBJ: '{}', BOOL: '{}', TUPLE: '({})[:4]', DICT: '{}'}

    def assign(self, s, new=0.15):
        kind = self.pick(INT, INT, INT, FLOAT, FLOAT, STR, LIST, DICT, TUPLE, OBJ, BOOL)
        if kind == OBJ and not self.classes:
            kind = INT
        names = [n for n in self.of(s, kind) if n.startswith('v')]
        n = self.r.choice(names) if names and not self.chance(new) else self.fresh('v')
        self.emit(f'{n} = {self.CLIP[kind].format(self.expr(s, kind, 3))}')
        s[n] = kind

    def augment(self, s):
        kind = self.pick(INT, INT, INT, FLOAT, STR, LIST)
        names = [n for n in self.of(s, kind) if n.startswith('v')]
        if not names:
            return self.assign(s)
        n = self.r.choice(names)
        op = {INT: self.pick('+', '-', '*', '^', '|', '&', '//'), FLOAT: self.pick('+', '-', '*'), STR: '+', LIST: '+'}[kind]
        e = self.expr(s, kind, 2)
        if op == '//':
            e = self.pick('3', '-7')
        self.emit(f'{n} {op}= {e}')
        if kind != BOOL:
            self.emit(f'{n} = {self.CLIP[kind].format(n)}')

    def swap(self, s):
        kind = self.pick(INT, FLOAT, LIST)
        names = [n for n in self.of(s, kind) if n.startswith('v')]
        if len(names) < 2:
            return self.assign(s)
        a, b = self.r.sample(names, 2)
        if kind == INT and self.chance(0.4):
            return self.emit(f'{a}, {b} = {self.expr(s, TUPLE, 0)}[0], clip({b} + {a})')
        self.emit(f'{a}, {b} = {b}, {a}')

    def element(self, s):
        kind = self.pick(LIST, LIST, DICT)
        n = self.leaf(s, kind)
        if not n.startswith('v'):
            return self.assign(s)
        e = self.expr(s, INT, 2)
        if kind == LIST:
            self.emit(self.pick(
                f'{n}.append({e}); del {n}[12:]', f'if {n}: {n}[{self.expr(s, INT, 1)} % len({n})] = {e}', f'if {n}: {n}.pop()',
                f'{n}[1:2] = [{e}]; del {n}[12:]', f'{n}.reverse()', f'{n}.insert(0, {e}); del {n}[12:]', f'if {n}: {n}[-1] += 1',
                f'{n}.sort()', f'if len({n}) > 1: {n}[0], {n}[-1] = {n}[-1], {n}[0]', f'{n}.extend(GT); del {n}[12:]'))
        else:
            k = self.expr(s, self.pick(INT, STR), 1)
            self.emit(self.pick(f'{n}[{k}] = {e}', f'{n}[{k}] = {n}.get({k}, 0) + 1', f'{n}.setdefault({k}, {e})', f'{n}.pop({k}, None)',
                                f'if {k} in {n}: {n}[{k}] += 1'))
            self.emit(f'if len({n}) > 12: {n}.clear()')

    def attribute(self, s):
        names = [n for n in self.of(s, OBJ) if n.startswith('v')]
        if not names:
            return self.assign(s)
        o = self.r.choice(names)
        e = self.expr(s, INT, 2)
        self.emit(self.pick(f'{o}.x = clip({e})', f'{o}.x += 1', f'{o}.y = {self.expr(s, self.pick(INT, FLOAT), 1)}', f'{o}.p = clip({e})',
                            f'{o}[{self.expr(s, INT, 0)}] = {e}', f'{o} += {e}', f'{o}.x = clip({o}.m({e}))', f'{o}({e})'))

    def tryit(self, s, loop):
        self.emit('try:')
        self.indent += 1
        for _ in range(self.r.randrange(1, 3)):
            self.statement(s, loop)
        self.emit(self.pick(f'if {self.cond(s)}: raise {self.pick("E1", "ValueError", "KeyError", "TypeError")}({self.expr(s, INT, 0)})',
                            f'{self.fresh("v")} = {self.expr(s, INT, 1)} // ({self.leaf(s, INT)} % 3)', f'{self.fresh("v")} = GL[{self.expr(s, INT, 1)}]',
                            f'{self.fresh("v")} = GD[{self.leaf(s, STR)}]', f'{self.fresh("v")} = {self.leaf(s, INT)} + {self.leaf(s, STR)}',
                            f'risky({self.expr(s, INT, 1)})', f'{self.fresh("v")}, {self.fresh("v")} = {self.expr(s, TUPLE, 1)}'))
        self.indent -= 1
        v = self.pick(*([n for n in self.of(s, INT) if n.startswith('v')] or ['vx']))
        s.setdefault(v, INT)
        if self.chance(0.85):
            self.emit(self.pick(f'except (ValueError, TypeError, ArithmeticError, LookupError) as x: {v} = clip({v} + len(x.args))',
                                f'except Exception as x: {v} = len(type(x).__name__)', f'except (ArithmeticError, LookupError): {v} += 1\n{"    " * self.indent}except Exception: pass'))
            if self.chance(0.2):
                self.emit(f'else: {v} = clip({v} * 2)')
        if 'finally' not in self.lines[-1] and (self.lines[-1].strip().startswith(('except', 'else')) is False or self.chance(0.4)):
            inner = self.pick(f'{v} = clip({v} + 3)', 'GL[0] += 1', f'if {self.cond(s)}: continue' if loop and self.chance(0.3) else 'Ctx.n += 0')
            self.emit('finally:', f'    {inner}')
            # not caught: the program's main loop shows it

    def within(self, s, loop):
        self.emit(f'with Ctx({self.pick("True", "False")}){self.pick("", " as vc")}:')
        self.indent += 1
        for _ in range(self.r.randrange(1, 3)):
            self.statement(s, loop)
        if self.chance(0.4):
            self.emit(f'if {self.cond(s)}: {self.pick("raise E1(1)", "continue" if loop else "pass", "break" if loop and self.chance(0.3) else "pass")}')
        self.indent -= 1

    def branch(self, s, loop):
        self.emit(f'if {self.cond(s, 2)}:')
        self.indent += 1
        self.statement(dict(s), loop)
        self.indent -= 1
        if self.chance(0.5):
            self.emit('else:')
            self.indent += 1
            self.statement(dict(s), loop)
            self.indent -= 1

    def inner_loop(self, s, loop):
        if self.depth >= 2:
            return self.assign(s)
        x, y = self.fresh('v'), self.fresh('v')
        lists = self.leaf(s, LIST)
        form = self.pick('range', 'list', 'enumerate', 'zip', 'items', 'while', 'generator', 'str', 'tuple')
        if form == 'generator' and not self.generators:
            form = 'range'
        if form == 'while':
            self.emit(f'{x} = {self.pick("4", "7")}', f'while {x} > 0:', f'    {x} -= {self.pick("1", "2")}')
            s[x] = INT
            inner = dict(s)
            del inner[x]
        else:
            head, kinds = {
                'range': (f'for {x} in range({self.pick("5", "2, 9", "9, 0, -2", "int(GI) % 7")}):', {x: INT}),
                'list': (f'for {x} in {lists}{self.pick("", "", "[::-1]")}:', {x: INT}),
                'enumerate': (f'for {x}, {y} in enumerate({lists}{self.pick("", ", 5")}):', {x: INT, y: INT}),
                'zip': (f'for {x}, {y} in zip({lists}, {self.pick("range(9)", "GT", "GL")}):', {x: INT, y: INT}),
                'items': (f'for {x}, {y} in {self.pick("GD", self.leaf(s, DICT))}.items():', {y: INT}),
                'generator': (f'for {x} in {self.pick(*(self.generators or [""]))}({self.pick("4", "6")}):', {x: INT}),
                'str': (f'for {x} in {self.leaf(s, STR)}:', {x: STR}),
                'tuple': (f'for {x} in {self.leaf(s, TUPLE)}:', {x: INT}),
            }[form]
            self.emit(head)
            inner = dict(s, **kinds)
            if form in ('list', 'enumerate', 'zip', 'items'):
                # what is walked must not grow without end
                inner = {n: k for n, k in inner.items() if k not in (LIST, DICT)}
        self.depth += 1
        self.indent += 1
        for _ in range(self.r.randrange(1, 3)):
            self.statement(inner, True)
        self.indent -= 1
        self.depth -= 1
        if self.chance(0.15):
            self.emit('else:')
            self.indent += 1
            self.statement(s, False)
            self.indent -= 1

    def look(self, s):
        v = self.fresh('v')
        n = self.r.choice([n for n in s if n.startswith('v')] or ['GI'])
        self.emit(self.pick(f'{v} = peek({n!r})', f'{v} = sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno',
                            f'{v} = indirect({n!r})', f'{v} = sorted(k for k in locals() if k[0] == "v")[:3]'))

    def statement(self, s, loop):
        options = [self.assign] * 6 + [self.augment] * 5 + [self.swap] * 2 + [self.element] * 4 + [self.attribute] * 3
        if self.indent < 6:
            options += ['branch'] * 3 + ['inner_loop'] * 2 + ['tryit'] * 2 + ['within']
        if self.chance(0.06):
            options = [self.look]
        if loop and self.chance(0.03):
            return self.emit(f'if {self.cond(s, 2)}: {self.pick("continue", "break", "continue")}')
        f = self.r.choice(options)
        if isinstance(f, str):
            getattr(self, f)(s, loop)
        else:
            f(s)

    def surprise(self, s):
        """Something that compiled code may not expect."""
        r = self.r
        var = [n for n in s if n.startswith('v')]
        ints = [n for n in self.of(s, INT) if n.startswith('v')]
        out = ['GI = GI + 0.5', 'GI = "seven" and 7', 'GL.append(3)', 'GD["new"] = 5', 'GD.pop("a", None)', 'global_function = other_function',
               'sys.setswitchinterval(0.005)']
        if ints:
            n = r.choice(ints)
            out += [f'{n} = {n} + 0.5', f'{n} = float({n})', f'{n} = 2 ** 70', f'{n} = True', f'{n} = -(2 ** 62)', f'poke({n!r}, 77)', f'{n} = IntLike({n})']
        lists = [n for n in self.of(s, LIST) if n.startswith('v')]
        if lists:
            n = r.choice(lists)
            out += [f'{n} = tuple({n})' if self.chance(0.3) else f'{n} = {n} + [1]', f'{n} = ListLike({n})', f'{n}.append(2.5)', f'{n} = [float(e) for e in {n}]', f'{n}.clear()']
        objs = [n for n in self.of(s, OBJ) if n.startswith('v')]
        if self.classes:
            c, slots, _ = r.choice(self.classes)
            d = r.choice(self.classes)[0]
            out += [f'{c}.k = {self.pick("99", "2.5", "-1")}', f'{c}.m = lambda self, q: q + 1', f'{c}.total = {d}.total', f'{c}.p = 5', f'{c}.p = property(lambda self: 8)',
                    f'{c}.__add__ = lambda self, o: self', f'{c}.__len__ = lambda self: 2', f'{c}.__bool__ = lambda self: False', f'{c}.s = staticmethod(abs)',
                    f'{c}.__getitem__ = lambda self, i: i', f'{c}.__eq__ = lambda self, o: True']
            if objs:
                o = r.choice(objs)
                out += [f'{o}.__class__ = {d}', f'{o}.extra = 1', f'{o}.k = 3', f'del {o}.y', f'{o}.x = 1.5', f'{o}.x = 2 ** 65', f'{o} = {d}(1, 2)',
                        f'{o}.m = lambda q: q * 2', f'{o}.__dict__["x"] = 4']
        if var:
            out += [f'del {r.choice(var)}']
        return r.choice(out)

    def hot_loop(self, s):
        i = self.fresh('i')
        turns = self.pick(18, 30, 45, 60)
        form = self.pick('range', 'range', 'while', 'list')
        if form == 'range':
            self.emit(f'for {i} in range({turns}):')
        elif form == 'while':
            self.emit(f'{i} = -1', f'while {i} < {turns}:', f'    {i} += 1')
        else:
            self.emit(f'for {i} in {self.pick(f"list(range({turns}))", f"[a % 5 for a in range({turns})]", f"(n for n in range({turns}))")}:')
        self.indent += 1
        s[i] = INT
        body = dict(s)
        for _ in range(self.r.randrange(2, 6)):
            self.statement(body, True)
        for _ in range(self.r.randrange(0, 3)):
            when = self.r.randrange(5, turns)
            what = self.surprise(body)
            self.emit(f'if {i} == {when}:', '    try: ' + what, '    except Exception: pass')
            if self.chance(0.5):
                self.statement(body, True)
        self.indent -= 1
        s.update({n: k for n, k in body.items() if n not in s and self.chance(0.3)})

    # --- definitions
    def function(self):
        name = self.fresh('f')
        kinds = [self.pick(INT, INT, FLOAT, STR, LIST, OBJ if self.classes else INT) for _ in range(self.r.randrange(1, 4))]
        result = self.pick(INT, INT, INT, FLOAT, STR)
        how = self.pick('', '', '', 'default', 'star', 'kw', 'keywords')
        names = list('xyzw'[:len(kinds)])
        signature = names + {'default': ['opt=3'], 'star': ['*rest'], 'kw': ['*', 'ka=1', 'kb=2', '**more']}.get(how, [])
        self.emit(f'def {name}({", ".join(signature)}):')
        self.indent += 1
        s = dict(zip(names, kinds), GI=INT)
        s.update({'default': {'opt': INT}, 'star': {'rest': TUPLE}, 'kw': {'ka': INT, 'kb': INT}}.get(how, {}))
        for _ in range(self.r.randrange(0, 3)):
            self.statement(s, False)
        if self.chance(0.3):
            self.emit(f'if {self.cond(s)}: return {self.CLIP[result].format(self.expr(s, result, 1))}')
        self.emit(f'return {self.CLIP[result].format(self.expr(s, result, 2))}')
        self.indent -= 1
        self.functions.append((name, kinds, result, how))

    def closure(self):
        name = self.fresh('f')
        self.emit(f'def make_{name}():', '    n = 0', '    def inner(x):', '        nonlocal n')
        self.emit(self.pick('        n = clip(n + x)', '        n += 1', '        n = n + x if n < 500 else 0'))
        self.emit(f'        return {self.pick("n", "n + x", "n if x % 2 else -n")}', '    return inner', f'{name} = make_{name}()')
        self.functions.append((name, [INT], INT, ''))

    def recursive(self):
        name = self.fresh('f')
        self.emit(*self.pick(
            (f'def {name}_(n): return n if n < 2 else {name}_(n - 1) + {name}_(n - 2)', f'def {name}(x): return {name}_(x % 9)'),
            (f'def {name}_(n, acc): return acc if n <= 0 else {name}_(n - 1, clip(acc * 3 + n))', f'def {name}(x): return {name}_(x % 20, 1)'),
            (f'def {name}_(t): return 1 if t is None else {name}_(t[0]) + {name}_(t[1])',
             f'def {name}_b(n): return None if n == 0 else ({name}_b(n - 1), {name}_b(n - 1))', f'def {name}(x): return {name}_({name}_b(x % 5))'),
            (f'def {name}_(n):', '    if n <= 0: raise E1(n)', f'    try: return {name}_(n - 1)', f'    except E1 as e: {self.pick("raise", "return n", "raise E1(n) from e")}',
             f'def {name}(x):', f'    try: return {name}_(x % 8)', '    except E1 as e: return len(e.args)'),
            (f'def {name}_(n):', f'    s = n', f'    for k in range(n): s += {name}_(k) if k % 3 == 0 else 1', '    return s', f'def {name}(x): return {name}_(x % 8)')))
        self.functions.append((name, [INT], INT, ''))

    def generator(self):
        name = self.fresh('gen')
        body = self.pick(
            ['for k in range(n): yield k * 2'], ['k = 0', 'while k < n:', '    k += 1', '    yield k if k % 3 else -k'],
            ['yield from range(n)', 'yield n'],
            ['a, b = 0, 1', 'for _ in range(n):', '    yield a', '    a, b = b, a + b'],
            ['for k in range(n):', '    if k == 3: return', '    yield k + GI'])
        self.emit(f'def {name}(n):', *['    ' + line for line in body])
        self.generators.append(name)

    def class_(self):
        name = self.fresh('C')
        base = self.r.choice(self.classes) if self.classes and self.chance(0.4) else None
        slots = not base and self.chance(0.3)
        self.emit(f'class {name}({base[0]}):' if base else f'class {name}:')
        self.indent += 1
        if slots:
            self.emit("__slots__ = ('x', 'y', 'extra')")
        self.emit(f'k = {self.pick("1", "7")}')
        methods = {
            'm': ['def m(self, q):', f'    return clip({self.pick("self.x + q", "q * 2 - self.x", "q if self.x > q else self.k")})'],
            'total': ['def total(self):', f'    return {self.pick("clip(self.x * 2)", "self.m(self.x)", "self.x + self.k")}'],
            'p': ['@property', 'def p(self):', f'    return {self.pick("self.x", "self.x & 15", "self.k")}', '@p.setter', 'def p(self, v):', '    self.x = v'],
            'add': ['def __add__(self, o):', f'    return type(self)(clip(self.x + {self.pick("o", "1")}), self.y)'],
            'iadd': ['def __iadd__(self, o):', '    self.x = clip(self.x + o)', '    return self'],
            'eq': ['def __eq__(self, o):', '    return isinstance(o, type(self)) and self.x == o.x', '__hash__ = None'],
            'get': ['def __getitem__(self, i):', f'    return {self.pick("self.x + i", "i", "[1, 2, 3][i % 3]")}'],
            'set': ['def __setitem__(self, i, v):', '    self.x = clip(i + v)'],
            'len': ['def __len__(self):', f'    return {self.pick("3", "abs(self.x) % 9")}'],
            'bool': ['def __bool__(self):', f'    return {self.pick("self.x > 2", "True")}'],
            'call': ['def __call__(self, q):', '    self.x = clip(self.x + q)', '    return q'],
            's': ['@staticmethod', 'def s(q):', f'    return {self.pick("q + 1", "clip(q * q)")}'],
            'c': ['@classmethod', 'def c(cls):', '    return cls.k'],
        }
        init = ['def __init__(self, x, y):', '    self.x, self.y = x, y'] if self.chance(0.5) else ['def __init__(self, x, y):', '    self.x = x', '    self.y = y']
        if base:
            self.emit('def __init__(self, x, y):', f'    super().__init__({self.pick("x", "clip(x + 1)")}, y)')
            if self.chance(0.4):
                self.emit('    self.z = x')
            chosen = self.r.sample(sorted(methods), self.r.randrange(1, 4))
            if self.chance(0.3):
                self.emit('def total(self):', '    return super().total() + 1')
                chosen = [c for c in chosen if c != 'total']
        else:
            self.emit(*init)
            chosen = sorted(methods)
            if self.chance(0.15):
                self.emit('def __getattr__(self, n):', '    if n[:2] == "__": raise AttributeError(n)', '    return 4')
        for m in chosen:
            self.emit(*methods[m])
        self.indent -= 1
        self.classes.append((name, slots, chosen))

    def start(self):
        """What a program of another family defines besides."""

    def finish(self):
        """What it shows at the end."""

    def program(self):
        self.lines = PRELUDE.splitlines() + HEAD.splitlines()
        self.emit('GI, GF, GS, GT = 3, 1.5, "gs", (4, 5)', 'GL = [1, 2, 3]', "GD = {'a': 1, 'b': 2}")
        self.emit('def global_function(x): return x + 1', 'def other_function(x): return x - 1', 'def indirect(name): return peek(name, 2)',
                  'def risky(x):', '    if x % 3 == 1: raise E1(x)', '    if x % 5 == 2: return [][x]', '    return x',
                  'class IntLike(int):', '    def __add__(self, o): return int(self) + 1', '    def __lt__(self, o): return True',
                  'class ListLike(list):', '    def __len__(self): return 2', '    def __getitem__(self, i): return 9')
        self.functions.append(('global_function', [INT], INT, ''))
        self.start()
        makers = [self.function] * 4 + [self.class_] * 3 + [self.closure, self.recursive, self.generator]
        for _ in range(self.r.randrange(3, 8)):
            self.r.choice(makers)()
        for _ in range(self.r.randrange(2, 5)):
            name = self.fresh('main')
            method = self.chance(0.15)
            self.emit(f'def {name}():')
            self.indent += 1
            self.emit('global GI, global_function')
            self.emit('vx, vy, vf, vs, vl = 1, 2, 0.5, "s", [3, 1, 2]')
            s = {'vx': INT, 'vy': INT, 'vf': FLOAT, 'vs': STR, 'vl': LIST, 'GI': INT, 'GF': FLOAT, 'GS': STR, 'GL': LIST, 'GD': DICT, 'GT': TUPLE}
            if self.classes:
                self.emit(f'vo = {self.r.choice(self.classes)[0]}(1, 2)')
                s['vo'] = OBJ
            if self.chance(0.4):
                self.emit("vd = {'a': 1}")
                s['vd'] = DICT
            for _ in range(self.r.randrange(1, 3)):
                self.emit('try:')
                self.indent += 1
                self.hot_loop(s)
                self.indent -= 1
                self.emit('except Exception as e: show("loop ended", type(e).__name__)')
            self.emit('show("locals", *[(k, v) for k, v in sorted(locals().items()) if k[0] in "vi"])')
            self.indent -= 1
            calls = self.pick(1, 1, 2, 3)
            self.emit(f'for turn in range({calls}):', f'    try: {name}()', '    except Exception as e: show("raised", type(e).__name__)')
        self.emit('show("globals", GI, GF, GS, GT, GL, GD, Ctx.n)')
        self.finish()
        return '\n'.join(self.lines) + '\n'


def program(seed):
    """The program of a seed."""
    return Hot(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
