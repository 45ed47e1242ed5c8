from itertools import *
import operator
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(1.5, 0.5), 3)), count(3), count(1, 2), count(2.5), list(islice(count(2**62, 2**62), 3)), next(count(-1)))
print(list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat(1, 3)), repeat(5), repeat(5, 2), list(repeat(1, 0)), list(repeat(1, -1)), repeat(7, 3).__length_hint__())
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate([], initial=1)), list(accumulate("abc")), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], None)))
print(list(chain("ab", [1], ())), list(chain()), list(chain.from_iterable(["ab", "cd"])), next(chain([], [1])))
print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(compress([], [1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aabbca")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], list(groupby([])))
g = groupby("aab"); k, it = next(g); next(g); print(k, list(it))
print(list(islice("abcdef", 2)), list(islice("abcdef", 1, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abc", None)), list(islice("abc", 5, 10)), list(islice("abc", 0)))
it = iter(range(10)); print(list(islice(it, 3)), list(islice(it, 1, 3)), next(it))
print(list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", "xyz", fillvalue="-")), list(zip_longest("a", [1, 2], ())), list(zip_longest()))
a, b = tee("abc"); print(next(a), next(a), list(b), list(a), tee("a", 0), len(tee("a", 3)), [list(t) for t in tee(range(2), 2)])
print(list(batched("abcdefg", 3)), list(batched([], 2)), list(batched("abcd", 2, strict=True)))
print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product("ab", [])), list(product(range(2), repeat=3))[-1], list(product("a", repeat=0)))
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations("ab", 3)), list(permutations([], 0)), list(permutations("a", 0)))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("abc", 0)), list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 1)))
for f in [lambda: count("a"), lambda: count(1, "a"), lambda: cycle(5), lambda: repeat(), lambda: repeat(1, "a"), lambda: accumulate(5), lambda: list(accumulate([1, "a"])), lambda: list(chain(5)), lambda: list(chain.from_iterable([1])), lambda: compress("a"), lambda: dropwhile(1), lambda: list(dropwhile(5, [1])), lambda: groupby(), lambda: groupby(5), lambda: islice("a"), lambda: islice("a", -1), lambda: islice("a", "b"), lambda: islice("a", 0, 1, 0), lambda: islice("a", 1, 2, 3, 4), lambda: islice("abc", 0, -1), lambda: islice(5, 1), lambda: pairwise(5), lambda: list(starmap(pow, [1])), lambda: zip_longest("a", foo=1), lambda: tee(5), lambda: tee("a", -1), lambda: batched("a", 0), lambda: list(batched("abc", 2, strict=True)), lambda: product(5), lambda: product("a", repeat=-1), lambda: product("a", foo=1), lambda: permutations(5), lambda: permutations("a", -1), lambda: permutations("a", "b"), lambda: combinations("a"), lambda: combinations("a", -1), lambda: count(1, 2, 3), lambda: filterfalse(None), lambda: chain(x=1), lambda: next(repeat(1, 0)), lambda: takewhile(None, [1]).__next__()]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for o in [count(), cycle("a"), repeat(1), accumulate([]), chain(), compress("", ""), dropwhile(None, ""), groupby(""), islice("", 1), pairwise(""), starmap(pow, []), takewhile(None, ""), tee("")[0], zip_longest(), batched("", 1), product(), permutations(""), combinations("", 1)]:
    print(type(o).__name__, iter(o) is o, end=" ")
print()
def gen(): yield 1; raise ValueError("gen error")
for f in [lambda: list(chain(gen())), lambda: list(islice(gen(), 5)), lambda: list(zip_longest(gen(), "abc")), lambda: list(tee(gen())[0]), lambda: list(accumulate(gen())), lambda: list(batched(gen(), 2)), lambda: list(product(gen())), lambda: [list(g) for k, g in groupby(gen())], lambda: list(pairwise(gen()))]:
    try: f()
    except ValueError as e: print(e, end=" ")
print()
class K:
    def __init__(self, *a): self.a = a
print(sum(1 for _ in permutations(range(6))), sum(1 for _ in combinations(range(10), 5)), sum(x * y for x, y in product(range(20), repeat=2)), "".join(map("".join, islice(permutations("abcd"), 5, 8))))
def primes():
    seen = {}
    for n in count(2):
        if n not in seen: yield n; seen[n * n] = [n]
        else:
            for p in seen.pop(n): seen.setdefault(n + p, []).append(p)
print(list(takewhile(lambda p: p < 60, primes())), next(islice(primes(), 500, None)))
t = tee(iter([1, 2, 3])); c = __import__("copy").copy(t[0]); print(next(t[0]), list(c), list(t[1]), list(t[0]))
r = repeat("x", 3); next(r); print(r, list(r), r)
