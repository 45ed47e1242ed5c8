class Idx:
    def __index__(self): return 4
r = range(1, 10, 3)
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
