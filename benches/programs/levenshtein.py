"""Levenshtein: edit distances between words by dynamic programming, and the longest common subsequence of texts.

Source of the algorithm: Vladimir Levenshtein, 1965; Robert Wagner and Michael Fischer, "The String-to-String
Correction Problem", JACM 21(1), 1974.

Exercises: nested loops over strings and lists, min of integers.
"""

import sys

EXPECTED = (3, 5, 16, 5543)


def distance(a, b):
    if len(a) < len(b):
        a, b = b, a
    previous = list(range(len(b) + 1))
    for i, c in enumerate(a, 1):
        current = [i]
        for j, d in enumerate(b, 1):
            cost = previous[j - 1] + (c != d)
            if previous[j] + 1 < cost:
                cost = previous[j] + 1
            if current[j - 1] + 1 < cost:
                cost = current[j - 1] + 1
            current.append(cost)
        previous = current
    return previous[-1]


def common_subsequence(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            else:
                table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j])
    letters = []
    i, j = len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            letters.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(letters))


def make_words(count):
    seed = 17
    words = []
    for _ in range(count):
        word = ""
        for _ in range(5 + seed % 6):
            seed = (seed * 1309 + 13849) & 65535
            word += "etaoinsh"[seed >> 13]
        words.append(word)
    return words


def once(words):
    total = sum(distance(a, b) for i, a in enumerate(words) for b in words[i + 1 :])
    text = "the structure of scientific revolutions"
    other = "the construction of artificial evolution"
    return (
        distance("kitten", "sitting"),
        distance("intention", "execution"),
        distance(text, other),
        total + len(common_subsequence(text, other)),
    )


def run(n):
    words = make_words(40)
    for _ in range(n):
        result = once(words)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("levenshtein: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 70))
