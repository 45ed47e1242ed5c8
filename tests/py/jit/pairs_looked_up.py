"""Pairs of ints as keys of dicts, in traces: found, missing, deleted, beside other tuples, colliding, negative, large."""


def walk(n, side):
    board = {(x, y): x * 10 + y for x in range(-side, side) for y in range(-side, side)}
    board[1, "a"] = "text"
    board[(1,)] = "single"
    board[1.0, 2] = "float"
    board[-1, True] = "truth"
    board[2**61, -(2**61)] = "large"
    board[2**62, 3] = "larger"
    board[1, (2, 3)] = "nested"
    total = missing = 0
    for i in range(n):
        x, y = i % (2 * side + 2) - side - 1, i * 7 % (2 * side + 2) - side - 1
        got = board.get((x, y), 1000)
        if isinstance(got, str):
            missing += len(got)
        else:
            total += got
        if (y, x) in board:
            total += 1
        else:
            missing += 1
        if i % 11 == 0:
            board.pop((x, y), None)
        if i % 13 == 0:
            board[x, y] = i
    return total, missing, len(board), board[2**61, -(2**61)], board.get((1, 2)), board.get((-1, 1))


print(walk(600, 3), walk(600, 1), walk(900, 8))


def kinds(n):
    d = {(0, 0): 0}
    out = []
    parts = [0, -1, -2, 1, 2**60, 2**61 - 1, 2**61 - 2, -(2**61) + 1, True, 1.0, -2.0, 2**62, "x", None]
    for i in range(n):
        key = parts[i % len(parts)], parts[i // len(parts) % len(parts)]
        d[key[0], key[1]] = d.get((key[0], key[1]), 0) + 1
        out.append(d[key])
    return len(d), sum(out), sorted(map(str, d))[:12], hash((-1, -2)) == hash((-2, -1)), hash((-1, 0)) == hash((-2, 0))


print(kinds(800))
