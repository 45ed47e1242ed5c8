"""K-nucleotide: counts the fragments of one to eight letters of a generated DNA sequence of 20000 bases.

Source of the algorithm: the Computer Language Benchmarks Game, "fasta" (the generator and its probabilities) and
"k-nucleotide" (the counting).

Exercises: string slices as dict keys, sorting by frequency, float comparison.
"""

import sys

LENGTH = 20000
MODULUS, FACTOR, INCREMENT = 139968, 3877, 29573
PROBABILITIES = (("A", 0.3029549426680), ("C", 0.1979883004921), ("G", 0.1975473066391), ("T", 0.3015094502008))
FRAGMENTS = ("GGT", "GGTA", "GGTATT", "GGTATTTT")
EXPECTED = ("T", 16, 261, 89, 6, 0)


def make_sequence(length):
    thresholds = []
    total = 0.0
    for letter, probability in PROBABILITIES:
        total += probability
        thresholds.append((total, letter))
    seed = 42
    letters = []
    for _ in range(length):
        seed = (seed * FACTOR + INCREMENT) % MODULUS
        value = seed / MODULUS
        for threshold, letter in thresholds:
            if value < threshold:
                letters.append(letter)
                break
        else:
            letters.append("T")
    return "".join(letters)


def count_fragments(sequence, size):
    counts = {}
    for i in range(len(sequence) - size + 1):
        fragment = sequence[i : i + size]
        counts[fragment] = counts.get(fragment, 0) + 1
    return counts


def ranking(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def reverse_complement(sequence):
    pairs = {"A": "T", "C": "G", "G": "C", "T": "A"}
    return "".join([pairs[c] for c in reversed(sequence)])


def once():
    sequence = make_sequence(LENGTH)
    singles = ranking(count_fragments(sequence, 1))
    doubles = ranking(count_fragments(sequence, 2))
    found = [count_fragments(sequence, len(fragment)).get(fragment, 0) for fragment in FRAGMENTS]
    mirrored = reverse_complement(sequence)
    assert reverse_complement(mirrored) == sequence
    assert mirrored.count("A") == sequence.count("T")
    return (singles[0][0], len(doubles)) + tuple(found)


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("knucleotide: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
