import heapq, bisect, random, statistics
h = [5, 1, 8, 3, 9, 2]; heapq.heapify(h); print(h, heapq.heappop(h), heapq.heappush(h, 0), h[0], heapq.heappushpop(h, 4), heapq.heapreplace(h, 7), h, heapq.nsmallest(3, h), heapq.nlargest(2, h), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge("ca", "b", reverse=True)), list(heapq.merge(["a", "bbb"], ["cc"], key=len)))
for f in (lambda: heapq.heappop([]), lambda: heapq.heapify(5), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], "a"), lambda: heapq.heappush((1,), 1), lambda: heapq.nsmallest("x", [1])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
m = []; 
for x in [3, 1, 2]: heapq.heappush_max(m, x)
print(m[0], heapq.heappop_max(m), heapq.heapreplace_max(m, 0), m)
a = [1, 3, 3, 5]; print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect(a, 0), bisect.bisect(a, 9), bisect.bisect_left(a, 3, 2), bisect.bisect_left(a, 4, 0, 2), bisect.insort(a, 4), a, bisect.insort_left(a, 3), a, bisect.bisect_left(["a", "bb", "ccc"], 2, key=len), bisect.bisect([], 1))
for f in (lambda: bisect.bisect(a, "x"), lambda: bisect.bisect(5, 1), lambda: bisect.bisect_left(a, 1, -1), lambda: bisect.bisect()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
r = random.Random(42); print(r.random(), r.random(), r.randint(1, 100), r.randrange(0, 100, 7), r.choice("abcdef"), r.sample(range(100), 5), r.uniform(1, 2), r.getrandbits(70), round(r.gauss(0, 1), 9), r.choices("abc", k=5), r.choices([1, 2], weights=[1, 9], k=5)); l = list(range(10)); r.shuffle(l); print(l, r.randbytes(5), r.binomialvariate(10, 0.5), [round(v, 9) for v in (r.betavariate(1, 2), r.expovariate(1.5), r.triangular(), r.normalvariate(), r.paretovariate(3), r.vonmisesvariate(0, 1), r.lognormvariate(0, 1), r.gammavariate(2, 1), r.weibullvariate(1, 2))])
st = r.getstate(); x = r.random(); r.setstate(st); print(x == r.random(), random.Random("seed").random(), random.Random(b"seed").random(), random.Random(-5).random(), random.Random(2**100).random(), random.Random(None) is not None)
for f in (lambda: r.randint(5, 1), lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.randrange(0), lambda: random.Random([]), lambda: r.sample({1, 2}, 1), lambda: r.choices([], k=1), lambda: r.getrandbits(-1), lambda: r.randrange(1.5), lambda: r.shuffle((1, 2))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
random.seed(7); print([random.randint(0, 9) for _ in range(10)], random.random()); random.seed(7); print([random.randint(0, 9) for _ in range(5)], sum(random.Random(1).random() for _ in range(1000)) > 400)
d = [1, 2, 2, 3, 4, 10]; print(statistics.mean(d), statistics.median(d), statistics.mode(d), round(statistics.stdev(d), 10), statistics.pvariance(d), statistics.fmean(d), statistics.median_low(d), statistics.multimode("aabb"), statistics.quantiles(d), statistics.geometric_mean([1, 4]) , statistics.harmonic_mean([1, 2]), round(statistics.correlation([1, 2, 3], [2, 4, 7]), 8), statistics.linear_regression([1, 2], [3, 5]))
for f in (lambda: statistics.mean([]), lambda: statistics.mode([]), lambda: statistics.stdev([1])):
    try: print(f())
    except statistics.StatisticsError as e: print(e)
