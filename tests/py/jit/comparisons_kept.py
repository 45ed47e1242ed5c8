"""Comparisons whose truth is a number, kept, returned, tested later; of ints, floats, strings, mixed."""


def counting(values, n):
    less = equal = other = same = 0
    flags = []
    for i in range(n):
        x, y = values[i % len(values)], values[i * 7 % len(values)]
        less += x < y
        equal += (x == y) + (x != y) * 2
        other = other * 2 + (x >= y) & 0xFFFF
        flag = x <= y
        if flag:
            same += 1
        if i % 50 == 0:
            flags.append((flag, x > y, not flag, -flag, flag + 1.5, flag is True, [flag][0] == 1))
    return less, equal, other, same, flags[-3:]


print(counting([1, 5, -3, 5, 0, 2**61, -(2**61)], 400))
print(counting([1.5, -0.0, 0.0, float("inf"), 2.5, 1e300], 400))
print(counting([1.5, float("nan"), 3, 2, 2.0], 400))
print(counting(["a", "b", "ab", "a", "", "é"], 400))
print(counting([2**70, 1, 2.5, True, False], 400))


def letters(a, b):
    differ = same = first = 0
    for c in a:
        for d in b:
            differ += c != d
            same += c == d
            first = (first << 1 ^ (c == "e")) & 0xFFF
    return differ, same, first


for other in ["the quick brown fox", "jumpé", "", "eee"]:
    print(letters("hello there, ever so slow general", other))
words = "one two three one four two one five".split()
print([sum(w == v for v in words) for w in words] * 3)


def less(x, y):
    return x < y


def smallest(values, n):
    best = values[0]
    hits = []
    for i in range(n):
        v = values[i % len(values)]
        if less(v, best):
            best = v
        hits.append(less(best, v) is less(v, 3))
    return best, sum(hits)


print(smallest([5, 4, 9, 2, 8], 300), smallest([5.5, 4, 9.25, 2, 8], 300), smallest([5, 4, 9, 2, 3 - 2**62], 300))


def kept(n):
    seen = {True: 0, False: 0}
    last = None
    for i in range(n):
        flag = i % 3 == 0
        seen[flag] += 1
        last = flag if i % 5 else last
        while flag and i % 2:
            flag = i < 0
    return seen, last, f"{flag} {flag!r}", flag == 0, {flag}


print(kept(400))
