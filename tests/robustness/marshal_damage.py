# Marshal data with random damage: an exception or an object, never a crash; code that is accepted is safe to run.
import marshal, random, sys
SOURCE = '''
def f(a, b=2, *c, d=4, **e):
    x = [i * 2 for i in range(a) if i % 2]
    try:
        y = {k: v for k, v in zip('abc', x)}
        with open as g: pass
    except (TypeError, AttributeError) as q:
        z = q
    else:
        return lambda: x
    while b:
        b -= 1
        if b == 3: continue
        yield b, x[0:2], f'{a!r:>{b}}'
    match x:
        case [1, *r]: pass
        case {'k': 1}: del x
    return (yield from c)
class C(object):
    k = 1.5
    def m(self): return super().m, self.k + 1j
    async def n(self):
        async for i in self: await i
try:
    list(f(3))
except Exception as e: pass
x = f(1, 2, 3, d=4, z=5)
for i in range(3):
    pass
'''
code = compile(SOURCE, 'src', 'exec')
things = [marshal.dumps(code), marshal.dumps([1, 2.5, 'abc', b'x', (1, [2, {3: 4}]), {5}, frozenset([6]), 10 ** 50, None, True, 1j, ..., 'é' * 300, StopIteration]),
          marshal.dumps(compile('a = b + 1; print(a)', 'f', 'exec')), marshal.dumps(compile('[x for x in y]', 'f', 'eval'))]
start, count = int(sys.argv[1]), int(sys.argv[2])
ok = bad = ran = 0
class Out:
    def write(self, s): pass
    def flush(self): pass
for seed in range(start, start + count):
    r = random.Random(seed)
    data = bytearray(r.choice(things))
    for _ in range(r.choice([1, 1, 1, 2, 4, 20])):
        kind = r.randrange(5)
        i = r.randrange(len(data))
        if kind == 0: data[i] = r.randrange(256)
        elif kind == 1: data[i] ^= 1 << r.randrange(8)
        elif kind == 2: del data[i:i + r.choice([1, 2, 8])]
        elif kind == 3: data[i:i] = bytes(r.randrange(256) for _ in range(r.choice([1, 4, 8])))
        else:
            j = r.randrange(len(data)); data[i:i + 8] = data[j:j + 8]
        if not data: data = bytearray(b'N')
    try:
        v = marshal.loads(bytes(data))
        ok += 1
    except (ValueError, EOFError, TypeError, MemoryError, OverflowError, SystemError, UnicodeError, RecursionError, KeyError) as e:
        bad += 1
        continue
    repr(v)
    if type(v) is type(code):
        for name in dir(v):
            try: getattr(v, name)
            except Exception: pass
        try: list(v.co_lines()), list(v.co_positions()), hash(v), v == code, v.replace(co_name='x'), list(v.co_branches())
        except Exception: pass
        if len(sys.argv) > 3:
            old, sys.stdout = sys.stdout, Out()
            try:
                exec(v, {'b': 1, 'y': [1]})
                ran += 1
            except BaseException as e:
                pass
            sys.stdout = old
print(ok, bad, ran)
