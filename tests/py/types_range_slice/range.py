def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class Idx:
    def __index__(self): return 4
r = range(1, 10, 3)
show("""
range(5), range(1, 5), range(1, 5, 2), range(5, 1, -1), range(0), range(Idx()), range(True), range(-3), list(range(-3, 3)), list(range(10, 0, -3)), list(range(1, 10, 3)), list(range(5, 5)), list(range(5, 1))
range()
range(1, 2, 3, 4)
range(1, 2, 0)
range('a')
range(1.0)
range(None)
range(1, 2, step=1)
r[0], r[-1], r[1:], r[::-1], r[::2], r[5:], r[1:2], r[-2:], r[::-2], r[Idx():], range(10)[2:8:2], range(10)[8:2:-2], range(0)[::-1], range(10)[::3][::2], range(10)[-3:-1]
r[3]
r[-4]
r['a']
r[1.0]
r[::0]
4 in r, 5 in r, 4.0 in r, 4.5 in r, '4' in r, True in range(2), 10**30 in range(0, 10**31), -1 in range(5), 7 in range(10, 0, -3), None in r, (1+0j) in r, r.count(4), r.count(5), r.index(7), r.count('a')
r.index(5)
r.index('a')
r.index(1, 2)
r.start, r.stop, r.step, len(r), bool(range(0)), bool(r), range(5) == range(0, 5, 1), range(0) == range(2, 2), range(1, 10, 3) == range(1, 11, 3), range(3) == [0, 1, 2], range(1, 2, 5) == range(1, 3, 7), range(5) != range(6), hash(range(0)) == hash(range(3, 3)), hash(r) == hash(range(1, 11, 3))
r < r
r + r
r * 2
hash(r) is None
list(reversed(r)), list(reversed(range(0))), max(r), min(r), sum(r), sorted(r, reverse=True), tuple(r), [*r], list(iter(r)), list(zip(r, r)), list(map(str, r)), list(enumerate(range(2, 4)))
range(10**30), range(10**30)[5], range(10**30)[-1], range(0, 10**30, 10**29)[3], list(range(10**30, 10**30 + 3)), list(range(2**63 - 1, 2**63 + 2)), range(10**30)[10**29], range(-10**20, 10**20, 10**20)[::-1], list(reversed(range(10**20, 10**20 + 4, 2))), bool(range(10**30)), range(10**20).index(10**19), range(2**62, 2**62 + 3)[-1], list(range(2**62 - 2, 2**62 + 2)), list(range(-2**62 - 1, -2**62 + 2))
len(range(10**30))
range(10**30) == range(10**30), range(10**30)[10**25:][0], range(0, 10**30, 7).count(14)
r.start = 5
r.x
del r[0]
repr(range(0, 10, 2)), str(range(3)), repr(range(-1, 1)), range(3).__reduce__(), range(5).__len__(), range(5).__getitem__(2), range(5).__contains__(2), range(3).__iter__().__next__(), type(iter(range(3))).__name__, type(iter(range(10**30))).__name__, r.__eq__(5), r.__bool__()
""")
it = iter(range(5)); next(it)
print(it.__length_hint__(), it.__reduce__()[1:], list(it), next(it, "end"), list(it))
for i in range(3):
    i += 10
    print(i, end=" ")
print()
for i in range(3, 0, -1):
    for i in range(i): pass
    print(i, end=" ")
print()
n = 3
for i in range(n): n += 1
print(n, i)
try:
    class R(range): pass
except TypeError as e: print(e)
def total(n):
    t = 0
    for i in range(n):
        if i % 3 == 0 or i % 5 == 0: t += i
    return t
print(total(1000), sum(range(0, 10**6 + 1, 10**5)), sum(range(10**6)))
cnt = 0
for a in range(10):
    for b in range(a, 10):
        for c in range(b, 10, 2): cnt += a ^ b ^ c
print(cnt)
x = range(3); y = iter(x); z = iter(x); print(next(y), next(y), next(z), list(y), list(z))
