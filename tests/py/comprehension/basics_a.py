def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
[x for x in range(5)], [x*y for x in range(3) for y in range(3) if x != y]
[[j for j in range(i)] for i in range(4)]
{x % 3 for x in range(10)} == {0, 1, 2}, {x: x**2 for x in range(4)}
{k: v for k, v in zip('abc', range(3))}, {v: k for k, v in {'a': 1}.items()}
[x for x in 'abc' if x != 'b' if x != 'c']
[(a, b) for a, *b in ['xyz', 'pq']]
[f'{i}{j}' for i in 'ab' for j in '12']
[lambda: i for i in range(3)][0]()
[(lambda i=i: i)() for i in range(3)]
[x if x % 2 else -x for x in range(4)]
[y for x in [[1, 2], [3]] for y in x]
{i: {j for j in [i]} for i in range(2)}
[i for i in range(3)] + [i for i in range(2)]
sum([i for i in range(101)])
[[0] * 2 for _ in range(2)]
""")
