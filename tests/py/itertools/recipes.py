from itertools import *
from collections import deque
import operator, math
def take(n, it): return list(islice(it, n))
def tabulate(f, start=0): return map(f, count(start))
def repeatfunc(f, times=None, *a): return starmap(f, repeat(a) if times is None else repeat(a, times))
def flatten(l): return chain.from_iterable(l)
def ncycles(it, n): return chain.from_iterable(repeat(tuple(it), n))
def tail(n, it): return iter(deque(it, maxlen=n))
def consume(it, n=None): deque(it, maxlen=0) if n is None else next(islice(it, n, n), None)
def nth(it, n, d=None): return next(islice(it, n, None), d)
def quantify(it, p=bool): return sum(map(p, it))
def all_equal(it): g = groupby(it); return next(g, True) and not next(g, False)
def first_true(it, d=False, p=None): return next(filter(p, it), d)
def unique_everseen(it, key=None):
    seen = set()
    for x in it:
        k = x if key is None else key(x)
        if k not in seen: seen.add(k); yield x
def unique_justseen(it, key=None): return map(next, map(operator.itemgetter(1), groupby(it, key)))
def sliding(it, n):
    it = iter(it); w = deque(islice(it, n - 1), maxlen=n)
    for x in it: w.append(x); yield tuple(w)
def grouper(it, n, fill=None): return zip_longest(*[iter(it)] * n, fillvalue=fill)
def roundrobin(*its):
    for n in range(len(its), 0, -1):
        its = cycle(islice(its, n)) if False else its
        break
    pend = deque(map(iter, its))
    while pend:
        it = pend.popleft()
        try: yield next(it); pend.append(it)
        except StopIteration: pass
def partition(p, it): a, b = tee(it); return list(filterfalse(p, a)), list(filter(p, b))
def subslices(s): return [s[i:j] for i, j in combinations(range(len(s) + 1), 2)]
def powerset(it): s = list(it); return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
def convolve(sig, k):
    k = tuple(k)[::-1]; n = len(k); pad = chain(repeat(0, n - 1), sig, repeat(0, n - 1))
    for w in sliding(pad, n): yield math.sumprod(k, w)
def sieve(n):
    data = bytearray([0, 1]) * (n // 2)
    for p in takewhile(lambda p: p * p < n, compress(count(), data)) if False else range(3, math.isqrt(n) + 1, 2): data[p * p:n:p + p] = bytes(len(range(p * p, n, p + p)))
    data[:2] = b"\0\0"; return chain([2], compress(range(n), data)) if n > 2 else iter([])
def before_after(p, it):
    it = iter(it); trans = []
    for x in it:
        if p(x): trans.append(x)
        else: return trans, chain([x], it)
    return trans, iter([])
def random_product(*args): return tuple(a[0] for a in map(tuple, args))
print(take(3, "abcdef"), take(5, tabulate(lambda x: x * x, 2)), list(repeatfunc(max, 2, 3, 4)), list(flatten(["ab", [1]])), list(ncycles("ab", 2)), list(tail(2, "abcd")), nth(range(10), 3), nth([], 3, "d"), quantify([0, 1, 2]), all_equal("aaa"), all_equal("aab"), all_equal(""), first_true([0, None, 5]), first_true([], "d"), list(unique_everseen("AAAABBBCCDAABBB")), "".join(unique_everseen("ABBcCAD", str.lower)), "".join(unique_justseen("AAAABBBCCDAABBB")), list(sliding("ABCDE", 3)), list(grouper("ABCDEFG", 3, "x")), list(roundrobin("ABC", "D", "EF")), partition(lambda x: x % 2, range(6)), subslices("abc"), list(powerset([1, 2, 3])), list(convolve([1, 2, 3], [1, 1])), list(sieve(30)), random_product("ab", "cd"))
it = iter("abcdef"); consume(it, 2); print(next(it)); consume(it); print(next(it, "empty")); a, b = before_after(str.isupper, "ABcDe"); print(a, list(b))
print(list(accumulate(repeat(2, 5), operator.mul)), list(accumulate([1, 5, 2, 8, 3], max)), list(accumulate("abc", lambda a, b: b + a)), list(accumulate([100, 10, 10], lambda bal, pay: bal * 1.5 - pay)), list(accumulate(range(5), initial=100)))
print([(k, len(list(g))) for k, g in groupby("aaabbc")], {k: list(g) for k, g in groupby(sorted("banana apple cherry avocado blueberry".split()), key=lambda w: w[0])}, [k for k, _ in groupby([1, 1.0, True, 2])], [list(g) for _, g in groupby(range(10), lambda x: x // 4)])
print(list(zip(*[iter(range(9))] * 3)), list(zip_longest("a", "bcd", "ef")), list(islice(cycle([1, 2, 3]), 2, 9, 3)), list(takewhile(lambda x: x < 10, accumulate(count(1)))), list(dropwhile(str.isspace, "  ab c")), sum(1 for _ in product(range(3), repeat=4)), ["".join(p) for p in product("ab", "xy", repeat=1)], max(permutations([1, 3, 2])), [sum(c) for c in combinations_with_replacement([1, 2, 3], 2)], list(starmap(divmod, [(7, 2), (9, 4)])), list(compress("ABCDEF", cycle([1, 0]))), list(pairwise("abcd")), [sum(b) for b in batched(range(10), 4)])
def pascal(): return accumulate(repeat(None), lambda r, _: [a + b for a, b in zip([0] + r, r + [0])], initial=[1])
print(list(islice(pascal(), 6))); g = groupby([1, 1, 2]); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2)); t1, t2, t3 = tee(range(3), 3); print(list(t1), next(t2), list(t3), list(t2)); c = chain([1], t := iter([2, 3])); next(c); next(c); print(list(t), list(c))
print(list(islice(filter(lambda n: all(n % p for p in range(2, math.isqrt(n) + 1)), count(2)), 10)), next(x for x in count(100) if x % 7 == 0), list(map(operator.sub, [5, 6], [1, 2])), dict(zip("abc", count())), list(chain.from_iterable(zip("abc", repeat("-")))), functools_reduce if False else "")
