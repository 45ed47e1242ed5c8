"""Random programs for the trace compiler, from a seed: short loops, of which every turn is compiled to the end.

A function has one loop, or one in another, with two to six short statements on few objects, so that nothing keeps a trace
from being optimised: objects that go around the loop or leave it by a branch, two names for one object, iterators, bound methods,
cells and generators that are carried along, characters and parts of texts, lists cut and put together, dictionaries changed while they are
walked, operators in Python, exceptions raised and caught, frames read and written. No statement is in a `try` of its own: what is raised
ends the function, and where, and with which objects changed so far, is shown. A function is called with usual arguments until it
is compiled, then with others: the same object twice, subclasses, other numbers, and a hook that at some turn does what no
compiled code expects. A statement is an entry of a theme in `THEMES`; of `$e` an int is made, of `$f` a float, of `$s` a text,
of `$c` a condition, of `$k` a small constant, of `$l` the name of a list, of `$o` that of an object, of `$w` that of a vector.
"""

import random
import re

HEAD = '''\
import array, builtins, collections, functools, gc, itertools, math, sys, threading
class E1(ValueError):
    def __init__(self, n=0): super().__init__(n); self.n = n
class E2(KeyError): pass
class P:
    cls, count = 3, 0
    def __init__(self, x, y): self.x = x; self.y = y
    def add(self, n): return self.x + n
    def bump(self, n=1): self.x += n; return self
    def copy(self): return type(self)(self.x, self.y)
    @property
    def both(self): return self.x + self.y
    @both.setter
    def both(self, n): self.x = n; self.y = n + 1
    @classmethod
    def of(cls, n): return cls(n, cls.cls)
    @staticmethod
    def plain(n, m=2): return n - m
    def __repr__(self): return f'{type(self).__name__}({getattr(self, "x", None)!r:.40}, {getattr(self, "y", None)!r:.40})'
class P2(P):
    def add(self, n): return super().add(n) * 2 % 10007
    def __getattr__(self, name):
        if name == 'nope': return self.y
        raise AttributeError(name)
class P3(P):
    __slots__ = ('x', 'z')
    def __setattr__(self, n, v): object.__setattr__(self, n, v + 1 if n == 'y' and type(v) is int else v)
class S:
    __slots__ = ('x', 'y', 'f', 'g', 'next')
    cls, count, add, bump, both, of, plain = P.cls, 0, P.add, P.bump, P.both, P.of, P.plain
    def __init__(self, x, y): self.x = x; self.y = y; self.f = x + 0.5; self.g = 1.5; self.next = None
    def copy(self): return S(self.y, self.x)
    __repr__ = P.__repr__
class F:
    def __init__(self, f, g): self.f = f; self.g = g
    def move(self, dt): self.f += self.g * dt; return self.f
    def __add__(self, o): return F(self.f + o.f, self.g - o.g)
    def __mul__(self, n): return F(self.f * n, self.g * n)
    def __repr__(self): return f'F({self.f!r:.40}, {self.g!r:.40}, {getattr(self, "n", None)!r:.40})'
class Node:
    def __init__(self, n, next): self.n = n; self.next = next
    def __repr__(self): return f'Node({self.n!r:.40})'
class V:
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, o): return V(self.x + o.x, self.y + o.y) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return V(self.x + o, self.y)
    def __sub__(self, o): return V(self.x - o.x, self.y) if isinstance(o, V) else V(self.x - o, self.y)
    def __iadd__(self, o): self.x = (self.x + (o.x if isinstance(o, V) else o)) % 10007; return self
    def __mul__(self, n): return V(self.x * n % 10007, self.y) if isinstance(n, int) else NotImplemented
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x, -self.y)
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __lt__(self, o): return self.x < o.x if isinstance(o, V) else NotImplemented
    def __hash__(self): return hash(self.x) % 7
    def __getitem__(self, i):
        if i == 0: return self.x
        if i == 1: return self.y
        raise IndexError(i)
    def __setitem__(self, i, n):
        if i: self.y = n
        else: self.x = n
    def __delitem__(self, i): self.x = self.y = 0
    def __len__(self): return 2
    def __bool__(self): return self.x % 3 != 0
    def __contains__(self, n): return n == self.x or n == self.y
    def __call__(self, n, *a, k=1): return self.x + n * k + len(a)
    def __index__(self): return int(self.x) % 4
    def __int__(self): return int(self.x)
    def __enter__(self): self.y += 1; return self
    def __exit__(self, t, e, tb): self.y -= 1; return t is not None and issubclass(t, LookupError)
    def __format__(self, s): return f'<{self.x}{s}>'
    def __repr__(self): return f'{type(self).__name__}<{self.x!r:.40}, {self.y!r:.40}>'
class V2(V):
    def __radd__(self, o): return V2(self.y, 1)
    def __gt__(self, o): return self.y > 2
    def __iter__(self): yield self.y; yield self.x
class K:
    def __init__(self, k): self.k = k
    def __hash__(self): return self.k % 5
    def __eq__(self, o): return isinstance(o, K) and self.k == o.k
    def __repr__(self): return f'K{self.k}'
class Miss(dict):
    def __missing__(self, k): return 3
class Int(int):
    def __add__(self, o): return int(self) - int(o)
    def __lt__(self, o): return not int(self) < o
class Txt(str):
    def __getitem__(self, i): return 'q' if isinstance(i, int) else str.__getitem__(self, i)
class Lst(list):
    def __getitem__(self, i): return list.__getitem__(self, i) if isinstance(i, slice) else 4
    def __len__(self): return max(list.__len__(self), 1)
def upto(n):
    for k in range(n): yield k
def odd(n):
    for k in range(n):
        if k % 2: yield k
        else: yield from (k, -k)
def talk(n):
    got = n
    while True:
        try: got = (yield got) or got + 1
        except E1 as e: got = e.n
        finally: n += 1
        if n % 50 == 49: return got
def walk(t):
    if t is not None:
        yield from walk(t[0])
        yield t[1]
        yield from walk(t[2])
def tree(n): return None if n <= 0 else (tree(n - 1), n, tree(n - 2))
def risky(n):
    if n % 3 == 1: raise E1(n)
    if n % 7 == 2: return [][n]
    return n + 1
def deeper(n, m):
    if n <= 0: return risky(m)
    try: return deeper(n - 1, m) + 1
    except E1 as e:
        if n % 2: raise
        return e.n
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def even(n): return True if n <= 0 else uneven(n - 1)
def uneven(n): return False if n <= 0 else even(n - 1)
def given(n, m=2, *r, k=1, **more): return n * m + len(r) + k - len(more)
def counter(n):
    def up(m=1):
        nonlocal n
        n = (n + m) % 1009
        return n
    def get(): return n
    return up, get
def peek(name, back=1): return sys._getframe(back).f_locals.get(name)
def poke(name, value, back=1): sys._getframe(back).f_locals[name] = value
def line(): return sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno
def nothing(i): return 0
G, H = 1, 2
def shift(n): return n + 1
def shift2(n): return n - 1
SHIFT, ADD, BOTH, PADD = shift, V.__add__, P.both, P2.add
def put_back():
    global shift, G
    shift, G, P.cls, P.both, V.__add__, P2.add = SHIFT, 1, 3, BOTH, ADD, PADD
    globals().pop('len', None); globals().pop('ord', None)
    sys.settrace(None); sys.setprofile(None)
def trail(e):
    out, tb = [], e.__traceback__.tb_next
    while tb is not None:
        c = tb.tb_frame.f_code
        out.append(f'{c.co_name}:{tb.tb_lineno - c.co_firstlineno}')
        tb = tb.tb_next
    return out[:6]
def run(f, *a):
    try: print(f.__name__, repr(f(*a)))
    except RecursionError: print('RecursionError')
    except Exception as e: print(type(e).__name__, *trail(e))
    put_back()
    print('   ', repr(a[:-3]), sorted(a[-3], key=repr), a[-2])
'''

# What is known by which name in every function: ints a, b, t, i, j, x; floats u, r; texts s, z, ch; lists xs, ys, objects p, q, o (of P, mostly),
# e1, e2 (of F), vectors v, w, a dictionary d, a set m, bytes and numbers ba, ar.
THEMES = {
    'objects': [
        'o = P($e, $e)', 'o = P(o.y, o.x + $e)', 'o.x = ($e) % 9973', 't += o.x', 't += o.add($e)', 'if $c: p = o', 'if $c: o = q', 'p, q = q, p',
        't += (P(i, t) if $c else $o).x', 'rest = [o, $o]; t += rest[i & 1].y', 'o = $o.copy()', 'o = type($o)(i, t)', 't += isinstance(o, P2) + (type(o) is P)',
        'o.bump().bump($k)', '$o.x, $o.y = $o.y, $o.x', '$o.both = $e', 't += $o.both', 't += P.of(i).y', 't += o.plain($e)', 'if o is p: t += 5',
        'o = P2(t, i); t += o.nope + o.add(i)', 'o.more = i; t += o.more', 'o = S(t, i); o.y += o.x % 7; t += o.y', 'if $c: d["o"] = o', 't += o == p',
        'o = P(i, p); t += o.y.x', 'o.me = o; t += o.me.me.y', '$o.y += 1; t += $o.y', 'if o.y > $e: o = P(0, i)', 'p.x = t % 9973; q.x += 1; t += p.x',
        'out.append(o) if $c else None', 'for o in (p, q, P(i, 1)): t += o.x', 'o = P(*(t, i)[::-1])', 'o = P(y=t, x=i)'],
    'attributes': [
        'e1.f += $f', 'u += e1.f * e2.g', 'e1.f, e2.f = e2.g, e1.g', 'e1 = F($f, e1.f)', 'u += e1.move($f)', 'e1 = e1 + e2', 'e2 = e1 * $f', 'e1 = e2',
        'if $c: e1.g = i', 'if $c: e1.g = $f', 'e2.f = e1.f = $f', 'if e1.f < e2.f: e1, e2 = e2, e1', 'e1.f = u / 7', 'if e1.f > 1e6 or e1.f < -1e6: e1.f = 0.25',
        'e3 = F(u, i); u += e3.f + e3.g', 'if not e1.g == e1.g: t += 1', 'e1.g = -e1.g', 'e1.f = math.sqrt(abs(e1.f) + 1)', 'e2.g = e1.f if $c else e2.f',
        'out.append(e1.f) if $c else None', 'e1.f = e1.f * 0.5 + e2.f * 0.5', 'e1.n = t; t += e1.n % 5', 'e2.f -= e1.g * $f', 'u = min(u, e1.f)'],
    'nodes': [
        'o = Node(i, o if i % 8 else None)', 'o = Node(t % 97, None)\nfor y in range(i % 4): o = Node(y, o)\nwhile o is not None: t += o.n; o = o.next\no = p',
        'c = (c[1], t % 11)', 'c = (i, *c[:1])', 't += c[0] + c[-1]', 'c = (t % 5, i) if $c else c', 'y, t = t % 7, i + t', 'y = (t, i); t += y[0] % 3 + len(y)',
        'y = [t, i, $e]; y[i % 3] += 1; t += y[0] % 9 + sum(y)', 'y = {"a": t, "b": i}; y["c"] = $e; t += y["a"] % 4 + len(y)',
        '(y, x), *rest = (i, t), $k, *c; t += y + x % 3 + len(rest)', 'it = iter(c); t += next(it) + next(it, 0)', 'y = (t, (i, x)); t = y[0] + y[1][0]',
        'c = (c, i)[1:] + (t,)', 'last, y = c, o', 't += c == (i, t)', 't += (i % 3, 1) in ((0, 1), (2, 1))',
        'y = [[t], [i]]; y[0].append($e); t += y[0][-1] + len(y[1])'],
    'lists': [
        '$l[i % len($l)] = t', 't += $l[$e % len($l)]', '$l.append($e); del $l[24:]', 'if len($l) > 2: t += $l.pop()', '$l[-1] += 1', 't += $l[-1] + $l[0]',
        'xs, ys = ys, xs', '$l[i % 5:i % 5 + 2] = $l[:1]', 'xs[:2] = ys[1:3]', 'xs[$k:] = ys[:$k]; del xs[24:]',
        'xs = xs[:i % 4] + ys[i % 3:]; del xs[20:]; xs.append(t)', 'y = $l[:]; y[0] = t; t += y[-1]', '$l.reverse()', '$l.sort()', '$l.insert($e % 4, i); del $l[24:]',
        '$l += $l[:1]; del $l[24:]', 't += $e in $l', 'for x in $l: t += x', 'for x in xs[:6]:\n    if x % 3 == 1: ys.append(x); del ys[20:]',
        'for x in $l:\n    if len($l) < 12: $l.append(x + 1)\n    t += x', 't += len($l) + max($l)', '$l[i % 3], $l[0] = $l[0], $l[i % 3]',
        'y = [k * t for k in $l if k > i]; t += len(y)', '$l = [k % 100 + 1 for k in $l]', 't += sum(k * k for k in $l)', 't += sum([k for k in $l if k % 2])',
        'y = [k for k in range(i % 6)]; t += y[-1] if y else 2', 'y = [0] * (i % 4 + 1); y[0] = t; t = y[0] + len(y)', 'del $l[0]; $l.append(i)',
        '$l.extend(c)\ndel $l[18:]', 'y = sorted($l, key=lambda k: -k); t += y[0]', 'y = list(zip(xs, ys)); t += y[0][1]', 't += [1, 2, 3][$e % 3]',
        't += (4, 5)[i % 2 == 0]', 'if $c: $l[0] = u', 'if $c: $l[0] = s', 'y = xs is ys or xs == ys; t += y', 'rest = [xs, ys]; t += rest[i % 2][0]',
        '$l[0], *y = $l[1:4]; t += len(y)', 't += $l.index($l[-1])', 'y = $l[::-1]; t += y[0] - y[-1]', 'y = $l * 2; t += len(y)', 'x, y = $l[:2]; t += x - y',
        '$l.remove($l[0]); $l.append(t % 50)', '$l[:] = [t % 9, i, 3, 4]'],
    'dicts': [
        'd[$e % 9] = t', 't += d.get($e % 9, 1)', 'if $e % 9 in d: t += d[$e % 9]', 'd[i % 5] = d.get(i % 5, 0) + 1', 't += d.pop($e % 9, 0)', 'd.setdefault(i % 6, t)',
        'for k in d: t += len(str(k))', 'for k, y in d.items(): t += y if type(y) is int else 1', 'for k in d:\n    if $c: d[k] = i',
        'for k in list(d):\n    if k == i % 7: del d[k]', 'for y in d.values(): t += y if type(y) is int else 2', 'd[i % 3, t % 2] = i',
        't += d.get((i % 3, t % 2), 7)', 't += (i % 3, t % 2) in d', 'd[s[i % len(s)]] = i', 't += d.get(s[i % len(s)], 2)', 'd[s[i % 4:i % 4 + 2]] = t',
        't += d.get(s[i % 4:i % 4 + 2], 5)', 't += s[i % 3:i % 3 + 1] in d', 'd[K(i % 6)] = t', 't += d.get(K(t % 6), 3)', 't += K(i % 4) in d', 'd[i % 2 == 0] = i',
        't += d.get(float(i % 4), 0)', 'if len(d) > 20: d.clear()', 'if d: k, y = d.popitem(); d[k] = y', 'd.update({i % 4: t})', 'd |= {"z": i}',
        't += len({k: y for k, y in d.items() if k != i % 5})', 't += len(d)', 'del d[i % 5]', 't += d[i % 5]', 'd[$e % 9] += 1',
        'for k in d:\n    if k == 3 and i % 17 == 5: d[t] = 1', 't += sum(1 for k in d if k)', 'd[c] = i', 't += next(iter(d.values()), 1) != 0',
        'if $e % 5 not in d: d[$e % 5] = i', 'y = dict(d); y[i] = 1; t += len(y) - len(d)', 'd[None] = t; t += d[None] % 3', 'd[z[-2:]] = 1',
        't += d.get("ab", 4) + ("ab" in d)', 'd[o] = i; t += d.pop(p, 2); d.pop(o, 0)', 'd[u] = t; t += d[u] % 5; del d[u]',
        'y = {}\nfor k in xs[:5]: y[k % 3] = y.get(k % 3, 0) + k\nt += y.get(0, 1)', 'for k, x in zip(d, xs): t += x',
        'try: t += d[$e % 12]\nexcept KeyError as e: t += 2'],
    'sets': [
        'm.add($e % 9)', 'm.discard($e % 9)', 't += $e % 9 in m', 't += len(m)', 'for k in m: t += k', 'm |= {i % 5, 3}', 'm -= {i % 4}', 'if len(m) > 6: m.clear()',
        't += sum(k for k in m)', 'y = {k % 3 for k in xs}; t += len(y)', 't += s[i % len(s)] in {"a", "b"}', 'm = m | {t % 7}', 't += m <= {0, 1, 2, 3}',
        'y = m.copy(); y.add(t); t += len(y & m)', 'if i % 9 in m: m.remove(i % 9)', 'for k in m:\n    if k == 4 and $c: m.add(i + 100)', 'm ^= {t % 5}',
        't += len(m.union(xs[:3]))', 't += (i % 3, 2) in {(0, 2), (1, 2)}', 'm.add(c) if $c else m.discard(c)'],
    'texts': [
        'ch = s[$e % len(s)]', 't += ord(ch)', 'z += ch', 't += ch in "abc"', 't += ch < "c"', 't += ch.isdigit() + ch.isalpha() * 2',
        't += s[i % 4:i % 4 + 2] == "ab"', 't += s.find(ch)', 't += s.startswith("b", i % 4)', 'z = z + f"{i}"', 'z = f"{t % 7}{ch}{z[:3]}"', 'z = ch.upper() + z[:12]',
        'z = z[::-1]', 'ch = chr(97 + $e % 26)', 'z += str(t % 100)', 'z += "%d-%s" % (i, ch)', 't += int(str(i)) + len(z)', 't += int("0" + "1234"[i % 3:])',
        'for ch in s: t += ord(ch)', 'for ch in s:\n    if ch == "b": continue\n    z += ch\n    if ch > "c": break', 't += s.count(ch)', 'z = ch.join(["x", z[:4]])',
        't += len(z.split(ch or "a"))', 'match ch:\n    case "a" | "b": t += 1\n    case "c": t += 2\n    case _: z = z[1:]', 'z = z.replace(ch or "a", "y")',
        'if ch == s[0]: t += 3', 'if s[i % len(s)] != s[t % len(s)]: t += 1', 't += (ch + z[:1]) in s', 'z = z[2:] + s[i % 3]',
        'k = i % len(s)\nwhile k < len(s) and s[k] >= "a": k += 1\nt += k', 'y = s[i % 3:]; t += len(y); z = y if $c else z', 't += hash(ch) == hash(s[$e % len(s)])',
        'z = s * (i % 3)', 'y = list(s); y[0] = ch; z = "".join(y)', 'z = "".join([k for k in s if k != ch])', 'z = ",".join(str(k) for k in xs[:3])', 't += z < s',
        'z = z or s', 't += int(ch) if ch.isdigit() else 4', 'z = s if t % 2 else ch', 't += s[-1 - i % len(s)] == ch', 'ch = s[i % 5:i % 5 + 1]',
        'z = (z + ch).strip().lower()', 't += ch.isupper() + ch.isspace()'],
    'bytes': [
        'ba[$e % len(ba)] = $e & 255', 't += ba[$e % len(ba)]', 'ba.append(t & 127); del ba[20:]', 't += bs[i % len(bs)]', 'ba[0] = t % 260', 'for k in ba: t += k',
        'y = memoryview(ba)[1:]; t += y[0]; y[1] = i & 255; y.release()', 'ar[i % len(ar)] = $e % 2000', 't += ar[$e % len(ar)]', 'fa[i % len(fa)] = $f',
        'u += fa[i % len(fa)]', 'ar.append(i)\ndel ar[20:]', 'ba += bytes([i & 255]); del ba[16:]', 't += ba[-1] + len(ba)', 't += bs[1:3] == b"bc"',
        't += bytes(ba[:2])[0]', 'for k in bs: t += k', 'ba[i % 3:i % 3 + 1] = b"xy"; del ba[16:]', 't += int.from_bytes(ba[:4], "little") % 1000', 't += 98 in bs',
        'fa[0], fa[1] = fa[1], fa[0]', 'fa[1] += fa[0] * 0.5; fa[0] = min(fa[0], 50.0)', 'ar[0] += 1 << (i % 40)', 'for k in ar: t += k',
        'y = bytearray(4); y[i % 4] = t & 255; t += y[0] + y[3]', 't += view[i % len(view)]', 'view[$k] = t & 255', 'ba.extend(bs[:1]); del ba[16:]',
        'y = bs[i % 3:]; t += y[0]'],
    'numbers': [
        't = t * $e + i', 't -= $e * $e', 't //= $e | 1', 't = -t // 3', 't %= -7 - $k', 't = (t << (i % 70)) ^ i', 't >>= i % 66', 't = ~t & $e', 't ^= -$e',
        't = abs(t) + 1', 'x, y = divmod(t, $e or 3); t = x + y', 't += (i > $k) + (t < 9)', 't = t ** 2 % 10007', 't += $e if u < i else $k', 't = min(t, $e)',
        't = max($e, t, i)', 't += t.bit_length()', 'u += $f', 'u = u * $f - i', 'u /= $e or 0.5', 'u //= 3', 'u %= 2.5', 'u = -u', 'u *= 0.0', 't += int(u) % 100',
        'u = float(t % 1000)', 'u = abs(u) ** 0.5', 't += u == u', 't += round(u)', 'u = math.sqrt(abs(u))', 'u = max(u, i)', 'u += math.floor(u) - math.sin(r)',
        'r = u', 'u = r * i', 't += u < r', 'u += t / 3', 't += math.copysign(1, u) < 0', 't += math.isnan(u) or u > 1e9', 't += 1 < i < $e', 't += not t',
        't = t and $e', 't = t or $k', 't += (1 << i % 65) % 1009', 't = t * 2 + (u > 1)', 't = t + a * 4611686018427387', 't = a + b * i', 'a += b', 'b = a - i',
        'a = a * 3 % 1000003', 't += a & b | i', 'a = -a', 'a, b = b, a + b', 'a %= 4611686018427387904', 't += int(t / 7)', 't += a // 7 + b % 5', 't += hash(t) % 9',
        'if t > b: t -= b', 'r = r + (u if u > 0 else -u)', 't += True & i', 't += t != i', 'u = u if abs(u) < 1e6 else 0.5', 't += float(i).is_integer()',
        'u += 1j.imag', 't = int(f"{t % 100}")', 'j = t % 5\nwhile j > 0: j -= 1; t += j'],
    'generators': [
        't += next(g, 3)', 'for k in upto(i % 5): t += k', 'for k in odd(i % 6):\n    t += k\n    if k == $k: break', 't += sum(odd(i % 5))',
        't += any(k > t for k in xs)', 't += all(k < 9 for k in upto(i % 12))', 't += len(list(upto(i % 4)))', 't += tk.send(t % 50)', 't += tk.throw(E1(i))',
        't += tk.send(None)', 'for k in walk(tr): t += k', 'for k, y in zip(upto(5), xs): t += k * y', 'for k, y in enumerate(odd(3), i): t += k + y',
        'y = (k * t for k in xs[:3]); t += next(y); t += sum(y)', 'y = upto(3); t += next(y); y.close(); t += next(y, 9)',
        'for k in (q + a for q in upto(3) if q != i % 3): t += k', 't += max(odd(4))', 'y = [k for k in odd(3) for q in upto(k % 3)]; t += len(y)',
        'y = upto(i % 3)\nfor k in y:\n    for q in y: t += q', 'g = upto(9) if $c else g', 'g = map(abs, g) if i % 30 == 7 else g',
        'y = odd(9); next(y)\nfor k in itertools.islice(y, i % 4): t += k\ny.close()', 'x, *rest = upto(3); t += len(rest)', 't += sum(k for k in upto(4) if $c)',
        'z = "".join(ch for ch in s if ch < "c")', 'y = dict((k, t) for k in upto(3)); t += len(y)',
        'def own(n):\n    for k in range(n): yield k + i\nt += sum(own(i % 4))', 'y = tuple(upto(i % 4)); t += len(y)', 't += min((k - i for k in xs), default=0)',
        't += sorted(odd(4))[0]'],
    'iterators': [
        't += next(it, 0)', 'it = iter($l)', 'it = iter(range(i, i + 5))', 'it = reversed(xs)', 'for k in it:\n    t += k if type(k) is int else 1\n    if $c: break',
        'it = enumerate($l)', 'it = zip(xs, ys)', 'k = next(it, None)\nif k is not None: t += 1', 'it = iter(d)', 'it = iter(s)', 'it = iter(m)',
        't += next(cyc) + next(cnt)', 'for k in itertools.chain(xs[:2], c): t += k', 'for k in map(shift, xs[:4]): t += k', 'for k in filter(None, c): t += k',
        'for k, y in zip(xs, reversed(ys)): t += k - y', 'for k in range(i % 7, -3, -2): t += k', 'for k in range(a % 5, a % 5 + 3): t += k * b % 7',
        'for n2, (k, y) in enumerate(zip(xs, ys)): t += n2 * k - y', 't += len(list(it))', 'it = iter(upto(4))', 'for k in iter(lambda: i, i): t += 1',
        'it = d.items().__iter__()', 'x, y = next(zip(xs, ys)); t += x + y', 'rng = range(t % 9); t += len(rng) + (i in rng)', 'for k in rng: t += k',
        't += rng[i % 3]', 'it = map(lambda k: k + t, xs)', 'for k in xs:\n    for y in ys[:3]:\n        if k == y: break\n    else: t += 1'],
    'exceptions': [
        'try: t += risky(t)\nexcept E1 as e: t += e.n % 5\nexcept IndexError: t += 1', 'try: t += xs[t]\nexcept IndexError: t = 3',
        'try: t += 12 // (i % 4)\nexcept ZeroDivisionError as e: err = e\nfinally: u += 1',
        'try: t += deeper(i % 6, t)\nexcept (E1, IndexError) as e: t += len(trail(e))', 'try: t += p.nope\nexcept AttributeError: t += 2',
        'try:\n    if $c: raise E1(t)\n    t += 1\nexcept ValueError as e: t += e.args[0] % 3\nelse: t += 7',
        'try:\n    try: raise E2(i) if $c else E1(i)\n    except E2 as e: raise E1(3) from e\nexcept E1 as e: t += (e.__cause__ is None) + e.n',
        'with v as y:\n    if $c: raise KeyError(i)\n    t += y.y', 'with v: t += xs[t % 9]', 'try: t += next(g)\nexcept StopIteration as e: t += 1',
        'try:\n    if $c: continue\nfinally: t += 1', 'if err is not None: t += len(err.args); err = None', 'try: err = None; raise E1(t)\nexcept E1 as e: err = e',
        'if err is not None: t += err.__traceback__.tb_lineno % 2', 'try: t += int(ch)\nexcept ValueError: t += 1', 'try: $l.remove($e)\nexcept ValueError: t += 4',
        'try: t += s.index(ch)\nexcept ValueError: t += 4', 'try: x, y = c\nexcept ValueError: t += 1', 'try: t += t + s\nexcept TypeError: t += 1',
        'for k in xs:\n    try:\n        if k % 3 == 0: continue\n        if k % 5 == 4: break\n    finally: t += 1',
        'try: t += sum(risky(k) for k in xs[:2])\nexcept Exception as e: t += len(type(e).__name__)', 'if $c: t += risky(t)',
        'try: raise err or E2(1)\nexcept LookupError: t += 1\nexcept E1 as e: t += e.n % 3',
        'def own():\n    try: return risky(i)\n    finally: o.x = i\ntry: t += own()\nexcept Exception: t += 1',
        'try: assert t % 3, t\nexcept AssertionError as e: t += 1', 'e = None\ntry: t += $e // (t % 3)\nexcept ArithmeticError: pass',
        'try: t += getattr(p, "xy"[i % 2] + "z"[t % 2:])\nexcept AttributeError as e: t += len(e.name)'],
    'vectors': [
        'v = $w + $w', 'v += $e', 'v += $w', 'w = $k * $w', 't += ($w + $w).x % 50', 'w = -w', 't += $w == $w', 't += $w < $w', 't += $w > $w', 't += $w[i % 2]',
        '$w[i % 2] = $e % 100', 't += $w(i)', 't += $w(i, 1, k=2)', 't += len($w)', 'if $w: t += 1', 't += $e in $w', 'for k in $w: t += k', 'x, y = $w; t += x',
        'w = i + w', 't += xs[w]', 't += int(v)', 'z = f"{v:a}"', 't += d.get(v, 1)', 'd[V(i % 4, 1)] = t', 'v = w', 'v, w = w, v', 'v = V(w.x, v.y)', 'w = v - i',
        'w = v - w', 'del w[0]', 't += sum([v, w], V(1, 1)).x', 't += max(v, w).x', 'y = [v, w]; y.sort(); t += y[0].x', 't += (v, w).index(w)', 't += hash(v)',
        'out.append(v) if $c else None', 't += v != w', 'if v.x > 9999 or v.x < -9999: v = V(1, 2)', 'v = V(t % 7, 1) + V(i, 2)', 'v = v * 2 + w',
        't += (v if $c else V2(i, 1)) > w'],
    'calls': [
        't += given(i, t % 3)', 't += given(i, k=t)', 't += given(*c, k=2)', 't += given(i, 1, *xs[:2], z=t)', 't += given(**{"n": i, "m": t})', 'bound = $o.add',
        't += bound($e)', 'bound = p.add if $c else q.add', 'bound = shift', 'bound = lambda n: n + i', 'bound = functools.partial(given, i)', 't += fib(i % 9)',
        't += even(i % 7)', 't += deeper(3, i * 3)', 't += up($e)', 't += get()', 'up, get = counter(i)', 'fs = [lambda y=i: y + t, shift]; t += fs[0]() % 97',
        'def own(n, m=i): return n + m + t\nt += own(1) % 1009', 't += shift(i)', 't += (lambda *n, **m: len(n) + len(m))(i, *c, z=1)', 't += P.add(p, i)',
        't += len(tree(i % 4) or ())', 'y = up; t += y()', 'def rec(n): return 0 if n <= 0 else rec(n - 1) + i\nt += rec(t % 6)',
        'def gone():\n    nonlocal own2\n    del own2\nown2 = t\nif $c: gone()\nt += own2', 't += own3; own3 = i', 't += str.__len__(s) + abs(-i) + min(i, t)',
        't += getattr($o, "x") + hasattr($o, "nope")', 'setattr($o, "y", i)', 't += sum(map(lambda k: k % 3, xs))', 't += apply(lambda n: n * 2, i)',
        't += apply($o.add, i)', 't += functools.reduce(lambda k, y: k + y, xs)', 't += sys.getrecursionlimit() > 5', 't += callable(bound)',
        'k = (lambda: (yield))\nt += k is not None', 't += isinstance(t, int) + isinstance(o, (P2, S))'],
    'changes': [
        'P.cls = t % 50', 't += P.cls', 't += $o.cls', 'P.count += 1; t += o.count', 'if i == $n: P2.add = lambda self, n: n',
        'if i == $n: V.__add__ = lambda self, o: self', 'if i == $n: p.__class__ = P2 if type(p) is P else P', 'if i == $n: P.both = property(lambda self: 4)', 'G = i',
        't += G', 'G += 1', 'if i == $n: shift = shift2', 'if i == $n: globals()["len"] = lambda x: 3', 'if i == $n: globals()["ord"] = lambda x: 5',
        'if i == $n: t = float(t)', 'if i == $n: t = True', 'if i == $n: t = 2 ** 62 - 1', 'if i == $n: xs = tuple(xs)', 'if i == $n: xs = [1.5, "x", None]',
        'if i == $n: o = S(1, 2)', 'if i == $n: del o', 'if i == $n: p.f = 1; p.x = 2.5', 'if i == $n: s = "aé€b"', 'if i == $n: s = Txt("abc")',
        'if i == $n: d = Miss(d)', 'if i == $n: xs = Lst(xs)', 'if i == $n: v = V2(3, 4)', 'if i == $n: p = q', 'if i == $n: xs = ys', 'if i == $n: p.add = shift',
        'if i == $n: e1.f = "f"', 'if i == $n: e1.f = math.nan', 'if i == $n: u = math.inf', 'if i == $n: u = -0.0', 'if i == $n: t = Int(t)', 'if i == $n: risky(1)',
        'if i == $n: break', 'if i == $n: return t, "early"', 'if i == $n: del xs[1:]', 'if i == $n: d = {}', 'if i == $n: c = ()', 'if i == $n: del H2; H2',
        'if i == $n: del p.x', 'if i == $n: p.__dict__["x"] = 9', 'if i == $n: vars(P)'],
    'frames': [
        't += peek("i")', 't += peek("t")', 'poke("t", i)', 'if i == $n: poke("t", 2.5)', 'if i == $n: poke("xs", [7, 8, 9])', 'if i == $n: poke("o", q)',
        't += line()', 't += len(locals()) > 5', 'h(i)', 'out.append(sys._getframe().f_lineno - sys._getframe().f_code.co_firstlineno) if $c else None',
        't += apply(lambda n: peek("i", 3), 1)', 'def own(): poke("t", i, 2)\nown()', 'if i == $n: sys.settrace(lambda f, w, g: None)',
        'if i == $n: sys.setprofile(lambda f, w, g: None)', 'if i == $n: sys.settrace(None)', 'if i == $n: gc.collect()', 't += locals()["i"]',
        'frame = sys._getframe(); t += frame.f_locals["i"]', 'if frame is not None: frame.f_locals["t"] = i; frame = None',
        'if i == $n: thread = threading.Thread(target=lambda: poke("G2", 1)); thread.start(); thread.join()', 'if i == $n: sys._getframe().f_trace = None',
        't += sum(peek("i", 2) for _ in range(2)) % 7 if 0 else 1'],
    'patterns': [
        'match (t % 3, i % 2):\n    case (0, y): t += y\n    case (1, 0) | (2, 1): t += 5\n    case [_, y]: t -= y',
        'match $o:\n    case P2(x=y): t += y\n    case P(x=0, y=y) | P(y=y): t += y',
        'match c:\n    case [x]: t += x\n    case [x, y]: t += x - y\n    case [x, *rest]: t += len(rest)',
        'match d:\n    case {1: y, **rest}: t += len(rest)\n    case {"a": y}: t += 1\n    case _: t += 2',
        'match t:\n    case 0 | 1: t += 3\n    case int(y) if y > 50: t -= 9\n    case float(): t = 1',
        'match xs:\n    case [1, *_]: t += 1\n    case [y, *_, x] if y > x: t += y', 't = y if (y := t % 7) > 2 else i', 'while (y := t % 5) > 2: t += 1',
        't += [y := i, y + 1][1]', 'if t % 2 and i % 3 or x: t += 1', 't += 1 if i % 2 else 2 if t % 3 else 3', 'y = not (i > 3 and t); t += y',
        'if None is o or not xs: t += 1', 'x = y = i; t += x + y', 't, x = i, t', 'for x, (y, *rest) in [(1, (2, 3)), (i, (t, 4))]: t += x + y',
        'y = [[q * k for q in range(3)] for k in range(i % 3)]; t += len(y)', 'y = {k: [q for q in c] for k in xs[:2]}; t += len(y)', 'z = "a" if ch == "a" else z',
        'if (i, t % 2) > (20, 1): t += 1', 't += {"a": 1, "b": 2}.get(ch, 3)', 't += (i & 1 and 3) + (x or 0 if type(x) is int else 1)'],
}
# Themes that keep more of the others' objects busy.
USUAL = ['objects', 'lists', 'numbers', 'dicts', 'texts', 'calls']

# What a hook does.
HOOKS = [
    'risky(1)', 'poke("t", 2.5, 2)', 'poke("t", i, 2)', 'poke("t", 2**62, 2)', 'poke("t", None, 2)', 'poke("xs", [7, 8.5], 2)', 'poke("ys", [7, 8.5], 2)',
    'poke("o", peek("q", 2), 2)', 'poke("p", peek("q", 2), 2)', 'poke("e1", peek("o", 2), 2)', 'poke("u", peek("a", 2), 2)', 'poke("d", peek("xs", 2), 2)',
    'setattr(P, "cls", 8)', 'setattr(P, "cls", 2.5)', 'setattr(V, "__add__", lambda v, o: v)', 'globals().update(shift=shift2, G=2.5)',
    'sys.settrace(lambda f, w, g: None)', 'gc.collect()', 'peek("t", 2)', 'peek("o", 2)', 'peek("v", 2)', '[P(i, 1).add(2), F(1.0, 2.0).move(0.5)]',
]
# What functions begin with, if they use one of the names.
LOCALS = [
    't, u, z, ch, r, i, j, x, y, k = 0, 0.5, "", "a", 1.5, 0, 1, 2, 1, 1', 'out, o, c, err, rng, frame, last, own2, own3 = [], p, (1, 2), None, range(4), None, None, 0, 0',
    'g, it, cyc, cnt, tr = upto(40), iter(xs), itertools.cycle(c), itertools.count(b), TREE', 'bound, apply, up, get = p.add, lambda f, n: f(n), *counter(a)',
    'bs, ba, view = b"abcde", bytearray(b"abcdef"), memoryview(bytearray(b"uvwxyz"))', 'ar, fa = array.array("l", [1, 2, 3]), array.array("d", [0.5, 1.5, 2.5])',
    'tk = talk(3); tk.send(None)',
]


class Tight:
    def __init__(self, seed):
        self.r = random.Random(f'tight {seed}')
        self.lines = HEAD.splitlines() + ['TREE = tree(4)']

    def pick(self, *options):
        return self.r.choice(options)

    # --- expressions
    def int_(self, depth=0):
        if depth >= 2 or self.r.random() < 0.55:
            return self.pick('t', 'i', 'i', 'a', 'b', 'x' if self.walks else 'i', 'j', 'p.x', 'q.y', 'len(xs)', '1', '2', '3', '7', '100')
        a, b = self.int_(depth + 1), self.int_(depth + 1)
        return f'({a} {self.pick("+", "-", "*", "+", "&", "^", "|")} {b})'

    def float_(self, depth=0):
        if depth >= 2 or self.r.random() < 0.5:
            return self.pick('u', 'r', 'e1.f', 'e2.g', '0.5', '1.5', '2.0', 'i', '-0.25')
        return f'({self.float_(depth + 1)} {self.pick("+", "-", "*")} {self.float_(depth + 1)})'

    def condition(self):
        k = self.r.randrange(8)
        return self.pick(
            f'i % {self.r.randrange(2, 9)} == {self.r.randrange(3)}', f't % {self.pick(2, 3, 5)} == 1', f'{self.int_(1)} {self.pick("<", ">", "==", "!=")} {self.int_(1)}',
            f'i {self.pick("==", ">")} {self.r.randrange(5, 60)}', f'i % 16 == {k}', 'i & 1', f'{self.float_(1)} < {self.float_(1)}', f'ch == "{"abcd"[k % 4]}"', 'p is q',
            'i in (5, 25, 26)')

    def fill(self, text):
        def one(m):
            return {'e': lambda: self.int_(), 'f': lambda: self.float_(), 'c': self.condition, 'k': lambda: str(self.r.randrange(1, 5)), 'l': lambda: chosen['l'],
                'o': lambda: chosen['o'],
                    'w': lambda: self.pick('v', 'w'), 'n': lambda: str(self.r.randrange(8, 60))}[m[1]]()
        chosen = {'l': self.pick('xs', 'ys'), 'o': self.pick('p', 'q', 'o', 'o')}
        return re.sub(r'\$([efcklown])', one, text).split('\n')

    # --- loops
    def body(self, count, themes):
        lines = []
        for _ in range(count):
            some = self.fill(self.r.choice(THEMES[self.r.choice(themes)]))
            k = self.r.random()
            if k < 0.2:
                some = [f'if {self.condition()}:', *['    ' + line for line in some]]
                if k < 0.08:
                    some += ['else:', *['    ' + line for line in self.fill(self.r.choice(THEMES[self.r.choice(themes)]))]]
            lines += some
        return lines

    def bounds(self, lines):
        """What keeps numbers and texts from growing without end."""
        used = set(re.findall(r'\b[uzab]\b', ' '.join(lines)))
        bounds = [self.pick('t %= 1009', 't %= 2**31', 't %= 2**61', 't %= 2**63', 't = t if -5000 < t < 5000 else 7', 'if t > 99999 or t < -99999: t = 1')]
        if 'z' in used:
            bounds.append(self.pick('z = z[-16:]', 'if len(z) > 16: z = ""'))
        if 'u' in used:
            bounds.append(self.pick('if not -1e9 < u < 1e9: u = 0.5', 'if u > 1e9: u = 1.5'))
        limit = self.pick(1e15, None)
        return bounds + [f'if not -1e15 < {x} < 1e15: {x} = 5' if limit else f'{x} %= 2**{self.pick(62, 64)}' for x in sorted(used & {'a', 'b'})]

    def loop(self, themes):
        inner = self.r.random() < 0.4
        count = self.r.randrange(1, 5) if inner else self.r.randrange(2, 7)
        head, *body = self.pick(
            ['for i in range(n):'], ['while i < n:', 'i += 1'], ['while True:', 'i += 1', 'if i > n: break'], ['for i, x in enumerate(xs * (n // 8)):'],
            ['for x in xs:', 'i += 1', 'if i > n: break', 'if len(xs) < i + 3: xs.append(i)'], ['for i, x in zip(range(n), itertools.cycle(ys)):'],
            ['for i in upto(n):'], ['for ch in s * (n // 4):', 'i += 1'], ['for i in range(n, 0, -1):'])
        self.walks = ' x in' in head
        if inner:
            some = self.body(count, themes)
            *head2, first = self.pick(
                [f'for j in range({self.pick("4", "6", "i % 7", "len(xs)", "a % 5 + 2")}):', ''], ['j = 0', 'while j < 5:', 'j += 1'], ['for x in ys[:6]:', ''],
                ['for j, x in enumerate(xs[:5]):', ''], ['for ch in s:', ''], ['for j in upto(5):', ''], ['for k in list(d)[:5]:', ''], ['for x in c:', ''])
            body += self.body(self.r.randrange(0, 3), themes) + head2
            body += ['    ' + line for line in [first] * bool(first) + some + self.bounds(some)]
            if self.r.random() < 0.2:
                body += ['    ' + f'if {self.condition()}: {self.pick("break", "continue")}']
                if self.r.random() < 0.5:
                    body += ['else: t += 1']
            body += self.body(self.r.randrange(0, 3), themes)
        else:
            body += self.body(count, themes)
        if self.r.random() < 0.3:
            body += ['h(i)']
        return [head] + ['    ' + line for line in body + self.bounds(body)]

    def function(self, name):
        themes = self.r.sample(sorted(THEMES), self.pick(1, 2, 2, 3)) + ([self.pick(*USUAL)] if self.r.random() < 0.5 else [])
        lines = self.loop(themes)
        text = '\n'.join(lines)
        head = [f'def {name}(n, a, b, p, q, e1, e2, v, w, xs, ys, d, m, s, h):']
        names = [x for x in ('G', 'shift') if re.search(rf'\b{x} (=|\+=)', text)]
        head += [f'    global {", ".join(names)}'] if names else []
        words = set(re.findall(r'\w+', text + ' t c'))
        used = [line for line in LOCALS if words & set(re.findall(r'\w+', line.split(' = ')[0]))]
        self.lines += head + ['    ' + line for line in used + lines]
        self.lines += ['    return t, u, z, ch, r, i, j, x, o, c, a, b, p, q, e1, e2, v, w, xs, ys, len(out), out[-4:]']
        return text

    def arguments(self, text, odd):
        usual = {'n': '40', 'a': '3', 'b': '5', 'p': 'P(1, 2)', 'q': 'P(3, 4)', 'e1': 'F(1.5, 0.5)', 'e2': 'F(2.5, -0.75)', 'v': 'V(1, 2)', 'w': 'V(5, 3)',
                 'xs': '[3, 1, 4, 1, 5, 9, 2, 6]', 'ys': '[2, 7, 1, 8]', 'd': '{1: 2, "a": 3, 4: 5}',
                 'm': '{1, 2}', 's': '"abcabd"', 'h': 'nothing'}
        others = {
            'n': ['90', '150', '7', '61'],
            'a': ['2**31', '2**62 - 9', '-1', '0', '2.5', 'True', '2**70', 'Int(4)', '-(2**62)'],
            'b': ['2**31', '2**61', '-3', '0', '1.5', '2**63'],
            'p': ['P2(1, 2)', 'S(1, 2)', 'P(1.5, 2)', 'P(2**62 - 3, 1)', 'P3(4, 5)', 'P("x", 1)'],
            'q': ['P2(5, 6)', 'S(7, 8)', 'P(0, -1)', 'P(3, 4.5)', 'P(2**40, 2**61)', 'p'],
            'e1': ['F(1, 2)', 'F(math.nan, 1.0)', 'F(math.inf, -0.0)', 'F(-0.0, 2**70)', 'F(0.1, None)', 'S(1, 2)', 'F(1e308, 1e308)'],
            'e2': ['e1', 'F(3, 0.5)', 'F(-math.inf, 1.5)', 'F(0.0, math.nan)'],
            'v': ['V2(1, 2)', 'V(1.5, 2)', 'V(2**62 - 1, 1)'],
            'w': ['v', 'V2(0, 0)', 'V(-1, 7.5)'],
            'xs': ['[1.5, 2.5, 3, 4]', '[]', '[1]', '[2**62 - 1, 5, -3]', 'Lst([1, 2, 3])', '["a", "b", 1]', '[None] * 4', '(1, 2, 3, 4)', '[True, False, 3]',
                '[0, 1, 2, 2.5, 3]', '[-1, -5, 2**40, 7] * 3', '[1, 2, 3, 4, "x"]'],
            'ys': ['xs', '[]', '[2**61, 3]', '[1, 2, None, 3]', '[0.5, 1]', '[9] * 12', '(5, 6, 7)'],
            'd': ['{}', 'Miss({1: 2})', '{k: k * k for k in range(9)}', 'collections.defaultdict(int)', 'collections.Counter("abcab")', '{"ab": 1, "b": 2}',
                '{1.0: 5, None: 1}', 'collections.OrderedDict(a=1)', '{K(1): 2, K(6): 3}'],
            'm': ['set()', '{1, "a", None}', '{2.0, 4, 5}', 'set(range(9))', 'frozenset([1, 2, 4])'],
            's': ['"b"', '"aé€b"', '"x1y2z3"', 'Txt("abc")', '""', '"ab" * 20', '"\U0001d4b3ab"', 'b"abc"'],
            'h': [f'lambda i: {what} if i {self.pick("==", "==", ">")} {self.r.randrange(9, 40)} else 0' for what in HOOKS],
        }
        concerned = [x for x in sorted(others) if x == 'n' or re.search(rf'\b{x}\b', text)]
        for x in self.r.sample(concerned, min(odd, len(concerned))):
            usual[x] = self.r.choice(others[x])
        return usual

    def program(self):
        for k in range(4):
            name = f'loop{k}'
            text = self.function(name)
            for odd in [0, 0, 0, 1, 1, 2, 1, 2, 3, 0]:
                made = self.arguments(text, odd)
                self.lines += ['; '.join(f'{x} = {made[x]}' for x in made if x != 'h'), f'run({name}, {", ".join(x if x != "h" else made[x] for x in made)})']
        return '\n'.join(self.lines) + '\n'


def program(seed):
    """The program of a seed."""
    return Tight(seed).program()


if __name__ == '__main__':
    import sys
    sys.stdout.write(program(int(sys.argv[1])))
