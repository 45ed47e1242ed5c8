for i in range(3): print(i, end=",")
print()
i = 0
while i < 5:
    i += 1
    if i == 2: continue
    if i == 4: break
    print(i)
else: print("not reached")
for x in []: pass
else: print("for else")
n = 10
while n: n -= 3 if n > 3 else n
print(n)
for a, b in [(1, 2), (3, 4)]: print(a + b)
total = 0
for i in range(100):
    for j in range(10):
        if j == 5: break
        total += i * j
print(total)
def primes(n):
    out = []
    for c in range(2, n):
        for p in out:
            if c % p == 0: break
        else: out.append(c)
    return out
print(primes(60))
def fib(n):
    a, b = 0, 1
    while a < n: yield a; a, b = b, a + b
print(list(fib(100)))
def collatz(n):
    s = 0
    while n != 1: n = n // 2 if n % 2 == 0 else 3 * n + 1; s += 1
    return s
print([collatz(i) for i in range(1, 15)])
s = 0
for i in range(10000): s += i
print(s)
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "done"))
m = [[i * j for j in range(4)] for i in range(4)]
for row in m: print(*row)
