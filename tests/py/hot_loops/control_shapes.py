def nested_breaks(n):
    c = 0
    for i in range(n):
        for j in range(n):
            if j > i: break
            if (i + j) % 3: continue
            for k in range(3):
                if k == 2: break
                c += 1
            else: c += 100
        else: c += 1000
    return c
def while_else(n):
    c = 0
    for i in range(n):
        j = i
        while j:
            if j % 17 == 0: break
            j -= 1
        else: c += 1
    return c
def collatz(n):
    best = 0
    for i in range(1, n):
        x, s = i, 0
        while x != 1: x = x // 2 if x % 2 == 0 else 3 * x + 1; s += 1
        if s > best: best, arg = s, i
    return best, arg
def gcd_loop(n):
    t = 0
    for i in range(1, n):
        a, b = i * 12, i + 30
        while b: a, b = b, a % b
        t += a
    return t
def branches(n):
    r = [0] * 6
    for i in range(n):
        if i % 2 == 0:
            if i % 3 == 0: r[0] += 1
            elif i % 5 == 0: r[1] += 1
            else: r[2] += 1
        elif i % 7 == 0 and i % 11: r[3] += 1
        elif not (i % 13 or i % 3): r[4] += 1
        else: r[5] += i % 4 == 1 or i % 9 == 2
    return r
def chained(n): return sum(10 < i < 20 or 30 <= i <= 40 != 35 for i in range(n)), sum(1 if i & 1 else 2 if i & 2 else 3 for i in range(n))
def matching(n):
    c = [0] * 6
    for i in range(n):
        match (i % 4, i % 3):
            case (0, 0): c[0] += 1
            case (0, x) if x > 1: c[1] += x
            case (1 | 2, _): c[2] += 1
            case (3, int(y)): c[3] += y
            case _: c[4] += 1
    return c
def infinite(n):
    i = 0
    while True:
        i += 1
        if i % 2: continue
        if i > n: return i
def down(n):
    s = 0
    while n > 0: s += n; n -= 3
    for i in range(100, 0, -7): s += i
    for i in range(-50, 50, 9): s -= i
    return s
def switch_bounds(n):
    s = 0; lim = 10; i = 0
    while i < lim:
        s += i; i += 1
        if i == lim and lim < n: lim *= 2
    return s, lim
def inner_var(n):
    t = 0
    for i in range(n):
        for j in range(i % 4): t += j
        for j in range(3 - i % 4): t -= j
    return t
def long_body(n):
    a = b = c = d = e = f = g = h = 1
    for i in range(n):
        a += b; b ^= c; c += d & 7; d = (d * 5 + 1) % 64; e -= f; f = (f + a) % 100; g = max(g, f); h += g - e % 3
        if a > 10**6: a %= 1000
    return a, b, c, d, e, f, g, h
def bubble(n):
    l = [(i * 7919) % 101 for i in range(n)]
    for i in range(n):
        sw = False
        for j in range(n - 1 - i):
            if l[j] > l[j + 1]: l[j], l[j + 1] = l[j + 1], l[j]; sw = True
        if not sw: break
    return l[:5], l[-3:], i
def is_identity(n):
    a, c = None, 0
    sent = object()
    for i in range(n):
        x = sent if i % 3 else None
        c += (x is a) + (x is not sent) * 2 + (x is sent) * 4
    return c
print(nested_breaks(60), while_else(300), collatz(1500), gcd_loop(2000), branches(5000), chained(3000), matching(3000), infinite(3001), down(5000), switch_bounds(3000), inner_var(2000), long_body(5000), bubble(120), is_identity(3000))
