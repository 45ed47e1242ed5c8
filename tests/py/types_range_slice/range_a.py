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
""")
