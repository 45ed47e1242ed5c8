# Functions with many registers, called by compiled code, whose loops are compiled: what an inner loop does not look at (the outer
# loops' iterators, variables used later) lives in the frame only, and must stay alive while the inner loop allocates.
NAMES = [f"v{i}" for i in range(60)]
SOURCE = f"""
def wide(n):
    {", ".join(NAMES)} = ([i] for i in range({len(NAMES)}))
    total = 0
    for a in [[k] for k in range(n)]:
        for b in [(k, a) for k in range(3)]:
            for c in map(str, range(4)):
                total += len(c) + b[0] + b[1][0]
    return total + sum(len(v) + v[0] for v in ({", ".join(NAMES)}))


def items(n):
    {", ".join(NAMES)} = ([i] for i in range({len(NAMES)}))
    for a in [[k] for k in range(n)]:
        for b in zip([a] * 3, [[k] for k in range(3)]):
            x = [b[0][0], b[1][0]]
            yield x
            for c in [[k] for k in range(2)]:
                x = x + c
            yield x
    yield [v[0] for v in ({", ".join(NAMES)})]
"""
exec(SOURCE)


def caller(n):
    total = 0
    for i in range(n):
        total += wide(i % 5)
        for x in items(i % 3):
            total += sum(x)
    return total


for n in (1, 2, 5, 30, 120):
    print(n, caller(n))
