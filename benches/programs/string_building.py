"""Strings: building by concatenation, joining, formatting, translating and searching.

Source of the algorithms: standard textbook ones; Caesar's cipher; the Roman numerals.

Exercises: str concatenation in loops, join, %, format, f-strings, find, replace, slices, comparison.
"""

import sys

EXPECTED = (1503, 6707, 983, 3158, 119, 2616)
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def roman(number):
    text = ""
    for value, letters in ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def from_roman(text):
    total = i = 0
    for value, letters in ROMAN:
        while text.startswith(letters, i):
            total += value
            i += len(letters)
    return total


def build_rows(count):
    rows = []
    for i in range(count):
        rows.append("%05d|%-8s|%x" % (i, "n" + str(i * 37), i * 255))
        rows.append("{0:>6}|{1:.3f}|{name}".format(i, i / 7.0, name="row"))
        rows.append(f"{i:04d}:{i * i:,}:{'yes' if i % 3 else 'no'}")
    return "\n".join(rows)


def caesar(text, shift):
    out = []
    for c in text:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - 97 + shift) % 26 + 97))
        elif "A" <= c <= "Z":
            out.append(chr((ord(c) - 65 + shift) % 26 + 65))
        else:
            out.append(c)
    return "".join(out)


def count_palindromes(limit):
    count = 0
    for i in range(limit):
        text = str(i)
        if text == text[::-1]:
            count += 1
    return count


def occurrences(text, part):
    count = 0
    at = text.find(part)
    while at >= 0:
        count += 1
        at = text.find(part, at + 1)
    return count


def grow(count):
    """The same text by += and by prepending; both must come out alike."""
    text, backwards = "", ""
    for i in range(count):
        piece = chr(97 + i % 26) * (i % 4 + 1)
        text += piece
        backwards = piece + backwards
    assert text == backwards[::-1] or len(text) == len(backwards)
    return len(text.replace("aa", "b").upper().replace("B", "cc"))


def once():
    numerals = [roman(i) for i in range(1, 301)]
    assert [from_roman(text) for text in numerals] == list(range(1, 301))
    rows = build_rows(130)
    secret = caesar(rows, 3)
    assert secret != rows and caesar(secret, -3) == rows
    return (
        sum(map(len, numerals)),
        len(rows),
        occurrences(rows, "0") + occurrences(secret, "urz"),
        sum(len(line.split("|")[0]) for line in rows.split("\n")),
        count_palindromes(2000),
        grow(1000),
    )


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("string_building: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 140))
