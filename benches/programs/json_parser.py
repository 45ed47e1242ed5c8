"""JSON parser: a hand-written recursive-descent parser reads a text of 25 KB, a writer writes it back.

Source of the algorithm: RFC 8259 (the grammar). The text is made here, from a fixed pseudo-random sequence.

Exercises: indexing and slicing of strings, dicts, lists, method calls, conversion of numbers.
"""

import sys

EXPECTED = (25598, 2751, 68235, 38530)
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WHITESPACE = " \t\n\r"
DIGITS = "0123456789"


class ParseError(Exception):
    def __init__(self, message, position):
        Exception.__init__(self, "%s at %d" % (message, position))
        self.position = position


class Parser:
    def __init__(self, text):
        self.text = text
        self.position = 0
        self.values = 0

    def parse(self):
        self.skip_space()
        value = self.value()
        self.skip_space()
        if self.position != len(self.text):
            raise ParseError("extra text", self.position)
        return value

    def skip_space(self):
        text, i = self.text, self.position
        end = len(text)
        while i < end and text[i] in WHITESPACE:
            i += 1
        self.position = i

    def peek(self):
        if self.position >= len(self.text):
            raise ParseError("unexpected end", self.position)
        return self.text[self.position]

    def value(self):
        self.values += 1
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "t":
            return self.word("true", True)
        if c == "f":
            return self.word("false", False)
        if c == "n":
            return self.word("null", None)
        return self.number()

    def word(self, word, value):
        if not self.text.startswith(word, self.position):
            raise ParseError("bad word", self.position)
        self.position += len(word)
        return value

    def object(self):
        result = {}
        self.position += 1
        self.skip_space()
        if self.peek() == "}":
            self.position += 1
            return result
        while True:
            self.skip_space()
            if self.peek() != '"':
                raise ParseError("expected a name", self.position)
            name = self.string()
            self.skip_space()
            if self.peek() != ":":
                raise ParseError("expected ':'", self.position)
            self.position += 1
            self.skip_space()
            result[name] = self.value()
            if self.end_of_item("}"):
                return result

    def array(self):
        result = []
        self.position += 1
        self.skip_space()
        if self.peek() == "]":
            self.position += 1
            return result
        while True:
            self.skip_space()
            result.append(self.value())
            if self.end_of_item("]"):
                return result

    def end_of_item(self, close):
        self.skip_space()
        c = self.peek()
        self.position += 1
        if c == close:
            return True
        if c != ",":
            raise ParseError("expected ',' or '%s'" % close, self.position - 1)
        return False

    def string(self):
        text = self.text
        i = start = self.position + 1
        parts = []
        try:
            while True:
                c = text[i]
                if c == '"':
                    parts.append(text[start:i])
                    self.position = i + 1
                    return "".join(parts)
                if c == "\\":
                    parts.append(text[start:i])
                    c = text[i + 1]
                    if c == "u":
                        parts.append(chr(int(text[i + 2 : i + 6], 16)))
                        i += 6
                    else:
                        parts.append(ESCAPES[c])
                        i += 2
                    start = i
                else:
                    i += 1
        except (IndexError, KeyError):
            raise ParseError("bad string", i)

    def number(self):
        text, i = self.text, self.position
        start, end = i, len(text)
        if i < end and text[i] == "-":
            i += 1
        i = self.digits(i)
        whole = True
        if i < end and text[i] == ".":
            whole = False
            i = self.digits(i + 1)
        if i < end and text[i] in "eE":
            whole = False
            i += 1
            if i < end and text[i] in "+-":
                i += 1
            i = self.digits(i)
        self.position = i
        return int(text[start:i]) if whole else float(text[start:i])

    def digits(self, i):
        text, start = self.text, i
        end = len(text)
        while i < end and text[i] in DIGITS:
            i += 1
        if i == start:
            raise ParseError("expected a digit", i)
        return i


def write(value, out):
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, str):
        write_string(value, out)
    elif isinstance(value, (int, float)):
        out.append(repr(value))
    elif isinstance(value, list):
        separator = "["
        for item in value:
            out.append(separator)
            write(item, out)
            separator = ","
        out.append("]" if value else "[]")
    else:
        separator = "{"
        for name, item in value.items():
            out.append(separator)
            write_string(name, out)
            out.append(":")
            write(item, out)
            separator = ","
        out.append("}" if value else "{}")


def write_string(text, out):
    out.append('"')
    for c in text:
        if c == '"' or c == "\\":
            out.append("\\")
            out.append(c)
        elif c == "\n":
            out.append("\\n")
        elif c < " " or c > "~":
            out.append("\\u%04x" % ord(c))
        else:
            out.append(c)
    out.append('"')


def make_text():
    """Records with every kind of value, spread over lines."""
    seed = 42
    parts = ["[\n"]
    for i in range(110):
        seed = (seed * 1309 + 13849) & 65535
        if i:
            parts.append(",\n")
        parts.append('  {"id": %d, "name": "user \\"%d\\" \\u00e9\\n", ' % (i, seed))
        parts.append('"score": %d.%02d, "delta": -%de-3,\n   ' % (seed // 100, seed % 100, seed % 997))
        parts.append('"tags": ["a%d", "b%d", [], {}, %d],\n   ' % (seed % 7, seed % 11, -seed))
        parts.append('"active": %s, "parent": null, ' % ("true" if seed & 1 else "false"))
        parts.append('"position": {"x": %d, "y": %d, "inner": {"deep": [1, [2, [3, [4]]]]}}}' % (seed % 640, seed % 480))
    parts.append("\n]\n")
    return "".join(parts)


def checksum(text):
    total = 0
    for c in text:
        total = (total * 31 + ord(c)) % 1000003
    return total


def once(text):
    parser = Parser(text)
    value = parser.parse()
    out = []
    write(value, out)
    written = "".join(out)
    again = Parser(written).parse()
    assert again == value
    return (len(text), parser.values, checksum(written), int(sum(record["score"] for record in value)))


def run(n):
    text = make_text()
    for _ in range(n):
        result = once(text)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("json_parser: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
