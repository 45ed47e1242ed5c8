def bf(src, inp=""):
    jmp, st = {}, []
    for i, c in enumerate(src):
        if c == "[": st.append(i)
        elif c == "]":
            if not st: raise SyntaxError("unmatched ]")
            j = st.pop(); jmp[i], jmp[j] = j, i
    if st: raise SyntaxError("unmatched [")
    tape, p, ip, out, inp, n = [0] * 300, 0, 0, [], iter(inp), 0
    while ip < len(src):
        c = src[ip]; n += 1
        if c == ">": p += 1
        elif c == "<": p -= 1
        elif c == "+": tape[p] = (tape[p] + 1) % 256
        elif c == "-": tape[p] = (tape[p] - 1) % 256
        elif c == ".": out.append(chr(tape[p]))
        elif c == ",": tape[p] = ord(next(inp, "\0"))
        elif c == "[" and not tape[p]: ip = jmp[ip]
        elif c == "]" and tape[p]: ip = jmp[ip]
        ip += 1
    return "".join(out), n
print(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."))
print(bf(",[.,]", "echo"), bf(">,>,<[->+<]>.", "\x11 "), bf("+++[>+++++<-]>[>++++<-]>+++++."))
for s in ("[", "]", "[[]"):
    try: bf(s)
    except SyntaxError as e: print(e)
def life(cells, gens):
    for _ in range(gens):
        near = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy: near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
        cells = {c for c, n in near.items() if n == 3 or n == 2 and c in cells}
    return cells
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
print(sorted(life(glider, 4)), sorted(life({(0, 0), (1, 0), (2, 0)}, 1)), len(life({(0, 1), (1, 3), (2, 0), (2, 1), (2, 4), (2, 5), (2, 6)}, 60)))
def show(cells, w, h): return "\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h))
print(show(life(glider, 8), 8, 8))
def rule(n, w, gens):
    row = 1 << w // 2; out = []
    for _ in range(gens):
        out.append("".join("#" if row >> i & 1 else " " for i in range(w)).rstrip())
        row = sum((n >> (((row >> (i - 1)) & 1 if i else 0) << 2 | (row >> i & 1) << 1 | (row >> (i + 1)) & 1) & 1) << i for i in range(w))
    return out
print("\n".join(rule(90, 33, 12))); print("\n".join(rule(30, 31, 8)))
def langton(n):
    black, x, y, d = set(), 0, 0, 0
    for _ in range(n):
        if (x, y) in black: black.remove((x, y)); d = (d - 1) % 4
        else: black.add((x, y)); d = (d + 1) % 4
        x += (0, 1, 0, -1)[d]; y += (-1, 0, 1, 0)[d]
    return len(black), (x, y)
print(langton(5000))
def hanoi(n, a="A", b="B", c="C"):
    if n: yield from hanoi(n - 1, a, c, b); yield a + c; yield from hanoi(n - 1, b, a, c)
print(list(hanoi(3)), sum(1 for _ in hanoi(10)))
def pascal(n):
    row = [1]
    for _ in range(n): yield row; row = [a + b for a, b in zip([0] + row, row + [0])]
for r in pascal(7): print(" ".join(map(str, r)).center(25).rstrip())
def spiral(n):
    m = [[0] * n for _ in range(n)]; x = y = 0; dx, dy = 1, 0
    for i in range(1, n * n + 1):
        m[y][x] = i
        if not (0 <= x + dx < n and 0 <= y + dy < n and m[y + dy][x + dx] == 0): dx, dy = -dy, dx
        x += dx; y += dy
    return m
for r in spiral(5): print("".join(f"{v:3}" for v in r))
