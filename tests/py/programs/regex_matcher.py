class Re:
    def __or__(self, o): return Alt(self, o)
    def __add__(self, o): return Cat(self, o)
class Lit(Re):
    def __init__(self, c): self.c = c
    def m(self, s, i):
        if i < len(s) and (self.c is None or s[i] in self.c): yield i + 1
class Eps(Re):
    def m(self, s, i): yield i
class Cat(Re):
    def __init__(self, a, b): self.a, self.b = a, b
    def m(self, s, i):
        for j in self.a.m(s, i): yield from self.b.m(s, j)
class Alt(Re):
    def __init__(self, a, b): self.a, self.b = a, b
    def m(self, s, i): yield from self.a.m(s, i); yield from self.b.m(s, i)
class Star(Re):
    def __init__(self, a, lo=0, hi=None): self.a, self.lo, self.hi = a, lo, hi
    def m(self, s, i, n=0):
        if self.hi is None or n < self.hi:
            for j in self.a.m(s, i):
                if j > i: yield from self.m(s, j, n + 1)
        if n >= self.lo: yield i
class Group(Re):
    def __init__(self, a, n, caps): self.a, self.n, self.caps = a, n, caps
    def m(self, s, i):
        for j in self.a.m(s, i):
            old = self.caps.get(self.n); self.caps[self.n] = s[i:j]; yield j; self.caps[self.n] = old
class Anchor(Re):
    def __init__(self, end): self.end = end
    def m(self, s, i):
        if i == (len(s) if self.end else 0): yield i
class Compiled:
    def __init__(self, p):
        self.p, self.i, self.caps, self.ng = p, 0, {}, 0
        self.r = self.alt()
        if self.i < len(p): raise ValueError(f"unexpected {p[self.i]!r} at {self.i}")
    def peek(self): return self.p[self.i] if self.i < len(self.p) else ""
    def alt(self):
        r = self.cat()
        while self.peek() == "|": self.i += 1; r = r | self.cat()
        return r
    def cat(self):
        r = Eps()
        while self.peek() and self.peek() not in "|)": r = r + self.rep()
        return r
    def rep(self):
        a = self.atom()
        while (c := self.peek()) and c in "*+?{":
            self.i += 1
            if c == "{":
                e = self.p.index("}", self.i); lo, _, hi = self.p[self.i:e].partition(","); self.i = e + 1
                a = Star(a, int(lo), int(hi) if hi else (None if _ else int(lo)))
            else: a = Star(a, {"*": 0, "+": 1, "?": 0}[c], 1 if c == "?" else None)
        return a
    def atom(self):
        c = self.peek(); self.i += 1
        if c == "(":
            self.ng += 1; n = self.ng; r = self.alt()
            if self.peek() != ")": raise ValueError("missing )")
            self.i += 1; return Group(r, n, self.caps)
        if c == "[":
            e = self.p.index("]", self.i + 1); body = self.p[self.i:e]; self.i = e + 1; neg = body.startswith("^"); chars = set(); body = body[neg:]
            k = 0
            while k < len(body):
                if body[k + 1:k + 2] == "-" and k + 2 < len(body): chars |= set(map(chr, range(ord(body[k]), ord(body[k + 2]) + 1))); k += 3
                else: chars.add(body[k]); k += 1
            return Lit(set(map(chr, range(128))) - chars if neg else chars)
        if c == ".": return Lit(None)
        if c == "^": return Anchor(False)
        if c == "$": return Anchor(True)
        if c == "\\":
            c = self.peek(); self.i += 1
            return Lit({"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", "s": " \t\n"}.get(c, c))
        if c in "*+?": raise ValueError(f"nothing to repeat at {self.i - 1}")
        return Lit(c)
    def search(self, s):
        for i in range(len(s) + 1):
            self.caps.clear()
            for j in self.r.m(s, i): return s[i:j], (i, j), tuple(self.caps.get(k) for k in range(1, self.ng + 1))
        return None
    def findall(self, s):
        out, i = [], 0
        while i <= len(s):
            for j in self.r.m(s, i): out.append(s[i:j]); i = max(j, i + 1); break
            else: i += 1
        return out
import re
cases = [("a*b", "xaaab"), ("(a|b)+c", "ababc"), ("^abc$", "abc"), ("^b", "abc"), ("[a-c]+[0-9]{2,3}", "zzabc1234"), ("(\\w+)@(\\w+)\\.com", "mail bob@site.com now"), ("a?a?a?aaa", "aaa"), ("(x*)*y", "xxxy"), ("[^0-9]+", "123abc456"), ("", "abc"), ("(a)(b)?", "ac"), ("colou?r", "my color"), ("(\\d+)-(\\d+)", "10-20-30"), (".*z", "abczdz!"), ("a{3}", "aaaa"), ("\\.", "a.b"), ("(foo|foobar)baz", "foobarbaz")]
for p, s in cases:
    r = Compiled(p).search(s); m = re.search(p, s)
    print(p, r, r is None and m is None or (m and (m.group(), m.span(), m.groups()) == r), Compiled(p).findall(s)[:4])
for p in ("(a", "a)", "*a", "[a", "a{x}"):
    try: Compiled(p); print("ok")
    except ValueError as e: print(p, e)
print(re.findall(r"\b\w{3}\b", "the cat sat on mats"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.sub(r"\d", lambda m: str(int(m[0]) + 1), "a1b9"))
