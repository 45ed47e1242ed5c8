# What hot loops ask about characters: comparisons, membership in constant texts, methods, ord and chr.
WHITE = " \t\n\r"
DIGITS = "0123456789"
VOWELS = "aeiouäöü"
WIDE = "xyz\u0394\U0001F600a"


def classes(text):
    counts = [0] * 12
    i = 0
    while i < len(text):
        c = text[i]
        if c in WHITE:
            counts[0] += 1
        elif c in DIGITS:
            counts[1] += 1
        elif c in VOWELS:
            counts[2] += 1
        elif c in WIDE:
            counts[3] += 1
        elif c == "{" or "}" == c:
            counts[4] += 1
        elif c != "q" and c < "h":
            counts[5] += 1
        elif c >= "\xe0":
            counts[6] += 1
        elif c in "":
            counts[7] += 1
        elif c == "" or c == "ab":
            counts[8] += 1
        else:
            counts[9] += 1
        i += 1
    return counts


def methods(text):
    total = [0] * 11
    for c in text:
        total[0] += c.isdigit()
        total[1] += c.isalpha()
        total[2] += c.isspace()
        total[3] += c.isupper()
        total[4] += c.islower()
        total[5] += c.isalnum()
        total[6] += c.isprintable()
        total[7] += c.isidentifier()
        total[8] += ord(c)
        total[9] += chr(ord(c) ^ 1) > c
        total[10] += c.isascii() + c.isdecimal() + (c.upper() == c)
    return total


latin = "Hello {world} 123\t\xe9\xdf\xff\xb5\xaa\xbd caf\xe9 q?" * 20
wide = latin + "\u0394x\U0001F600y\u01c5" * 10
for text in latin, wide, latin.upper(), "":
    print(classes(text), methods(text))


def count(words, mark):
    n = 0
    for w in words:
        if w == "a":
            n += 1
        elif mark == w:
            n += 10
        elif w != "":
            n += 100
    return n


words = ["a", "b", "ab", "", "\u0394", "a" + "", "x"[:0] + "a", "".join(["a"]), "aa"[1:], b"a".decode()] * 30
for mark in "b", "", "ab", "\u0394", "\xe9":
    print(count(words, mark), end=" ")
print()


def pairs(a, b):
    return sum([x == y for x in a for y in b]), sum([x < y for x in a for y in b])


print(pairs("kitten\u0394", "sitting"), pairs("abc" * 9, "cab" * 9), pairs("\u0394\u0395", "a\u0394"))


# a global text that is given another value while the loop runs
def shifting(text):
    global MARKS
    MARKS = "abc"
    n = 0
    for i, c in enumerate(text):
        if c in MARKS:
            n += 1
        if i == 150:
            MARKS = "xyz"
        elif i == 300:
            MARKS = ["a", "x"]
    return n


print(shifting("abcxyz" * 80))


# a subclass of str answers for itself
class Text(str):
    def __eq__(self, other):
        return other == "z"

    def __contains__(self, other):
        return other == "z"

    __hash__ = str.__hash__

    def isdigit(self):
        return "mine"


def asked(things, text):
    n = 0
    for t in things:
        for c in "xyz":
            n += (t == c) + (c in text) * 10
    return n


print(asked(["x", "y", Text("x")] * 50, "ay"), asked(["x", Text("x")] * 50, Text("ay")))
for i in range(300):
    try:
        chr(i - 1)
        ord("ab"[: 1 + (i == 299)])
    except (ValueError, TypeError) as e:
        print(i, e)
print(sum([ord(chr(i)) for i in range(0x300)]))
