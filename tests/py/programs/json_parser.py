class ParseError(Exception):
    def __init__(self, msg, pos): super().__init__(f"{msg} at {pos}"); self.pos = pos
class Parser:
    ESC = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    def __init__(self, text): self.s, self.i = text, 0
    def ws(self):
        while self.i < len(self.s) and self.s[self.i] in " \t\r\n": self.i += 1
    def peek(self): return self.s[self.i] if self.i < len(self.s) else ""
    def expect(self, c):
        if not self.s.startswith(c, self.i): raise ParseError(f"expected {c!r}, got {self.peek()!r}", self.i)
        self.i += len(c)
    def parse(self):
        v = self.value(); self.ws()
        if self.i != len(self.s): raise ParseError("trailing data", self.i)
        return v
    def value(self):
        self.ws()
        match self.peek():
            case "{": return self.obj()
            case "[": return self.arr()
            case '"': return self.string()
            case "t": self.expect("true"); return True
            case "f": self.expect("false"); return False
            case "n": self.expect("null"); return None
            case c if c and c in "-0123456789": return self.number()
            case c: raise ParseError(f"unexpected {c!r}", self.i)
    def obj(self):
        self.expect("{"); self.ws(); r = {}
        if self.peek() == "}": self.i += 1; return r
        while True:
            self.ws(); k = self.string(); self.ws(); self.expect(":"); r[k] = self.value(); self.ws()
            if self.peek() == ",": self.i += 1; continue
            self.expect("}"); return r
    def arr(self):
        self.expect("["); self.ws(); r = []
        if self.peek() == "]": self.i += 1; return r
        while True:
            r.append(self.value()); self.ws()
            if self.peek() == ",": self.i += 1; continue
            self.expect("]"); return r
    def string(self):
        self.expect('"'); out = []
        while (c := self.peek()) != '"':
            if not c: raise ParseError("unterminated string", self.i)
            self.i += 1
            if c == "\\":
                e = self.peek(); self.i += 1
                if e == "u": out.append(chr(int(self.s[self.i:self.i + 4], 16))); self.i += 4
                elif e in self.ESC: out.append(self.ESC[e])
                else: raise ParseError(f"bad escape {e!r}", self.i)
            else: out.append(c)
        self.i += 1
        return "".join(out)
    def number(self):
        j = self.i
        while self.peek() and self.peek() in "+-.eE0123456789": self.i += 1
        t = self.s[j:self.i]
        try: return int(t)
        except ValueError:
            try: return float(t)
            except ValueError: raise ParseError(f"bad number {t!r}", j) from None
def dump(v, ind=0):
    match v:
        case None: return "null"
        case bool(): return str(v).lower()
        case int() | float(): return repr(v)
        case str(): return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n"}.get(c, c if " " <= c < "\x7f" else f"\\u{ord(c):04x}") for c in v) + '"'
        case []: return "[]"
        case [*xs]: return "[" + ", ".join(dump(x, ind) for x in xs) + "]"
        case {**kv}: return "{" + ", ".join(f"{dump(k)}: {dump(x)}" for k, x in kv.items()) + "}"
        case _: raise TypeError(type(v).__name__)
for text in ['{"a": [1, -2.5e3, true, false, null], "b": {"c": "d\\n\\u00e9\\""}}', "[]", "{}", " [ 1 , [ 2 , [ ] ] ] ", '"x"', "3", "", "[1,", '{"a" 1}', '{"a": }', "[1 2]", "tru", '"abc', '"\\q"', "1.2.3", "[1] x", "{1: 2}", '["a", {"b": []}]', "-", "nulll"]:
    try: v = Parser(text).parse(); s = dump(v); print(repr(v), s, Parser(s).parse() == v)
    except ParseError as e: print(f"{text!r}: {e}")
big = {"items": [{"id": i, "name": f"n{i}", "tags": ["x"] * (i % 3), "v": i / 4} for i in range(200)]}
s = dump(big); print(len(s), Parser(s).parse() == big)
import json; print(json.loads(s) == big, json.dumps(big) == s)
