# Recursion without end, and data nested too deeply, in everything that descends: an exception, never a crash.
import sys
def attempt(name, f):
    try:
        r = f()
        r = 'ok'
    except BaseException as e:
        m = str(e)
        r = type(e).__name__ + ' ' + (m if len(m) < 70 else m[:67] + '...')
    print(name, '->', r, flush=True)
N = 100000
def nested(kind, n=N):
    x = kind()
    for i in range(n):
        if kind is dict: x = {1: x}
        elif kind is set: x = frozenset([x])
        else: x = kind((x,))
    return x
L, T, D = nested(list), nested(tuple), nested(dict)
L2, T2, D2 = nested(list), nested(tuple), nested(dict)
attempt('repr list', lambda: repr(L))
attempt('repr tuple', lambda: repr(T))
attempt('repr dict', lambda: repr(D))
attempt('str list', lambda: str(L))
attempt('format', lambda: f'{L}')
attempt('list ==', lambda: L == L2)
attempt('tuple ==', lambda: T == T2)
attempt('dict ==', lambda: D == D2)
attempt('list <', lambda: L < L2)
attempt('tuple <', lambda: T < T2)
attempt('hash tuple', lambda: hash(T))
attempt('in', lambda: L in [L2])
attempt('index', lambda: [L2].index(L))
attempt('sort', lambda: [T, T2].sort())
attempt('set', lambda: {T, T2})
attempt('isinstance', lambda: isinstance(1, T))
attempt('issubclass', lambda: issubclass(int, T))
attempt('except', lambda: exec('try: 1/0\nexcept T: pass', {'T': T}))
import marshal
attempt('marshal.dumps', lambda: marshal.dumps(L))
attempt('marshal.dumps', lambda: marshal.dumps(T))
attempt('marshal.dumps', lambda: marshal.dumps(D))
attempt('marshal.loads', lambda: marshal.loads(b'[\x01\0\0\0' * N + b'N'))
attempt('marshal.loads', lambda: marshal.loads(b'(\x01\0\0\0' * N + b'N'))
attempt('marshal.loads', lambda: marshal.loads(b'>\x01\0\0\0' * N + b'N'))
attempt('marshal.loads', lambda: marshal.loads(b'{' * N + b'N'))
try:
    import json
    attempt('json.dumps', lambda: json.dumps(L))
    attempt('json.dumps', lambda: json.dumps(D))
    attempt('json.loads', lambda: json.loads('[' * N + ']' * N))
    attempt('json.loads', lambda: json.loads('{"a":' * N + '1' + '}' * N))
except ImportError as e: print(e)
try:
    import pickle
    attempt('pickle', lambda: pickle.dumps(L))
    attempt('pickle', lambda: pickle.loads(b'(' * N))
    attempt('pickle', lambda: pickle._dumps(L))
except ImportError as e: print(e)
try:
    import copy
    attempt('deepcopy', lambda: copy.deepcopy(L))
except ImportError as e: print(e)
class R:
    def __repr__(self): return repr(self)
class E:
    def __eq__(self, o): return self == o
class H:
    def __hash__(self): return hash(self)
class G:
    def __getattr__(self, n): return getattr(self, n + 'x')
class GA:
    def __getattribute__(self, n): return getattr(self, n)
class A:
    def __add__(self, o): return self + o
class C:
    def __call__(self): return self()
class I:
    def __iter__(self): return iter(self)
class B:
    def __bool__(self): return bool(self)
class LN:
    def __len__(self): return len(self)
class GI:
    def __getitem__(self, i): return self[i]
class IX:
    def __index__(self): return [1][self]
class N_:
    def __new__(cls): return cls()
class IN:
    def __init__(self): IN()
class CT:
    def __contains__(self, x): return x in self
class FM:
    def __format__(self, s): return format(self, s)
class LT:
    def __lt__(self, o): return sorted([self, o])
class SA:
    def __setattr__(self, n, v): setattr(self, n, v)
class IC(type):
    def __instancecheck__(self, o): return isinstance(o, self)
    def __subclasscheck__(self, o): return issubclass(o, self)
class ICC(metaclass=IC): pass
class EN:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
class P:
    @property
    def x(self): return self.x
class DS:
    def __get__(self, o, t): return o.d
class DSO: d = DS()
class RV:
    def __reversed__(self): return reversed(self)
class DL:
    def __delattr__(self, n): delattr(self, n)
class NX:
    def __iter__(self): return self
    def __next__(self): return next(self)
class HS(str):
    def __hash__(self): return hash(self)
class MI(type):
    def __call__(cls, *a): return cls()
class MIC(metaclass=MI): pass
class MG(dict):
    def __missing__(self, k): return self[k]
class PW:
    def __rpow__(self, o): return o ** self
attempt('R', lambda: repr(R())); attempt('R', lambda: str([R()])); attempt('R', lambda: '%s' % R())
attempt('E', lambda: E() == 1); attempt('E', lambda: E() in [1]); attempt('H', lambda: hash(H())); attempt('H', lambda: {H(): 1})
attempt('G', lambda: G().x); attempt('GA', lambda: GA().x); attempt('A', lambda: A() + 1); attempt('A', lambda: sum([A(), A()], A()))
attempt('C', lambda: C()()); attempt('I', lambda: list(I())); attempt('I', lambda: [*I()]); attempt('B', lambda: not B())
attempt('LN', lambda: len(LN())); attempt('LN', lambda: not LN()); attempt('GI', lambda: GI()[0]); attempt('GI', lambda: list(GI()))
attempt('IX', lambda: [1][IX()]); attempt('N', lambda: N_()); attempt('IN', lambda: IN()); attempt('CT', lambda: 1 in CT())
attempt('FM', lambda: f'{FM()}'); attempt('LT', lambda: sorted([LT(), LT()])); attempt('SA', lambda: setattr(SA(), 'x', 1))
attempt('IC', lambda: isinstance(1, ICC)); attempt('IC', lambda: issubclass(int, ICC)); attempt('EN', lambda: EN().__enter__())
attempt('P', lambda: P().x); attempt('DS', lambda: DSO().d); attempt('RV', lambda: reversed(RV())); attempt('DL', lambda: delattr(DL(), 'x'))
attempt('NX', lambda: next(NX())); attempt('NX', lambda: list(NX())); attempt('HS', lambda: {}.get(HS())); attempt('MIC', lambda: MIC())
attempt('MG', lambda: MG()[1]); attempt('PW', lambda: 2 ** PW())
def f(): return f()
attempt('f', f)
def g(): yield from g()
attempt('g', lambda: next(g()))
def gl(): return [x for x in gl()]
attempt('gl', gl)
async def co(): await co()
attempt('co', lambda: co().send(None))
attempt('map', lambda: list(map(lambda x: f(), [1])))
def srt(x): return sorted([1, 2], key=srt)
attempt('srt', lambda: srt(1))
def mx(x): return max([1, 2], key=mx)
attempt('mx', lambda: mx(1))
it = iter([])
for i in range(N): it = map(abs, it)
attempt('map chain', lambda: list(it))
it = iter([])
for i in range(N): it = zip(it)
attempt('zip chain', lambda: list(it))
it = []
for i in range(N): it = enumerate(it)
attempt('enumerate chain', lambda: list(it))
import itertools, functools, operator
it = []
for i in range(N): it = itertools.chain(it)
attempt('chain chain', lambda: list(it))
it = []
for i in range(N): it = itertools.chain.from_iterable([it])
attempt('chain chain', lambda: list(it))
it = []
for i in range(N): it = itertools.islice(it, 5)
attempt('islice chain', lambda: list(it))
it = []
for i in range(N): it = itertools.filterfalse(None, it)
attempt('filterfalse chain', lambda: list(it))
p = len
for i in range(N): p = functools.partial(p)
attempt('partial', lambda: p([]))
p = lambda *a: 1
for i in range(N): p = functools.partial(p, i) if i < 2000 else staticmethod(p)
attempt('staticmethods', lambda: p([]))
x = classmethod(len)
for i in range(N): x = classmethod(x)
attempt('classmethods', lambda: x.__get__(1, int))
x = E1 = Exception()
for i in range(N):
    y = Exception(); y.__context__ = x; x = y
attempt('context', lambda: exec('raise x', {'x': x}))
x = ExceptionGroup('a', [ValueError()])
for i in range(N): x = ExceptionGroup('a', [x])
attempt('group', lambda: x.split(TypeError)); attempt('group', lambda: x.subgroup(ValueError)); attempt('group', lambda: repr(x))
def eg():
    try: raise x
    except* TypeError: pass
attempt('except*', eg)
x = int
for i in range(5000): x = list[x]
attempt('alias', lambda: repr(x)); attempt('alias', lambda: hash(x)); attempt('alias', lambda: x == list[x])
x = memoryview(b'a')
for i in range(N): x = memoryview(x)
attempt('memoryview', lambda: x[0])
class Deep: pass
o = Deep()
for i in range(N):
    q = Deep(); q.a = o; o = q
del o, q
attempt('gone', lambda: [0] * 1000)
c = type('c', (), {})
for i in range(3000): c = type('c', (c,), {})
attempt('mro', lambda: len(c.__mro__)); attempt('issub', lambda: issubclass(c, int)); attempt('inst', c)
m = {}
s = m
for i in range(N): s['a'] = {}; s = s['a']
attempt('format_map', lambda: '{a}'.format_map(m))
attempt('deque', lambda: None)
import collections
d = collections.deque()
for i in range(N): d = collections.deque([d])
attempt('deque', lambda: repr(d)); attempt('deque', lambda: d == collections.deque([d]))
d = collections.OrderedDict()
for i in range(N): d = collections.OrderedDict(a=d)
attempt('od', lambda: repr(d))
import types
d = 1
for i in range(N): d = types.SimpleNamespace(a=d)
attempt('ns', lambda: repr(d))
d = {}
for i in range(N): d = types.MappingProxyType(d)
attempt('proxy', lambda: repr(d)); attempt('proxy', lambda: len(d)); attempt('proxy', lambda: d == {}); attempt('proxy', lambda: d.get(1)); attempt('proxy', lambda: list(d))
d = 1
for i in range(N): d = slice(d)
attempt('slice', lambda: repr(d)); attempt('slice', lambda: hash(d)); attempt('slice', lambda: d == slice(d))
print('done')
