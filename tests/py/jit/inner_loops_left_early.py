# An inner loop that is mostly left in its first turn is part of the outer one, where its iterator need not exist. When it goes on
# instead, and the outer loop is entered again in the middle, the iterator is another one.
from support import watch
watch.start(100, 10)


def pick(length, thresholds):
    seed, letters = 42, []
    for _ in range(length):
        seed = (seed * 3877 + 29573) % 139968
        value = seed / 139968
        for threshold, letter in thresholds:
            if value < threshold:
                letters.append(letter)
                break
        else:
            letters.append("T")
    return "".join(letters)


THRESHOLDS = [(0.3029549426680, "a"), (0.5009432431601, "c"), (0.6984905497992, "g"), (0.9, "t")]
for n in [0, 1, 5, 50, 200, 400, 1000, 3000]:
    s = pick(n, THRESHOLDS)
    print(n, s[:60], [s.count(c) for c in "acgtT"])
for k in range(6):
    s = pick(5000, THRESHOLDS)
    print(s[-40:], [s.count(c) for c in "acgtT"])
