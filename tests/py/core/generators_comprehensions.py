def g():
    x = yield 1
    print("sent", x)
    yield x * 2
i = g(); print(next(i), i.send(5), next(i, "end"))
def sub(): yield 1; return "r"
def d():
    r = yield from sub()
    yield r
print(list(d()), [x * x for x in range(5) if x % 2], {x % 3 for x in range(9)} == {0, 1, 2}, {x: str(x) for x in range(3)}, list(x for x in "abc"), sum(x for x in range(10)))
print([(x, y) for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(3)], any(x > 3 for x in range(5)))
def inf():
    n = 0
    while True: yield n; n += 1
for v in inf():
    if v > 3: break
    print(v, end=" ")
print()
def cl():
    try: yield 1; yield 2
    finally: print("closed")
c = cl(); next(c); c.close()
def th():
    try: yield 1
    except ValueError as e: yield f"caught {e}"
t = th(); next(t); print(t.throw(ValueError("v")))
y = [(lambda: k)() for k in range(3)]; print(y, (z := 5), z)
