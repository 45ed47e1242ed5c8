"""Word count: splits 70 KB of made-up text into words, counts words, letters and pairs, and ranks them.

Source of the algorithm: the exercise of Jon Bentley, Donald Knuth and Doug McIlroy, "Programming Pearls: A Literate
Program", CACM 29(6), 1986.

Exercises: str methods (split, lower, strip, join, replace), dict counting, sorting with keys.
"""

import sys

EXPECTED = (12000, 342, 72302, "tur:555")
SYLLABLES = "lo rem ip sum dol or sit am et con sec te tur ad pis ci vel el".split()


def make_text(count):
    seed = 99
    words = []
    for i in range(count):
        seed = (seed * 1309 + 13849) & 65535
        word = SYLLABLES[seed % 18] + SYLLABLES[(seed >> 6) % 18] * (seed & 1) + "s" * (seed % 5 == 0)
        if i % 11 == 0:
            word = word.capitalize()
        if i % 7 == 6:
            word += ",.;!"[seed % 4]
        words.append(word)
        if i % 12 == 11:
            words.append("\n")
    return " ".join(words)


def count_words(text):
    counts = {}
    for line in text.splitlines():
        for word in line.split():
            word = word.strip(",.;!").lower()
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


def count_letters(text):
    counts = {}
    for c in text:
        if c.isalpha():
            c = c.lower()
            if c in counts:
                counts[c] += 1
            else:
                counts[c] = 1
    return counts


def count_pairs(text):
    words = text.replace("\n", " ").split()
    pairs = {}
    for pair in zip(words, words[1:]):
        pairs.setdefault(pair, []).append(len(pairs))
    return pairs


def once(text):
    words = count_words(text)
    letters = count_letters(text)
    pairs = count_pairs(text)
    ranking = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    report = ["%s:%d" % item for item in ranking]
    assert sum(words.values()) == 12000
    assert sum(letters.values()) == sum(len(word) * count for word, count in words.items())
    return sum(words.values()), len(words), len(text) + len(pairs), report[0]


def run(n):
    text = make_text(12000)
    for _ in range(n):
        result = once(text)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("word_count: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
