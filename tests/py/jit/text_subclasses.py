# Instances of subclasses of str as keys and operands in hot loops, with and without methods of their own, and such as change.
class Symbol(str):
    pass


class Loud(str):
    def __add__(self, other):
        return "loud " + str(other)

    def __format__(self, spec):
        return "formatted"


class Odd(str):
    def __eq__(self, other):
        return str.__eq__(self, other) or other == "x"

    __hash__ = str.__hash__


def loop(n, words, table):
    found = equal = 0
    texts = []
    for i in range(n):
        w = words[i % len(words)]
        if w == "if" or w != "quote" and w in ("begin", "let"):
            equal += 1
        if w in table:
            found += table[w]
        found += table.get(w, 100)
        table[w] = table.get(w, 0) + 1
    for i in range(n):
        w = words[i % len(words)]
        texts.append(w + "!")
        texts.append(f"{w}")
    return found, equal, sorted(set(texts))


def main():
    for cls in str, Symbol, Loud, Odd:
        words = [cls(w) for w in ("if", "quote", "begin", "x", "y")]
        print(cls.__name__, *loop(200, words, {"if": 1, Symbol("y"): 2}))
    words = [Symbol(w) for w in ("if", "quote", "begin", "x")]
    print(*loop(200, words, {}))
    Symbol.__eq__ = lambda self, other: False
    Symbol.__hash__ = str.__hash__
    print(*loop(200, words, {}))
    del Symbol.__eq__
    print(*loop(200, words, {"x": 5}))


main()
