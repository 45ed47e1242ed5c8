"""Random programs for the trace compiler, from a seed, about what `hot.py` leaves out: what leaves frames in the middle.

The loops are those of `hot.py`; in them run, besides its statements, exceptions through chains of functions with `finally`, `with`
and translation, generators that are sent to, thrown into and closed, closures that write to their cells, descriptors, attributes
of last resort, slices and deletions, ints around the border of 63 bits, formatting, dictionaries changed while they are walked,
classes and globals and built-in functions replaced and put back, frames looked at and written to from below, coroutines driven by
hand, trace functions, signals and threads. Tracebacks are shown with names and lines.
"""

from hot import FLOAT, INT, LIST, STR, TUPLE, Hot

HEAD = '''\
import builtins, signal, threading
class E2(KeyError): pass
LOG = []
def log(*v):
    LOG.append(v)
    del LOG[:-60]
def trail(e):
    out, tb = [], e.__traceback__
    while tb is not None:
        c = tb.tb_frame.f_code
        out.append((c.co_name, tb.tb_lineno - c.co_firstlineno))
        tb = tb.tb_next
    return out[-8:]
def story(e):
    out = []
    while e is not None and len(out) < 4:
        out.append((type(e).__name__, e.args[:1], trail(e)))
        e = e.__cause__ or (None if e.__suppress_context__ else e.__context__)
    return out
def stack(n=4):
    f, out = sys._getframe(1), []
    while f is not None and len(out) < n:
        out.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno))
        f = f.f_back
    return out
def names_below(n):
    f = sys._getframe(1)
    for _ in range(n):
        f = f.f_back or f
    return sorted(k for k in f.f_locals if k[0] in 'xvn')[:5]
def set_below(n, name, value):
    f = sys._getframe(1)
    for _ in range(n):
        f = f.f_back or f
    if name in f.f_locals: f.f_locals[name] = value
class Data:
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, o, t):
        if o is None: return self
        try: return o.__dict__[self.name]
        except KeyError: raise AttributeError(self.name) from None
    def __set__(self, o, v): o.__dict__[self.name] = clip(v)
    def __delete__(self, o):
        if self.name not in o.__dict__: raise AttributeError('no ' + self.name)
        del o.__dict__[self.name]
class NonData:
    def __get__(self, o, t): return 5 if o is None else o.w + 1
class Odd:
    w = 2
    d = Data()
    n = NonData()
    def __init__(self, w): self.w = w; self.d = w + 1
    def __getattr__(self, name):
        if name[0] == 'z': return len(name)
        raise AttributeError(name)
    def __call__(self, *a, **k): return len(a) + len(k) + self.w
class Strict:
    def __init__(self): object.__setattr__(self, 'seen', 0)
    def __setattr__(self, name, v): object.__setattr__(self, 'seen', self.seen + 1); object.__setattr__(self, name, v)
    def __delattr__(self, name): object.__setattr__(self, 'seen', self.seen + 10); object.__delattr__(self, name)
    def __getattribute__(self, name):
        return 3 if name == 'three' else object.__getattribute__(self, name)
class Key:
    def __init__(self, k): self.k = k
    def __hash__(self): return self.k % 5
    def __eq__(self, o): return isinstance(o, Key) and self.k == o.k
class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError(i)
        return i * 3
    def __contains__(self, x): return x == 2
    def __index__(self): return self.n
class Steps:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration(self.n)
        self.n -= 1
        return self.n
class Wait:
    def __init__(self, n): self.n = n
    def __await__(self):
        x = yield self.n
        return (x or 0) + self.n
class ACtx:
    async def __aenter__(self): return await Wait(1)
    async def __aexit__(self, t, e, tb): log('aexit', t and t.__name__); return t is E1
def drive(c, limit=20):
    out = []
    try:
        x = c.send(None)
        while len(out) < limit:
            out.append(x)
            x = c.send(clip(x if isinstance(x, int) else 1))
    except StopIteration as e:
        return out[-3:], e.value
    except Exception as e:
        return out[-3:], type(e).__name__
    c.close()
    return out[-3:]
class Tracer:
    def __init__(self): self.n = {}
    def __call__(self, f, what, arg):
        self.n[what] = self.n.get(what, 0) + 1
        return self
def traced(f, *a):
    t = Tracer()
    sys.settrace(t)
    try: r = f(*a)
    except Exception as e: r = type(e).__name__
    finally: sys.settrace(None)
    return r, t.n.get('call'), t.n.get('line'), t.n.get('return'), t.n.get('exception')
def beside(f, *a):
    out = []
    def run():
        try: out.append(f(*a))
        except Exception as e: out.append(type(e).__name__)
    t = threading.Thread(target=run)
    t.start(); t.join()
    return out
SIGNALS = [0]
def on_signal(n, f): SIGNALS[0] += 1; set_below(0, 'nothing', 1)
try: signal.signal(signal.SIGUSR1, on_signal); HAVE = True
except Exception: HAVE = False
def kick():
    if HAVE: signal.raise_signal(signal.SIGUSR1)
'''


class Wild(Hot):
    def __init__(self, seed):
        super().__init__(f'wild {seed}')
        self.chains = []      # functions of an int that may raise
        self.senders = []     # generator functions that take what is sent
        self.coroutines = []

    # --- statements
    def ints(self, s):
        return [n for n in self.of(s, INT) if n.startswith('v')] or ['vx']

    def target(self, s):
        v = self.r.choice(self.ints(s))
        s[v] = INT
        return v

    def guarded(self, s, lines, loop=False):
        """The lines in a `try`; what is raised is shown in full."""
        self.emit('try:', *['    ' + line for line in lines])
        self.emit(self.pick('except Exception as x: log(story(x))', 'except Exception as x: log(type(x).__name__, x.args, len(trail(x)))',
                            'except (LookupError, ValueError, TypeError, AttributeError, RuntimeError, NameError) as x: log(trail(x))',
                            'except Exception: log(type(sys.exc_info()[1]).__name__)'))
        if self.chance(0.2):
            self.emit('finally: log("f")')
        if loop and self.chance(0.1):
            self.emit(f'if {self.cond(s)}: continue')

    def raising(self, s, loop):
        if not self.chains:
            return self.assign(s)
        v = self.target(s)
        f = self.r.choice(self.chains)
        self.guarded(s, [f'{v} = {f}({self.expr(s, INT, 1)})'] + ([f'{v} = clip({v})'] if self.chance(0.5) else []), loop)
        self.emit(f'{v} = clip({v}) if isinstance({v}, int) else 1')

    def resumed(self, s, loop):
        if not self.senders:
            return self.assign(s)
        v, g = self.target(s), self.fresh('vg')
        f = self.r.choice(self.senders)
        e = lambda: self.expr(s, INT, 1)
        steps = [self.pick(f'{v} = next({g}, -1)', f'{v} = {g}.send({e()})', f'{v} = {g}.send({e()})', f'{v} = {g}.throw({self.pick("E1(1)", "E2(2)", "ValueError")})',
                           f'{g}.close()', f'for {self.fresh("vk")} in {g}: {v} += 1', f'log(list({g}))', f'log({g}.gi_frame is None, {g}.gi_running)',
                           f'log({g}.gi_frame and sorted({g}.gi_frame.f_locals)[:3])', f'{v} = sum({g})')
                 for _ in range(self.r.randrange(1, 5))]
        # no generator is left to the collector, which runs when it likes
        steps = ['    ' + step for step in [self.pick(f'{v} = next({g})', f'{v} = {g}.send(None)')] + steps]
        self.guarded(s, [f'{g} = {f}({e()})', 'try:', *steps, f'finally: {g}.close()'], loop)
        self.emit(f'{v} = clip({v}) if isinstance({v}, int) else 2')

    def awaited(self, s, loop):
        if not self.coroutines:
            return self.assign(s)
        self.emit(f'log(drive({self.r.choice(self.coroutines)}({self.expr(s, INT, 1)})))')

    def captured(self, s, loop):
        v, f = self.target(s), self.fresh('vf')
        e = self.expr(s, INT, 1)
        self.guarded(s, self.pick(
            [f'def {f}(q=1):', f'    nonlocal_free = {v} + q', '    return clip(nonlocal_free)', f'{v} = {f}() + {f}({e})'],
            [f'{f} = [lambda q, k=k: q + k + {v} for k in range(3)]', f'{v} = clip(sum(h(1) for h in {f}))'],
            [f'def {f}():', f'    n = {e}', '    def up(): nonlocal n; n = clip(n + 1); return n', '    def gone():', '        nonlocal n', '        del n',
             '    def get(): return n', '    return up, gone, get', f'a, b, c = {f}()', f'{v} = a() + a() + c()', f'if {v} % 4 == 1: b(); {v} = c()'],
            [f'def {f}(n, d=2):', f'    return n if d == 0 else (lambda: {f}(n + 1, d - 1))()', f'{v} = clip({f}({e}))'],
            [f'{v} = clip((lambda *a, **k: len(a) + sum(k.values()))({e}, *GT, z={v}))']), loop)

    def described(self, s, loop):
        o, v = self.pick('o1', 'o2', 'o3'), self.target(s)
        e = lambda: self.expr(s, INT, 1)
        steps = [self.pick(f'{o}.d = {e()}', f'{v} = {o}.d', f'del {o}.d', f'{v} = {o}.n', f'{o}.n = {e()}', f'{o}.__dict__.pop("n", None)', f'{v} = {o}.zzz + {o}.z',
                           f'{v} = {o}.nope', f'{v} = {o}({e()}, *GT, q=1)', f'{v} = getattr({o}, "nope", 3)', f'{v} = hasattr({o}, "yes") + hasattr({o}, "z")',
                           f'{o}.w += 1', f'{v} = Odd.n + Odd.w', f'st.a = {e()}', 'del st.a', f'{v} = st.three + st.seen', f'{v} = st.a', f'{o}.w = {e()}',
                           f'{v} = {o}.__class__.w', f'vars({o})["w"] = {e()}')
                 for _ in range(self.r.randrange(1, 5))]
        self.guarded(s, steps, loop)
        self.emit(f'{v} = clip({v}) if isinstance({v}, int) else 3')

    def sliced(self, s, loop):
        v, n = self.target(s), self.leaf(s, LIST)
        i = lambda: self.pick(self.expr(s, INT, 0), '-1', '', '0', '2', '-3')
        sl = lambda: f'{i()}:{i()}' + (f':{self.pick("2", "-1", "-2", "3", "")}' if self.chance(0.4) else '')
        e = lambda: self.expr(s, INT, 1)
        m = self.fresh('vm')
        lines = [f'{m} = {self.pick(n + "[:]", "list(range(9))", "bytearray(b%r)" % "abcdefgh", n + ".copy()")}']
        for _ in range(self.r.randrange(1, 4)):
            lines.append(self.pick(f'del {m}[{sl()}]', f'{m}[{sl()}] = {self.pick("[1, 2]", "(7,)", "[]", m, m + "[::-1]", "b%r" % "xy")}', f'{v} = len({m}[{sl()}])',
                                   f'log({m}[{sl()}], {self.leaf(s, STR)}[{sl()}], {self.leaf(s, TUPLE)}[{sl()}])', f'del {m}[{i() or 0}]', f'{m}[{i() or 0}] = {e()} % 200',
                                   f'log(range(12)[{sl()}], memoryview(b"abcdef")[{sl()}].tobytes())', f'{m} += {m}[{sl()}]', f'log({m}.pop({i() or 0}))', f'{m} *= 2; del {m}[9:]'))
        self.guarded(s, lines + [f'log({m})'], loop)

    def big(self, s, loop):
        v = self.target(s)
        e = lambda: self.expr(s, INT, 1)
        b = lambda: self.pick('4611686018427387903', '-4611686018427387904', '4611686018427387904', '9223372036854775807', '2 ** 64', '-(2 ** 63)', '10 ** 20', '1 << 61')
        op = self.pick('+', '-', '*', '//', '%', '&', '|', '^', '+', '-', '*')
        t = self.fresh('vt')
        self.guarded(s, [self.pick(f'{t} = {b()} {op} {e()}', f'{t} = {e()} {op} {b()}', f'{t} = ({e()} << {self.pick("59", "60", "61", "62", "63", "64")}) {op} {e()}',
                                   f'{t} = ({b()} {op} {e()}) >> {self.pick("1", "60", "63")}', f'{t} = -({b()}) + {v}', f'{t} = ({b()} + {v}) - ({b()})', f'{t} = {e()} ** 9 {op} {v}'),
                         self.pick(f'{v} = clip({t})', f'log({t}, hash({t}) == hash(int(str({t}))), {t}.bit_length())', f'log(float({t}), {t} / 7, {t} == float({t}))',
                                   f'log({t} < {b()}, {t} == {b()}, divmod({t}, {b()}))', f"log(f'{{{t}:x}}|{{{t}:,}}|{{{t}:>25}}')")], loop)

    def formatted(self, s, loop):
        i, f, t = self.leaf(s, INT), self.leaf(s, FLOAT), self.leaf(s, STR)
        w = self.pick('5', '1', '12')
        self.guarded(s, [f'w, i_, f_, t_ = {w}, {i}, {f}, {t}', self.pick(
            "log(f'{i_:{w}d}|{f_:.2f}|{t_!r:>{w}}')", "log('%*d|%-6s|%06.2f' % (w, i_, t_, f_))", "log('{0:>{1}}|{2:e}'.format(t_, w, f_))", "log(f'{i_:b}{i_:+}{f_:g}{t_:^7}')",
            "log('%(a)s %(b)r' % {'a': i_, 'b': t_})", "log(format(f_, '10.3'), format(i_, '_'), str(f_), repr(t_))", "log('%d %s' % (i_,))", "log('{:d}'.format(t_))",
            "log(f'{i_=} {t_.upper()=!s:.3}')", "log('|'.join(f'{k}' for k in range(i_ % 4)))", "log(t_.center(w, '*'), t_.split('a'), t_.partition('b'))",
            "log(f'{f_:%}', f'{f_:.0f}', f'{-f_:08.1f}', round(f_, 1))")], loop)

    def walked(self, s, loop):
        v, d = self.target(s), self.fresh('vd')
        e = self.expr(s, INT, 1)
        at = self.pick('1', '2', '3')
        self.guarded(s, self.pick(
            [f'{d} = {{k: k * 2 for k in range(5)}}', f'for k in {d}:', f'    {v} += {d}[k]', f'    if k == {at}: {d}[{e}] = 1'],
            [f'{d} = dict.fromkeys("abcd", {e})', f'for k, x in {d}.items():', f'    if k == "c": del {d}["a"]', f'    {v} = clip({v} + x)'],
            [f'{d} = {{1: 2, "a": 3, 2.0: 4, None: 5}}', f'for k in list({d}):', f'    {v} += {d}.pop(k)', f'    if {v} % 3 == 0: {d}[k] = 7', f'log({d})'],
            [f'{d} = {{Key(k): k for k in range(7)}}', f'{d}[Key({e})] = 9', f'{v} += {d}.get(Key(3), 0) + (Key({v}) in {d}) + len({d})'],
            [f'{d} = [1, 2, 3, 4]', f'for k in {d}:', f'    if k == {at}: {d}.remove(k)', f'    {v} += k', f'log({d})'],
            [f'{d} = [1, 2, 3]', f'for k in {d}:', f'    if len({d}) < 8: {d}.append(k + {e})', f'    {v} = clip({v} + k)'],
            [f'{d} = {{1, 2, 3}}', f'for k in {d}:', f'    {v} += k', f'    if k == 2: {d}.add({e} + 50)'],
            [f'{d} = {{}}', 'for k in "abcabd":', f'    {d}[k] = {d}.get(k, 0) + 1', f'    if len({d}) > 2: {d}.popitem()', f'log({d}, list(reversed({d})))'],
            [f'{d} = {{True: 1, 1.0: {e}, 0: 2}}', f'{v} = {d}[1] + {d}[False]', f'{d} |= {{"k": {v}}}', f'log({d}, {d} == {{1: {v}}})']), loop)
        self.emit(f'{v} = clip({v}) if isinstance({v}, int) else 4')

    def replaced(self, s, loop):
        """Changes what names mean, uses it and puts it back."""
        v, i = self.target(s), self.pick(*(self.ints(s)))
        e = self.expr(s, INT, 1)
        self.guarded(s, self.pick(
            [f'Odd.w = {e}', f'{v} = clip(o1.w + o2.w)'], [f'globals()["GX"] = {e}', f'{v} = clip(GX)', f'if {v} % 5 == 1: del globals()["GX"]', f'{v} = clip(GX + 1)'],
            [f'if {i} % 7 == 3: builtins.len = lambda x: 77', f'{v} = len(GT)', 'builtins.len = LEN'],
            [f'if {i} % 5 == 2: Odd.n = {e}', f'{v} = o1.n', 'Odd.n = NonData()'], [f'Odd.extra = lambda self: self.w + {e}', f'{v} = clip(o2.extra())', f'if {i} % 3 == 0: del Odd.extra'],
            [f'if {i} % 4 == 0: Odd.__getattr__ = lambda self, n: 1', f'{v} = o3.nope', 'Odd.__getattr__ = GETATTR'],
            [f'global_function.__code__ = other_function.__code__ if {i} % 2 else GCODE', f'{v} = global_function({e})', 'global_function.__code__ = GCODE'],
            [f'global_function.__defaults__ = ({e},)', f'{v} = clip(global_function())', 'global_function.__defaults__ = None'],
            [f'o2.__class__ = Sub if {i} % 3 else Odd', f'{v} = clip(o2.w + o2.who())'], [f'Sub.__bases__ = (Odd,) if {i} % 4 else (Odd2, Odd)', f'{v} = clip(Sub(1).who())'],
            [f'Odd.__len__ = lambda self: {i} % 3', f'{v} += len(o1) + bool(o1)', f'if {i} % 5 == 0: del Odd.__len__'],
            [f'globals()["GI"] = clip({e}) if {i} % 6 else 2.5', f'{v} = clip(int(GI))', 'globals()["GI"] = int(GI)']), loop)
        self.emit('builtins.len = LEN', f'{v} = clip({v}) if isinstance({v}, int) else 5')

    def seen(self, s, loop):
        v = self.target(s)
        n = self.r.choice(self.ints(s))
        f = self.r.choice(self.functions)[0]
        self.guarded(s, self.pick(
            ['log(stack())'], [f'log(names_below({self.pick("0", "1", "2")}))'], [f'set_below(0, {n!r}, {self.pick("9", "2.5", "None", "[1]")})'], ['log(deep_look(3))'],
            [f'deep_set(2, {n!r}, {self.expr(s, INT, 0)})'], ['kick()', 'log(SIGNALS[0])'], [f'log(traced(global_function, {v}))'], [f'log(beside(global_function, {v}))'],
            [f'log([stack(2) for _ in range(2)], list(map(lambda q: len(stack(9)), [1])))'], [f'log(traced(lambda q: [q for q in range(3)], 1))'],
            [f'locals()[{n!r}] = 12', f'log({n})'], [f'log({f}.__name__, sys.exc_info()[0])'], ['exec("vq = 3"); log("vq" in locals())', f'{v} = eval("{n} if 0 else 4")']), loop)
        for x in sorted({v, n}):
            self.emit(f'{x} = clip({x}) if isinstance({x}, int) else 6')

    def iterated(self, s, loop):
        v = self.target(s)
        e = self.expr(s, INT, 1)
        n = self.leaf(s, LIST)
        self.guarded(s, self.pick(
            [f'{v} = sum(x for x in Steps({e} % 6))'], [f'log(sorted(range(6), key=lambda q: (q * 7 + {e}) % 5))'], [f'{v} = max({n} or [1], key=lambda q: -q)'],
            [f'log(list(map(lambda p, q: p + q, {n}, Seq(4))), list(filter(None, {n})))'], [f'{v} = any(x > {e} for x in Seq(5)) + all(x < 9 for x in Steps(4))'],
            [f'a, *b = Seq({e} % 5)', f'log(a, b, 2 in Seq(3), list(reversed(Seq(3))))'], [f'for x, y in zip(Steps(5), {n}, strict={self.pick("True", "False")}):', f'    {v} = clip({v} + x * y)'],
            [f'{v} = [10, 20, 30][Seq({e} % 4)]'], [f'log([(x, y) for x in Steps(3) if x for y in range(x)], {{x: y for x, y in enumerate(Seq(3))}})'],
            [f'for x in iter(lambda: 1 if {v} else 1, 1): pass', f'it = iter({n})', f'{v} = next(it) + next(it)'],
            [f'match {n}:', '    case [x, y, *z] if x: ' + f'{v} = clip(x + len(z))', f'    case [x]: {v} = 1', f'    case _: {v} = 2'],
            [f'match Key({e}):', f'    case Key(k=0): {v} = 0', f'    case Key(k=k): {v} = clip(k)'],
            [f'{v} = (w_ := {e}) + clip(w_)', f'log(1 < {v} < 9 != {e})'],
            [f'raise ExceptionGroup("g", [E1(1), E2({e})])'], [f'try: raise ExceptionGroup("g", [E1({e}), TypeError(2)])', f'except* E1 as x: {v} = len(x.exceptions)', f'except* TypeError: {v} += 2'],
            [f'assert {v} % 3, {e}'], ['x = E1(1); x.add_note("n"); raise x'], [f'{v}, {v} = {e}, {v}', f'del {v}', f'log({v})']), loop)
        self.emit(f'try: {v} = clip({v}) if isinstance({v}, int) else 7', f'except NameError: {v} = 8')

    def statement(self, s, loop):
        if self.indent < 6 and self.chance(0.5):
            f = self.pick(self.raising, self.raising, self.raising, self.resumed, self.resumed, self.captured, self.described, self.sliced, self.big, self.formatted,
                          self.walked, self.replaced, self.seen, self.iterated, self.awaited)
            return f(s, loop)
        super().statement(s, loop)

    # --- definitions
    def chain(self):
        """Functions that call each other, the innermost of which raises now and then; each deals with it in its way."""
        inner = self.fresh('r')
        e = self.pick('E1', 'E2', 'ValueError', 'StopIteration')
        self.emit(f'def {inner}(x):', *['    ' + line for line in self.pick(
            [f'if x % {self.pick("2", "3", "5")} == 1: raise {e}(x)', 'return x + 1'], ['return 12 // (x % 4)'], ['return GL[x % 9]'], ['return GD[x]', ],
            ['o = Odd(x)', 'if x % 3: return o.d', 'return o.nope'], [f'for k in range(4):', f'    if (x + k) % 5 == 0: raise {e}(k)', 'return x'], ['a, b = (x,) * (x % 4)', 'return a'],
            ['try:', f'    if x % 2: raise {e}(x)', '    return 5', 'except LookupError: return 6'], ['return x + undefined_name if x % 4 == 0 else x'],
            ['return ("s" if x % 3 == 0 else 2) + x'])])
        for _ in range(self.r.randrange(1, 5)):
            name, call = self.fresh('r'), self.pick(f'{inner}(x)', f'{inner}(x + 1)', f'{inner}(x=x)', f'{inner}(*[x])')
            form = self.pick(
                [f'return {call} + 1'], ['try:', f'    return {call}', 'finally:', '    GL[0] = clip(GL[0] + 1)'], [f'with Ctx({self.pick("True", "False")}):', f'    return {call}', 'return -1'],
                ['try:', f'    v = {call}', 'except ValueError as e:', f'    raise {self.pick("E2(x)", "E2(x) from e", "RuntimeError(x) from None")}', 'else:', '    v += 1', 'return v'],
                ['try:', f'    return {call}', 'except Exception:', '    log("again")', '    raise'], ['try:', f'    return {call}', 'except LookupError as e:', '    return len(e.args)'],
                [f'return [{call} for _ in range(2)][0]'], [f'return sum({call} for _ in range(2))'], [f'def inside(): return {call}', 'return inside()'],
                ['n = x', 'def inside():', '    nonlocal n', '    n += 1', f'    return {call.replace("x)", "n)")}', 'try: return inside()', 'finally: log(n)'],
                [f'for k in range(3):', '    try:', f'        v = {call}', '    except E1:', f'        {self.pick("continue", "break", "pass")}', '    finally:', '        log(k)', 'else: return 0', 'return x'],
                ['def gen():', '    try:', f'        yield {call}', '        yield 2', '    finally: log("g")', 'g = gen()', 'try: return next(g) + next(g)', 'finally: g.close()'],
                [f'return max([1, 2], key=lambda q: {call})'], ['try:', f'    {call}', 'finally:', f'    if x % 4 == 2: return {self.pick("7", "x")}', 'return 3'],
                ['try:', f'    {call}', 'except Exception as e:', '    try:', f'        return {inner}(2)', '    except Exception as f:', '        raise f.with_traceback(None) from e', 'return 1'],
                ['log(stack(3))', f'return {call}'], ['v = x', f'try: v = {call}', 'except Exception as v: pass', 'return v'], ['class In:', f'    def __getattr__(self, n): return {call}', '    @property', f'    def p(self): return {call}', f'return {self.pick("In().q", "In().p")}'])
            # an iteration that ends is no error inside of a generator
            self.emit(f'def {name}(x):', *['    ' + line for line in form])
            inner = name
        self.chains.append(inner)

    def sender(self):
        name = self.fresh('gs')
        k = self.pick('2', '3', '5')
        body = self.pick(
            ['x = n', f'for k in range({k}):', '    try:', '        y = yield x', '        x = clip(x + (y or 1))', f'    except {self.pick("E1", "ValueError")} as e:', '        log("in", e.args)', '        x = -1',
             '    finally:', '        log("fin", k)'],
            ['try:', '    while True:', '        n = clip((yield n) or n + 1)', '        if n % 4 == 3: return n', 'except GeneratorExit:', '    log("exit", n)', '    raise', 'finally: log("end", n)'],
            [f'def sub(m):', '    try:', '        r = yield m', '        return (r or 0) + m', '    except E1: return 9', '    finally: log("sub")', f'for k in range({k}):', '    r = yield from sub(n + k)', '    log(r)', 'return r'],
            ['with Ctx(True) as c:', '    yield n', f'    if n % 3 == 1: raise E1(n)', '    yield n + 1', 'yield 5'],
            ['yield n', 'yield from [1, 2]', f'yield from ({self.pick("n", "GI")} + q for q in range(3))', 'return 4'],
            [f'if n % {k} == 0: return', 'n = yield n', 'yield (n or 0) + 1', 'raise E2(n)'],
            ['x = 0', 'def add(q):', '    nonlocal x', '    x = clip(x + q)', '    return x', f'for k in range({k}): add((yield add(k)) or n)', 'log(stack(2))'])
        if self.chains and self.chance(0.4):
            body = ['try:', f'    yield {self.r.choice(self.chains)}(n)', 'except Exception as e: yield len(trail(e))'] + body
        self.emit(f'def {name}(n):', *['    ' + line for line in body])
        self.senders.append(name)

    def coroutine(self):
        name = self.fresh('co')
        inner = f'await {self.r.choice(self.coroutines)}(n)' if self.coroutines else 'await Wait(n)'
        body = self.pick([f'x = {inner}', 'y = await Wait(2)', 'return y, x'], ['async with ACtx() as a:', f'    log(a, {inner})', '    if n % 3 == 1: raise E1(n)', 'return 3'],
                         ['async def items(m):', '    for k in range(m):', '        yield k', '        await Wait(k)', 'out = []', 'async for q in items(3): out.append(q)', 'return out, [q async for q in items(2)]'],
                         ['for k in range(3):', '    try:', f'        r = {inner}', '        if k == n % 4: raise E2(k)', '    except LookupError as e: r = len(trail(e))', '    finally: log(k)', 'return r'])
        self.emit(f'async def {name}(n):', *['    ' + line for line in body])
        self.coroutines.append(name)

    def start(self):
        self.lines += HEAD.splitlines()
        self.emit('LEN, GETATTR, GCODE = len, Odd.__getattr__, global_function.__code__', 'class Odd2:', '    def who(self): return 1', 'class Sub(Odd):', '    def who(self): return self.w',
                  'Odd.who = lambda self: 5', 'def deep_look(n): return stack(6) if n == 0 else deep_look(n - 1)', 'def deep_set(n, name, v):',
                  '    if n == 0: set_below(3, name, v)', '    else: deep_set(n - 1, name, v)', 'o1, o2, o3, st = Odd(1), Odd(2), Odd(3), Strict()')
        for make in [self.chain] * 2 + [self.sender] * 2 + [self.coroutine] * 2:
            if self.chance(0.8):
                make()

    def finish(self):
        self.emit('show("log", *LOG)', 'show("objects", o1, o2, o3, st, SIGNALS)')


def program(seed):
    """The program of a seed."""
    return Wild(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
