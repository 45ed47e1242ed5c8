"""more-itertools: a cross-section of its functions, lazily and on long inputs."""

import more_itertools as mi

print(list(mi.chunked(range(7), 3)), list(mi.windowed(range(5), 3)), list(mi.sliced("abcdefg", 3)))
print([list(g) for g in mi.split_when([1, 2, 5, 6, 9], lambda a, b: b - a > 1)], list(mi.collapse([1, [2, [3, (4,)]], "ab"])))
p = mi.peekable(range(5))
print(p.peek(), next(p), p[0:3], p.prepend(9), list(p), p.peek("none"))
print(list(mi.interleave_longest([1, 2, 3], "ab")), list(mi.roundrobin("ABC", "D", "EF")), mi.first([], 0), mi.last("xyz"))
print([(k, list(v)) for k, v in mi.groupby_transform("AaBbcC", str.upper, str.lower)], mi.map_reduce(range(10), lambda n: n % 3, reducefunc=sum))
print(list(mi.distinct_permutations([1, 1, 2])), list(mi.set_partitions("abc", 2)), len(list(mi.powerset(range(10)))))
evens, odds = mi.partition(lambda n: n % 2, range(10))
print(list(evens), list(odds), mi.ilen(x for x in range(1000) if x % 7 == 0), list(mi.divide(3, range(8))[1]))
s = mi.spy(iter(range(10)), 3)
print(s[0], sum(s[1]), list(mi.consecutive_groups([1, 2, 4, 5, 6, 10]).__next__()), mi.nth_permutation(range(5), 3, 17))
print(list(mi.run_length.encode("aaabbc")), "".join(mi.run_length.decode([("x", 3), ("y", 1)])), mi.all_equal("aaa"), mi.one([4]))
print(list(mi.numeric_range(1.0, 3.0, 0.5)), mi.nth("abcdef", 2), list(mi.stagger(range(4))))
b = mi.bucket(["a1", "b1", "a2", "c1", "b2"], key=lambda t: t[0])
print(sorted(b), list(b["a"]), "d" in b, list(mi.unique_everseen("AbBa", str.lower)), list(mi.pairwise("abc")))
print(mi.SequenceView([1, 2]), list(mi.sieve(40)), list(mi.factor(360)), mi.totient(36), mi.is_prime(2**61 - 1), mi.polynomial_from_roots([1, 2, 3]))
print(list(mi.strip([0, 0, 1, 0, 2, 0], lambda v: v == 0)), list(mi.mark_ends("abc")), list(mi.substrings("abc")), mi.minmax([3, 1, 2]))
print(sum(map(sum, mi.windowed(range(5000), 5))), sum(mi.sieve(5000)), mi.ilen(mi.distinct_combinations(range(12), 5)))
for wrong in (lambda: mi.one([]), lambda: mi.one([1, 2]), lambda: mi.only([1, 2]), lambda: list(mi.chunked([1], 2, strict=True)), lambda: mi.first([])):
    try:
        print(wrong())
    except ValueError as error:
        print("ValueError:", error)
