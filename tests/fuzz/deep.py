"""Random programs for the trace compiler, from a seed: the loops of `wild.py` with more of the language and of the library in them.

Subclasses of built-in classes, metaclasses, operators that give up (`NotImplemented`), several bases and `super`, attributes by
name, properties that raise, patterns, sets, bytes, memory views, numbers that are no numbers, comprehensions in comprehensions, generators
in chains, `finally` that returns, breaks and continues, exception groups, containers of `collections`, `functools`, `itertools`,
data classes, enumerations. A statement is a template: `{e}` is an int, `{f}` a float, `{t}` a string, `{l}` a list, `{d}` a dictionary,
`{v}` an int variable that is assigned, `|` ends a line, `{a}` to `{c}` are new names, `{k}` is a small constant, `{name}` the name of an attribute.
"""

import re

from hot import DICT, FLOAT, INT, LIST, STR
from wild import Wild

HEAD = '''\
import bisect, collections, contextlib, copy, dataclasses, enum, functools, heapq, itertools, math, operator, struct
class Int(int):
    def __add__(self, o): return Int(int(self) + int(o) + 1) if isinstance(o, int) else NotImplemented
    def __lt__(self, o): return int(self) < int(o) + 1
class Int2(int): pass
class Flt(float):
    def __mul__(self, o): return Flt(float(self) * o % 97.0)
    def __radd__(self, o): return 1.5
class Txt(str):
    def __getitem__(self, i): return Txt(str.__getitem__(self, i).upper()) if isinstance(i, slice) else 'q'
    def __eq__(self, o): return len(self) == len(o)
    __hash__ = str.__hash__
class Txt2(str): pass
class Lst(list):
    def append(self, x): super().append(x); self.n = getattr(self, 'n', 0) + 1
    def __iter__(self): return reversed(list(list.__iter__(self)))
class Lst2(list): pass
class Dct(dict):
    def __missing__(self, k): return k if isinstance(k, int) else len(k)
    def __setitem__(self, k, v): super().__setitem__(k, v if v != 7 else 8)
class Dct2(dict): pass
class Tup(tuple):
    __slots__ = ()
    def __new__(cls, *a): return super().__new__(cls, a)
    def __len__(self): return 1
class Meta(type):
    def __getattr__(cls, n):
        if n.startswith('__'): raise AttributeError(n)
        return len(n)
    def __call__(cls, *a): x = super().__call__(*a); x.made = cls.count = cls.count + 1; return x
    def __contains__(cls, x): return x in cls.inside
    def __len__(cls): return cls.count % 3
    def __iter__(cls): return iter(cls.inside)
class Made(metaclass=Meta):
    count, inside = 0, (1, 2, 3)
    def __init__(self, n=0): self.n = n
    def __init_subclass__(cls, k=1): cls.k = k
    def __class_getitem__(cls, i): return (cls.__name__, i)
class Made2(Made, k=5):
    inside = [4]
class A1:
    def __init__(self, n): self.n = n
    def who(self): return ['A1', self.n]
    def __add__(self, o): return A1(clip(self.n + o.n)) if isinstance(o, A1) else NotImplemented
    def __radd__(self, o): return A1(clip(self.n - o)) if isinstance(o, int) else NotImplemented
    def __sub__(self, o): return A1(clip(self.n - o)) if isinstance(o, int) else NotImplemented
    def __lt__(self, o): return self.n < o.n if isinstance(o, A1) else NotImplemented
    def __eq__(self, o): return self.n == getattr(o, 'n', o)
    def __hash__(self): return self.n % 3
    def __matmul__(self, o): return self.n % 10
    def __rmatmul__(self, o): return [o]
    def __neg__(self): return A1(-self.n)
    def __divmod__(self, o): return divmod(self.n, o)
    def __pow__(self, o, m=None): return self.n if m is None else m
    def __format__(self, s): return f'<{s}{self.n}>'
    def __repr__(self): return f'{type(self).__name__}({self.n})'
    def __contains__(self, x): return x > self.n
    def __iter__(self): yield self.n; yield from (self.n + 1, 2)
    def __reversed__(self): return [3, self.n]
    def __bool__(self): return self.n % 3 != 0
    def __index__(self): return self.n % 4
    def __delitem__(self, i): self.n = clip(self.n - i)
    def __getitem__(self, i): return (i, self.n) if isinstance(i, (slice, tuple)) else self.n + i
    def __call__(self, *a, k=1, **m): return len(a) + k + len(m) + self.n
    def __int__(self): return self.n
    def __round__(self, d=None): return (self.n, d)
    @property
    def half(self): return self.n / 2 if self.n % 4 else self.missing
    @half.setter
    def half(self, v):
        if v < 0: raise ValueError(v)
        self.n = v
    @half.deleter
    def half(self): self.n = 0
    @functools.cached_property
    def once(self): return self.n * 2
    @classmethod
    def make(cls, n): return cls(n)
    @staticmethod
    def plain(n, *, z=2): return n * z
class A2(A1):
    def who(self): return ['A2', *super().who()]
    def __radd__(self, o): return A2(clip(self.n + 1))
    def __getattr__(self, n): return n if n == 'missing' or n[0] == 'z' else super().__getattribute__(n)
class A3(A1):
    __slots__ = ('s', 't')
    def who(self): return ['A3', *super().who()]
    def __eq__(self, o): return NotImplemented
    __hash__ = None
class A4(A2, A3):
    def who(self): return ['A4', *super().who()]
    def __gt__(self, o): return [] if self.n % 2 else [1]
    def __le__(self, o): raise E1(self.n)
    def __setattr__(self, n, v): object.__setattr__(self, n, v + 1 if type(v) is int else v)
@dataclasses.dataclass(order=True)
class Pt:
    x: int
    y: int = 2
    z: list = dataclasses.field(default_factory=list, compare=False)
    def __post_init__(self): self.w = self.x * self.y
@dataclasses.dataclass(frozen=True, slots=True)
class Fz:
    x: int
    y: object = None
class Col(enum.Enum):
    RED = 1
    BLUE = 2
    def next(self): return Col(3 - self.value)
class Flg(enum.IntFlag):
    A = 1
    B = 2
    C = 4
Nt = collections.namedtuple('Nt', 'x y z', defaults=(7,))
@functools.lru_cache(maxsize=8)
def cached(n): return n * n if n % 7 else fail(n)
def fail(n): raise E1(n)
@functools.singledispatch
def dispatch(x): return 'object'
@dispatch.register
def _(x: int): return x + 1
@dispatch.register(list)
def _(x): return len(x)
@dispatch.register
def _(x: A1): return x.n
@contextlib.contextmanager
def manager(n, eat=False):
    try: yield n
    except ValueError:
        if not eat: raise
    finally: LOG2.append(n)
LOG2 = collections.deque(maxlen=9)
def log(*v):
    LOG.append(v)
    del LOG[:-2000]
def numbers(n):
    for k in range(n): yield k * k % 7
def pairs(it):
    last = None
    for x in it:
        if last is not None: yield last, x
        last = x
def flat(t):
    for x in t:
        if isinstance(x, (list, tuple)): yield from flat(x)
        else: yield x
def both(f, x, *rest, key=None, **more): return f(x, *rest) if key is None else key(f(x, *rest, **more))
def decorated(n):
    def wrap(f):
        @functools.wraps(f)
        def inner(*a, **k): return f(*a, **k) + n
        return inner
    return wrap
@decorated(3)
def plus(x, y=1, /, *, z=2): return x + y * z
def early(n):
    for k in range(n):
        try:
            if k == 3: return k
            if k % 2: continue
            if k == 8: break
        finally:
            n = n - 1
            if n == 2: return -1
    else: return n
    return 100 + n
def nested(n):
    try:
        try: return 10 // (n % 3)
        finally: n += 1; 1 // (n % 4)
    except ZeroDivisionError as e: return e.__context__ is None
    else: return 'else'
    finally: LOG2.append(n)
def swallow(n):
    for k in range(3):
        try: raise E1(k) if n % 2 else KeyError(k)
        except E1: continue
        finally:
            if n % 5 == 1: break
            if n % 5 == 4: return k
    return n
def kind(x):
    match x:
        case bool() | None: return 'b'
        case int(n) if n > 50: return n % 5
        case 0 | 1 | -1: return 'small'
        case int(): return 'int'
        case float(f): return f > 1
        case str() as s if s: return s[0]
        case '': return 'empty'
        case []: return 'none'
        case [x]: return [x]
        case [1 | 2 as a, *_, b]: return a, b
        case (a, (b, c)) | (a, [b, c, *_]): return a + b + c if isinstance(b, int) else 'abc'
        case [*all]: return len(all)
        case {'a': 1, **rest}: return sorted(rest, key=str)
        case {'a': int(n)} | {'b': n}: return n
        case {}: return 'map'
        case Pt(x=0) | Pt(1, 1): return 'origin'
        case Pt(x, y): return x + y
        case Col.RED: return 'red'
        case A2(n=n) | A1(n=n): return n
        case _: return type(x).__name__
'''

TEMPLATES = r'''
{a} = Int({e}); {v} = clip({a} + {k}); log({a} < {e}, type({a} + 1).__name__, type({a} - 1).__name__)
{v} = clip(sum([Int2({e}), {e}])); log(Int2({e}) + True, Int2(5) & {e}, [1, 2, 3, 4][Int2({e} % 4)])
log(Flt({f}) * 2, {f} + Flt({f}), Flt({f}) + 1, max(Flt(1.5), {f}))
{a} = Txt({t}); log({a}[:2], {a}[0:1] + {t}, {a} == {t}, {a} in {{{t}: 1}}, {t} == {a})
{a} = Txt2({t}); log({a} + 'x', {a}.upper(), {a} == {t}, {{{t}: 5}}.get({a}), f'{{{a}}}', '%s' % {a})
{a} = Lst({l}); {a}.append({e}); {v} = {a}.n; log(list({a}), [x for x in {a}], {a}[:1], sorted({a}))
{a} = Lst2({l}); {a}.append({e}); {a} += [1]; log({a}, {a}[-1], len({a}), {a} == list({a}))
{a} = Dct({d}); {v} = {a}[{e} % 40]; {a}['k'] = {e}; log({a}['zz'], {a}.get('zz'), {a}, 'zz' in {a})
{a} = Dct2({d}); {a}[{e}] = 1; log({a}.get({e}), {a}, {a} == dict({a})); {v} = {a}[{e}] + len({a})
{a} = Tup({e}, {k}); log(len({a}), {a}, {a}[1], {a} + (1,), hash({a}) == hash(({a}[0], {a}[1]))); {b}, {c} = {a}
{a} = Made({e} % 5); {v} = {a}.n + Made.zz + {a}.made; log(2 in Made, len(Made2), [*Made2], Made.k)
{a} = Made2({e}); log(Made2[{e}], {a}.k, Made2.count == {a}.made, bool(Made2))
{a} = {cls}({e}) + {cls}({k}); log({a}, {a} == {k}, {a}.who()); {v} = {a}.n
{a} = {cls}({e}); {v} = clip(({e} + {a}).n); log({a} - {k}, -{a}, {a} @ 2, {a} in {{{k}: 1}})
{a} = {cls}({e}); log({a} < {cls}({k}), {a} > {cls}({k}), bool({a}), not {a}); {v} = 1 if {a} > {cls}({e}) else 2
{a} = {cls}({e}); {v} = {a} @ {k}; log([1] @ {a}, divmod({a}, 3), pow({a}, 2), pow({a}, 2, 5), f'{{{a}:>3}}')
{a} = {cls}({e}); log(3 in {a}, list({a}), list(reversed({a})), {a}[1:2], {a}[1, 2], {a}[{k}]); {b}, *{c} = {a}
{a} = {cls}({e}); {v} = [5, 6, 7, 8][{a}] + int({a}); log(round({a}, 1), round({a}), {a}(1, 2, k={k}, z=1))
{a} = {cls}({e}); {a}.half = {e}; {v} = int({a}.half); del {a}.half; log({a})
{a} = {cls}({e}); log({a}.half, {a}.once, {a}.once, {cls}.plain({k}, z={e}), {cls}.make({e}))
{a} = {cls}({e}); log(getattr({a}, {name}, None)); {v} = getattr({a}, 'n') + hasattr({a}, {name})
{a} = {cls}({e}); setattr({a}, {name}, {e}); log(getattr({a}, {name})); delattr({a}, {name}); log(hasattr({a}, {name}))
for {a} in ('n', 'half', 'who', 'zed', 'none'): log(getattr({cls}({e}), {a}, 0).__class__.__name__)
{a} = [{cls}({k}), {cls}({e}), {cls}(3)]; log(sorted({a}), min({a}), max({a}, key=lambda q: -q.n), {a}.index(3))
{a} = {{A1({e}): 1, A2({k}): 2, {k}: 3}}; {v} = len({a}); log({a}.get({k}), {a}.get(A1({e})))
{a} = {cls}({e}); {v} = clip(sum({a})); log(*{a}, sep='') if 0 else log(*{a}); log(dispatch({a}), dispatch({e}), dispatch({l}))
{a} = Pt({e}, {k}); log({a}, {a} < Pt({k}), {a} == Pt({e}, {k}), dataclasses.replace({a}, x=1)); {v} = clip({a}.w); {a}.z.append(1)
{a} = Fz({e} % 4, {l}[:1]); log({a}, {a} == Fz({k})); {v} = {a}.x; {a}.x = 2
{a} = Nt({e}, {k}); {v} = clip({a}.x + {a}[1] + {a}.z); log({a}, {a}._replace(y=1), {a}._asdict(), {a} < (1, 2))
{a} = Col({e} % 3); log({a}, {a}.next(), {a} is Col.RED, {a}.name, Col['BLUE'].value, [c.name for c in Col])
{a} = Flg({e} % 8); log({a}, {a} & Flg.A, Flg.B in {a}, {a} | 4, ~{a}); {v} = int({a})
log(kind({e}), kind({f}), kind({t}), kind({l}), kind({d}))
log(kind([{k}, {e}]), kind(({e}, ({k}, 2))), kind([1, 2, {e}]), kind({{'a': {e}}}), kind({{'a': 1, 'c': {e}}}), kind({{'b': {k}}}))
log(kind(Pt({e} % 2, 1)), kind(Col.RED), kind({cls}({e})), kind(None), kind({e} > 3), kind([[1]]), kind(b'a'))
{v} = early({e} % 12); log({v}, nested({e}), swallow({e})); {v} = {v} or 0
for {a} in range({k}):|    try:|        if {a} == 2: continue|        {v} = clip({v} + early({e} % 9))|    finally:|        if {a} > {e}: break
while True:|    try: {v} = 12 // ({e} % 3)|    except ZeroDivisionError: {v} = 9; break|    else: break|    finally: log('w', {v})
{a} = {{{e} % 7, {k}, 3}}; {b} = set({l}); log(sorted({a} | {b}), sorted({a} & {b}), sorted({a} - {b}), sorted({a} ^ {b}), {a} <= {b}, {a} < {a} | {b})
{a} = set({l}); {a}.add({e}); {a}.discard({k}); {a} |= {{1, 2}}; {a} -= {{{e}}}; {a} ^= {{5}}; log(sorted({a}), {a}.isdisjoint(GT)); {v} = len({a}); {a}.remove({e})
{a} = frozenset({l}); {v} = len({{{a}: 1, frozenset([{k}]): 2}}); log({a} == set({l}), {{{a}}} == {{set({l}) and {a}}}, {a}.union([{e}]) > {a})
{a} = bytearray({t}.encode()); {a}.append({e} % 256); {a} += b'xy'; {a}[0:1] = b'zz'; log({a}, {a}.find(b'x'), {a}[-1], bytes({a}).hex()); {v} = sum({a})
{a} = bytearray(6); {b} = memoryview({a})[1:5]; {b}[{e} % 4] = {e} % 256; log({a}, {b}.tolist(), {b}[::2].tobytes()); {b}.release(); {a}.append({k}); {v} = len({a})
{a} = bytearray(range(5)); {b} = memoryview({a}); {a}.append({e} % 9)
{a} = {t}.encode() * 2 + bytes([{e} % 256]); log({a}.split(b'a'), {a}[1:], {a}.replace(b'a', b'Q'), {a}.startswith(b'a'), {a} < b'b', b'%d|%s' % ({e}, {a})); {v} = {a}[-1]
{v} = struct.unpack('<hb', struct.pack('<hb', {e} % 999, {e} % 100))[0]; log(struct.calcsize('<q'), struct.pack('>I', {e} % 5), int.from_bytes(b'ab', 'big') + {v})
log({t}.title(), {t}.zfill(5), {t}.rjust(4, '.'), {t}.isdigit(), {t}.find('a'), {t}.count('b'), {t}.encode('utf-8'), {t}.swapcase(), {t}.casefold(), {t}.expandtabs())
log(({t} + 'a,b,,c').split(','), ({t} + ' a  b ').split(), ('x' + {t}).rpartition('b'), {t}.startswith(('a', 'b')), ({t} + '\nq').splitlines(), {t}.translate({{97: 'Z', 98: None}}))
{a} = ''|for {b} in {t} + 'abc': {a} += {b} if {b} > 'a' else '-' + {b}|log({a}, {a}[::-1], {a}.join(['1', '2']), [ord(q) for q in {a}]); {v} = len({a})
log(int({t} or '1'), int('7f', 16), float({t} + '1'), int(f'{{{e}}}'), int('  12 ') + {e}, int('1_0'))
log('é' + {t}, ({t} + 'é€')[-2:], 'é' in {t}, ('€' * ({e} % 3)).encode(), max({t} + 'é'), len({t} + '𝒳'))
{a} = {f} / 3; log({a}, f'{{{a}:.3f}}', round({a}, 2), int({a}), {a}.is_integer(), math.floor({a}), {a} // 1, {a} % 1, divmod({a}, 2.0), repr(-{a}))
{a} = [math.inf, -math.inf, math.nan, -0.0, 1e308, 5e-324][{e} % 6]; log({a}, {a} == {a}, {a} < 1, {a} * 2, {a} + {f}, -{a}, bool({a}), {a} in [{a}], max({a}, 1.0), math.copysign(1, {a})); log(int({a}))
{a} = float({e}); log({a} == {e}, {a} + 2 ** 53, {a} * 1e300, hash({a}) == hash({e}), {e} / 8, {e} ** -1, {e} ** 0.5, math.sqrt(abs({e})), round({a} / 7, 3), {e} // 0.3)
{a} = 3 ** ({e} % 60); log({a}, {a} % 1000007, {a} >> 5, {a} & 2 ** 64 - 1, -{a} // 7, {a} ** 2, str({a})[:9], math.gcd({a}, 12), math.isqrt({a}), pow(3, {e} % 30, 101)); {v} = {a} % 999
{a} = {e} * 2 ** 61; log({a}, {a} + {a}, {a} - 2 ** 62, {a} // 3, {a} == float({a}), {a} < 2.0 ** 62, -{a} - 1, {a} ^ -1, {a}.bit_count(), int.to_bytes(abs({a}), 12, 'little').hex())
log([[{a} * {b} + {e} for {b} in range({a})] for {a} in range(4) if {a} != {k}]); {v} = sum({a} for {b} in [[1, 2], [{e}]] for {a} in {b} if {a} % 2)
log({{{a}: [{b} for {b} in {l} if {b} > {a}] for {a} in range(3)}}, {{{a} % 3 for {a} in {l}}}, [(lambda q={a}: q + {e})() for {a} in range(3)])
{a} = [{b} for {c} in range(5) if ({b} := {c} * {e}) % 2]; log({a}, any(({c} := q) > 2 for q in {l}), {c} if {l} else 0)
{v} = sum({a} * {b} for {a}, {b} in pairs(numbers({e} % 8))); log(list(pairs({l})), list(flat([1, [2, ({e}, [3])]])), dict(pairs({t})))
{a} = (q * {k} for q in {l} if q); {b} = (q + 1 for q in {a}); {v} = sum({b}); log(next({a}, None), list({b}))
{a} = numbers(5); {b} = [next({a}), *{a}]; log({b}, list({a})); {v} = clip(sum(map(operator.mul, {b}, {l})))
{v} = both(lambda q, *r: q + len(r), {e}, *{l}[:2], key=lambda q: clip(q * 2)); log(both(dict, {{}}, key=len, a=1), both(max, {e}, {k}), both(max, *{l}))
{v} = clip(plus({e})) + plus({e}, {k}, z=1); log(plus.__name__, plus(1, z={e})); plus(1, y=2)
{a} = functools.partial(plus, {e}); {v} = clip({a}(z={k}) + {a}()); log(functools.reduce(operator.add, {l}, 0), {a}.args)
{v} = cached({e} % 20); log(cached.cache_info().currsize, cached({k})); {v} = cached({e} * 7)
with manager({e}, {e} % 2 == 0) as {a}, manager({k}) as {b}:|    {v} = clip({a} + {b})|    if {a} % 3 == 0: raise E1({a})|    log({b})
with contextlib.suppress(KeyError, ZeroDivisionError): {v} = {d}[{e}] + 1 // ({e} % 2)
with contextlib.ExitStack() as {a}:|    {a}.callback(log, 'out', {e}); {v} = {a}.enter_context(manager({k}))|    if {e} % 4 == 1: raise KeyError({e})
try:|    raise ExceptionGroup('x', [E1({e}), ExceptionGroup('y', [KeyError({k}), TypeError()])])|except* KeyError as {a}: log({a}.exceptions[0].exceptions, {e})|except* (E1, TypeError) as {a}: {v} = len({a}.exceptions)
try:|    try: raise [E1, KeyError, TypeError][{e} % 3]({e})|    except (E1, KeyError) as {a}: raise RuntimeError({k}) from {a}|except RuntimeError as {a}: log(repr({a}.__cause__), {a}.__suppress_context__)
try: raise E1({e}) if {e} % 2 else OSError({k}, 'x')|except OSError as {a}: log({a}.errno, {a}.strerror)|except E1 as {a}: {v} = {a}.args[0]|else: log('no')
{a} = collections.deque({l}, 4); {a}.append({e}); {a}.appendleft({k}); {a}.rotate(1); log({a}, {a}[0], {a}.pop(), list(reversed({a}))); {v} = len({a}) + {a}.popleft()
{a} = collections.Counter({t} + 'ab'); {a}.update('a'); {a}['z'] += {e}; log({a}.most_common(2), {a}['none'], {a}.total()); {v} = {a}['a']
{a} = collections.defaultdict(list)|for {b} in {l}: {a}[{b} % 3].append({b})|log(dict({a}), sorted({a})); {v} = len({a}[{e} % 3])
{a} = collections.OrderedDict(a={e}, b=2); {a}.move_to_end('a'); {a}['c'] = {a}.pop('b'); log({a}, list(reversed({a})), {a}.popitem(False)); {v} = {a}['c']
{a} = collections.ChainMap({{'a': {e}}}, {d}); {v} = {a}['a']; {a}['q'] = 1; log(sorted({a}, key=str), {a}.get('b'))
{a} = []|for {b} in {l}: heapq.heappush({a}, {b} * 7 % 11)|log([heapq.heappop({a}) for _ in range(len({a}))], heapq.nsmallest(2, {l}), bisect.bisect(sorted({l}), {e})); bisect.insort({a}, {e})
log(list(itertools.accumulate({l})), list(itertools.chain({l}, GT)), list(itertools.islice(itertools.count({e}), 3)), list(itertools.product('ab', repeat=2))[:3], list(itertools.zip_longest({l}, 'ab')))
log([(k, list(g)) for k, g in itertools.groupby({l}, key=lambda q: q % 2)], list(itertools.combinations({l}[:4], 2)), list(itertools.takewhile(lambda q: q < {k}, {l})), list(itertools.starmap(pow, [(2, 3), ({e}, 2)])))
{a}, {b} = itertools.tee({l}); log(next({a}, 0), list({b}), list({a}), list(itertools.pairwise({l})), list(itertools.batched({l}, 2)))
{a} = sorted({l}, key=functools.cmp_to_key(lambda p, q: (p % 3) - (q % 3)), reverse={e} % 2 == 0); log({a}, sorted({t}), sorted({d}, key=str), sorted([(q % 2, -q) for q in {l}]))
{a} = list({l}); {a}.sort(key=lambda q: 1 // (q % 4)); log({a})
{a} = operator.itemgetter(0, -1); log({a}({l}), operator.attrgetter('n')({cls}({e})), operator.methodcaller('upper')({t}), operator.contains({l}, {e})); {v} = operator.index({e})
{a} = copy.deepcopy([{l}, {d}]); {a}[0].append({e}); log({a}, copy.copy({cls}({e})), {a}[0] == {l})
{a} = {{**{d}, 'q': {e}}} | {{1: 2}}; {a}.update(z={k}); log({a}, list({a}.items())[-1:], {a}.keys() & {{'q', 'a'}} == {{'a', 'q'}}, {a}.pop('q'), {a}.setdefault('w', {e})); del {a}[{e}]
{a}, *{b}, {c} = [{e}, *{l}, {k}]; log({a}, {b}, {c}); ({a}, {b}), {c} = ({e}, {k}), {l}; {v} = {a} + {b}; {a}, {b} = {l}
{a} = {l}[:]; {a}[{e} % 3:] = [{k}, {e}]; {a}[::2] = [0] * len({a}[::2]); del {a}[:1]; {a} *= 2; log({a}, {a}.count(0)); {v} = {a}.index({e}); {a}[::2] = [1]
{a} = [[0] * 3 for _ in range(3)]; {a}[{e} % 3][{e} % 3] = {e}; {a}[0][1] += 1; log({a}, [*zip(*{a})], sum(map(sum, {a}))); {v} = {a}[{e} % 4][0]
for {a}, ({b}, {c}) in zip(range(3), {d}.items()): {v} = clip({v} + {c} * {a}); log({b})
for {a} in range({k} + 3, 0, -1):|    if {a} * {e} % 4 == 1: {v} += 1; continue|    if {a} == {e}: break|else: log('all', {v})
def {a}(n, acc=(), *, k={e}):|    if n <= 0: return acc + (k,)|    return {a}(n - 1, acc + (n,), k=k + n) if n % 2 else {a}(n - 1, acc)|log({a}({e} % 6), {a}(3, k=1)); {v} = len({a}(4))
def {a}(x):|    def {b}(y): nonlocal x; x = clip(x * y + 1); return x|    def {c}(): return {b}(2) + x|    return {b}, {c}|{b}, {c} = {a}({e}); {v} = clip({b}({k}) + {c}()); log({b}(1))
class {a}({cls}):|    n2 = property(lambda self: self.n + {k})|    def who(self): return super().who()[-1:] + [__class__.__name__[:0]]|{v} = clip({a}({e}).n2); log({a}({e}).who())
{a} = type('T', ({cls},), {{'extra': {e}, '__len__': lambda s: 3}}); log(len({a}({k})), {a}.extra, isinstance({a}(1), A1), issubclass({a}, A2)); {v} = {a}({e}).n
if {e} % 5 == 0: A1.plain = staticmethod(lambda n, *, z=0: n + z)|{v} = clip(A1.plain({e}, z=3) + A4.plain({k}))
if {e} % 6 == 0: A1.n2 = {e}; A2.n2 = property(lambda s: s.n)|{v} = clip(getattr(A1(1), 'n2', 0) + getattr({cls}(2), 'n2', 5))|if {e} % 6 == 3: A1.n2 = 1.5; del A1.n2
if {e} % 7 == 2: A3.__bases__ = (A1,)|{v} = len(A4({e}).who()) + A4.__mro__.index(A1)
global GX; GX = {e}; {v} = clip(GX); log('GX' in globals()); del GX; log('GX' in globals()); GX
{a} = {e}; del {a}; log({a})
{a} = lambda *p, q={e}, **r: (p, q, r); log({a}(1, *{l}[:2], q=2), {a}(**{{'z': {k}}}), {a}({e}, w=1)); {a}(1, **{{'q': 1}}, q=2)
exec('{a} = {k} + 1'); {v} = eval('{e} + 1'); log(isinstance(vars(), dict))
{a} = iter({l}); {v} = clip(sum(zip_ * 2 for zip_ in {a})); log(list(zip({a}, {l})), next({a}, 'end'), list(enumerate({t}, {e}))); next({a})
{a} = reversed({l}); log(next({a}, None), list({a}), operator.length_hint({a})); {v} = max(map(abs, {l}), default={k}); log(min({l}, default=None), list(filter(lambda q: q % 2, {l})))
log(all(q < {e} for q in {l}), any(q == {k} for q in {l}), sum([[1], [{e}]], []), sum({l}, 0.5), list(map(str, {l})), ','.join(f'{{q}}' for q in {l}))
log({e} < {k} < {e} + 2, {k} if {e} else {t}, {t} or {e}, {l} and {l}[0], not {d}, {e} is None, {t} is not None, {k} in {l} or {e} not in GT)
{v} = {e} if isinstance({e}, (int, str)) else 0; log(type({f}) is float, isinstance({cls}(1), A3), callable({t}), id({l}) == id({l}), issubclass(bool, int))
assert {e} % 4, ('no', {e})|{v} = {v} + 1
raise E1({e}) if {e} % 3 == 0 else StopIteration({k}) if {e} % 3 == 1 else KeyError({t})
'''.strip().splitlines()


class Deep(Wild):
    def __init__(self, seed):
        super().__init__(seed)
        self.r.seed(f'deep {seed}')

    def templated(self, s, loop):
        names = {x: self.fresh('w') for x in 'abc'}
        v = self.target(s)
        simple = lambda kind: self.expr(s, kind, self.pick(0, 0, 1))

        def fill(m):
            what = m[1]
            if what in names:
                return names[what]
            return {
                'v': lambda: v, 'k': lambda: str(self.r.randrange(6)), 'e': lambda: f'({simple(INT)})' if self.chance(0.8) else self.pick('ii', v),
                'f': lambda: f'({simple(FLOAT)})', 't': lambda: f'({simple(STR)})', 'l': lambda: f'({self.leaf(s, LIST)})', 'd': lambda: f'({self.leaf(s, DICT)})',
                'cls': lambda: self.pick('A1', 'A1', 'A2', 'A3', 'A4'), 'name': lambda: repr(self.pick('n', 'half', 'zed', 'who', 'once', 's', 'nope')),
            }[what]()
        text = re.sub(r'\{(a|b|c|v|k|e|f|t|l|d|cls|name)\}', fill, self.r.choice(TEMPLATES))
        lines = re.split(r'(?<! )\|(?![=%])', text.replace('{{', '{').replace('}}', '}'))
        self.emit('try:', *['    ' + line for line in lines], self.pick('except Exception as x: log(story(x))', 'except Exception as x: log(type(x).__name__)'))
        self.emit(f'try: {v} = clip({v}) if type({v}) is int else 7', f'except NameError: {v} = 8')

    def statement(self, s, loop):
        if self.indent < 6 and self.chance(0.6):
            return self.templated(s, loop)
        super().statement(s, loop)

    def start(self):
        super().start()
        self.lines += HEAD.splitlines()
        self.emit('ii = 3')

    def finish(self):
        super().finish()
        self.emit('show("managed", *LOG2)')


def program(seed):
    """The program of a seed."""
    return Deep(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
