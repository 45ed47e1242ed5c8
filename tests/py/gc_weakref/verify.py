# Values that only a window being bound, or a frame being unwound, holds while something allocates or calls back.
import weakref

try:
    from gc import collect
except ImportError:
    def collect():
        pass


class Noisy:
    def __init__(self, *parts, first=1, **named):
        self.all = (parts, first, named)


class Key(str):
    def __hash__(self):
        def deep(n, *rest, last=None):
            return deep(n - 1, *rest, n, last=[n]) if n else len(rest)
        deep(20)
        collect()
        return str.__hash__(self)

    def __eq__(self, other):
        collect()
        return str.__eq__(self, other)


def many(a, b=[1], *rest, c, d=(2, 3), **named):
    return [a, b, rest, c, d, named]


for i in range(30):
    n = Noisy(['x' * i], {i: i}, first=[i], **{'k%d' % i: (i, i)})
    assert n.all == ((['x' * i], {i: i}), [i], {'k%d' % i: (i, i)})
    assert many([i], c={i}, e=[i + 1]) == [[i], [1], (), {i}, (2, 3), {'e': [i + 1]}]
    assert many(*[[i], [i + 1], [i + 2]], **{'c': 4, 'z': [i]}) == [[i], [i + 1], ([i + 2],), 4, (2, 3), {'z': [i]}]
    assert many(*[[i], [i + 1], [i + 2]], **{'c': [4], Key('y'): [i], Key('zz'): [i + 1]}) == [
        [i], [i + 1], ([i + 2],), [4], (2, 3), {'y': [i], 'zz': [i + 1]}]
print('bound')


class Bound:
    def method(self, *parts, **named):
        return parts, named


for i in range(30):
    call = Bound().method
    assert call([i], [i + 1], k=[i + 2]) == (([i], [i + 1]), {'k': [i + 2]})
    assert call(*([i], [i + 1]), **{'k': [i + 2]}) == (([i], [i + 1]), {'k': [i + 2]})
print('methods')


# a callback that runs in the middle of calls must not disturb their arguments
class Target:
    pass


log = []


def callback(ref):
    def inner(a, b, c, d, e, f, *g):
        return [a, b, c, d, e, f, g]
    log.append(len(inner(1, 2, 3, 4, 5, 6, 7, 8)[6]))


refs = []
for i in range(50):
    refs.append(weakref.ref(Target(), callback))
    collect()
    result = many([i], [i], [i], [i], c=[i], d=[i], e=[i])
    assert result == [[i], [i], ([i], [i]), [i], [i], {'e': [i]}], result
print(set(log) <= {2})


# unwinding through frames whose callees used the registers of the arguments for something else
def leaf(n):
    x = [n] * 3
    y = dict.fromkeys(x, str(n))
    raise KeyError(n, x, y)


def middle(a, b=None, *args, k=0):
    def use(p, q, r):
        return leaf(p + q + r)
    return use(a, len(args), k)


def outer(n):
    try:
        return middle(n, [n], {n}, (n,), 'x' * n, k=n)
    except KeyError as e:
        collect()
        return e.args


for i in range(20):
    assert outer(i) == (2 * i + 3, [2 * i + 3] * 3, {2 * i + 3: str(2 * i + 3)})
print('unwound')
