def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
[x for x in []], {x for x in ()}, {x: x for x in ''}
[*(x for x in 'ab'), *[x for x in 'cd']]
[a for a in 5]
[a for a, b in [1]]
[a for a, b in [(1, 2, 3)]]
{[]: 1 for _ in range(1)}
{[] for _ in range(1)}
[1 / x for x in (1, 0)]
[undefined for _ in range(1)]
[x for x in undefined]
[(y := x, y * 2)[1] for x in range(3)], y
[i for i in range(5) if (j := i * 2) > 4], j
[n for n in range(20) if all(n % d for d in range(2, n)) and n > 1]
[x for x in (1, 2) for x in (x * 10, x * 20)]
[print] and [str(i) for i in map(abs, [-1, 1])]
""")
