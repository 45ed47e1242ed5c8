# The matcher of `re`: repeats, atomic groups, assertions, groups, all string widths, replacement.
import re

def show(m):
    print(m and (m.span(), m.groups(), m.lastindex, m.lastgroup))

for p, s in [
    (r"(a)(b)?c", "acd"), (r"(?:(a)|b)*", "ab"), (r"(a|ab)(c|bcd)(d*)", "abcd"), (r"(?>a+)b", "aaab"),
    (r"(?>a|ab)c", "abc"), (r"a++b", "aaab"), (r"a++a", "aaa"), (r"(?:ab)*+c", "ababc"), (r"(?:ab)*+ab", "abab"),
    (r"(?:ab){1,2}+c", "ababc"), (r"(?:a?){3}+b", "aab"), (r"(a*)*b", "aaab"), (r"(a*?)*?b", "aaab"), (r"(?:a{2,3}?){2}", "aaaaaa"),
    (r"(?P<x>a+)(?P=x)", "aaaaa"), (r"(?i)(é+)\1", "éÉéé"), (r"(a)?(?(1)b|c)", "ab"), (r"(a)?(?(1)b|c)", "c"), (r"(?<=ab)c", "abc"),
    (r"(?<!b)c", "bc"), (r"x(?=(y))", "xy"), (r"x(?!(y))", "xz"), (r"\bfoo\b", "foo"), (r"\B.", "ab"), (r"^a$", "a\n"), (r"a\Z", "a\n"),
    (r"(?m)^b$", "a\nb\nc"), (r"(?s).+", "a\nb"), (r".+", "a\nb"), (r"[^\W\d_]+", "äb1"), (r"(?a)\w+", "äb"), (r"[а-я]+", "привет"),
    (r"[\U0001F600-\U0001F64F]+", "x\U0001F601\U0001F602y"), (r"(?i)[k-m]+", "KLM\u212a"), (r"(?i)ſ", "S"), (r"(|a)+", "aaa"), (r"(?:a|(b)|c){2,3}?d", "abcd"),
    (r"((a)|(b))+", "abab"), (r"(?:(x)|(y))*z", "xyz"), (r"", ""), (r"a{0}b", "b"), (r"(a){0}b", "b"), (r"(?:(?:a|b)*c)*d", "abcbcd"),
]:
    show(re.search(p, s)); show(re.match(p, s)); show(re.fullmatch(p, s))
print(re.sub("x*", "-", "abxd"), re.sub("(a)|b", r"[\1]", "abc"), re.subn(r"(?P<n>\d)", r"<\g<n>>", "a1b2", count=1))
print(re.sub(r"\w+", lambda m: m[0].title() if len(m[0]) > 2 else None, "the cat is up"), re.sub(b"a", b"bb", bytearray(b"banana")))
print(re.split(r"(,)|;", "a,b;c"), re.split("x*", "axbc"), re.split("", "abc", maxsplit=2), re.split(b"-", b"a-b"))
print(re.findall(r"(a)(b)?", "abaab"), re.findall("a", "banana"), re.findall(r"(\d)", "1a2"), [m.span() for m in re.finditer("a*?b|", "aab b")])
p = re.compile(r"(?P<k>\w)=(?P<v>\d)?", re.I | re.X)
m = p.search("  a=1 b=", 1, 6)
print(p, p.groupindex, p.groups, p.flags, m, m.pos, m.endpos, m.regs, m.re is p, m["k"], m.group(0, 1, "v"), m.groupdict(), m.expand(r"\g<v>:\1"), m.span("v"))
m = p.search("b=")
print(m.groups("none"), m.groupdict(None), m.span(2), m.start("v"), m.end(), p == re.compile(p.pattern, p.flags), hash(p) == hash(re.compile(p.pattern, p.flags)), p != re.compile("a"))
print(re.compile(b"ab", re.L), re.compile("a" * 300), re.compile("a", re.A), re.compile("'\n"), re.match("a" * 100, "a" * 100))
for f in [lambda: m.group(5), lambda: m.group("zz"), lambda: m[-1], lambda: p.match(b"x"), lambda: re.match(b"x", "x"), lambda: p.match(3), lambda: re.compile("a(b"),
          lambda: re.sub("(a)", r"\2", "a"), lambda: re.sub("a", lambda m: 3, "a"), lambda: re.sub("a", b"", "a"), lambda: type(p)(), lambda: type(m)(), lambda: p.sub(), lambda: p.match("a", "b")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
sc = p.scanner("a=1b=2")
print(sc.search(), sc.match(), sc.match(), sc.search(), sc.pattern is p)
import copy, pickle
print(copy.copy(p) is p, copy.deepcopy(m) is m, pickle.loads(pickle.dumps(p)) == p, re.Pattern[str], re.Match[bytes])
print(len(re.match(r"(?:a|b)*", "ab" * 50000)[0]), re.match(r"(?:a|b)*?c", "ab" * 50000 + "c").end(), len(re.findall(r"[a-z]+", "hello world " * 10000)))
print(re.escape("a.b*c\n"), re.template if hasattr(re, "template") else "no template", re.purge())
