"""What the matcher decides before it tries: branches by first characters, settled repeats, where searches begin."""
import re


def spans(pattern, text, flags=0):
    return [(m.span(), *(m.span(g + 1) for g in range(m.re.groups))) for m in re.finditer(pattern, text, flags)]


def show(pattern, *texts, flags=0):
    for text in texts:
        print(repr(pattern), repr(text), spans(pattern, text, flags))


# branches: alternatives that begin alike, that may be empty, more of them than a word has bits
show(r"ab|a|abc|", "abcab", "", "xa")
show(r"(?:a|ab|abc)+d", "abcabd", "abcabc")
show("|".join(f"k{i}" for i in range(100)), "k7 k99 k100 k")
show("(?:" + "|".join(f"{c}{c}" for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") + "|)x", "ZZx aax x ax")
show(r"é|\u0436|\U00010400|b", "b\u0436", "é", "\U00010400\u0436")
show(r"(a)?(b)?(?:c|(d))?", "abd", "bc", "d", "")
show(r"(?:(a)|(b)|(c))*", "abcab", "ca", "")

# loops: bodies that may be empty, that take characters, counted ones, lazy ones
show(r"(a*)*", "aab", "")
show(r"(a*)+?b", "aab", "b")
show(r"(?:a|b*?)*c", "abac", "abab")
show(r"(ab){2,3}?", "ababababab")
show(r"(a|ab){2}c", "aabc", "ababc")
show(r"(?:(\w)(\d)?)+", "a1b2c", "ab1")
show(r"(\w+\s*)+?$", "one two  three", "one!")
show(r"^(\w+\s?)*$", "a bc def", "a  b")
show(r"(?:\b|x)*y", "xxy y")
show(r"((?=a)|b)*", "bba")
show(r"(?:(?:a|b)(?:c|d))*e", "acbde", "acb")

# repeats of one character: what follows is disjoint, overlaps, may be empty, is the end
show(r'"[^"]*"', '"a" "" "b')
show(r'".*"', '"a" "b" c')
show(r'".*?"', '"a" "\n" "b"')
show(r"a*ab", "aaab", "ab", "b")
show(r"\w+\d", "ab12", "12", "ab")
show(r"\w{2,3}\w", "abcdef", "abc", "ab")
show(r"[ab]{2,4}?b", "aabab", "bbb")
show(r"a+?", "aaa")
show(r"(\d+)(\d*?)(\d)", "12345")
show(r"\s*$", "a  \n", "  ")
show(r"a*+a|b", "aaab")
show(r"(?>a+)b|(?>a|ab)c", "aab abc ac")
show(r"(?:ab?)++b|(?:a|ab)*+c", "abab ababc aac")
show(r"x*", "axb")
show(r".*(?=b)", "aabab")
show(r".*?(?=(b))", "aab")

# where searches begin
show(r".*foo", "a\nb foo foo\nfoo\nbar", "no", "foo\n")
show(r"(.*)=\1", "a=b=b\nxx=x")
show(r".+;", "a\n;\nb;c;d", flags=re.S)
show(r"^\w*", "a\n\nbc\n", flags=re.M)
show(r"^\w*", "a\n\nbc\n")
show(r"(^|,)x", "x,x\nx")
show(r"\bfoo\b", "foo food foo.")
show(r"[ac][bd][ac][bd]", "abababcdabd", "xabxabab")
show(r"aXb|aYc", "aXaXbaYc" + "a" * 50 + "aXb")
show(r"abcabd", "abcabcabd", "abcab")
show(r"\u0436\u0437", "\u0436\u0436\u0437", "abc", "\u0436")
show(r"a\u0436", "a\u0436aa\u0436", "aa")
show(r"(?i)stra(?:ß|ss)e", "STRASSE Straße strase")
show(r"(?i)[k-l]+\u017f", "\u212aKlS", "kſ", "kx")
show(r"(?i)\xe9\u0436", "É\u0416", "é\u0436é")
print([re.compile(p).search("xxabc", 2).span() for p in ("^|a", "a", r"\Ba|b", r"(?<=x)a", "[a-c]+", "abc")])
print([re.compile(p).search("xxabc", 0, 4) for p in ("abc", "c", "c$", "b$", r"b\b", "[bc]{2}")])

# lookbehind, conditions, references
show(r"(?<=a|b)c|(?<!\w)d", "ac bc cc d ad")
show(r"(?<=(a)b)c", "abc")
show(r"(a)?b(?(1)c|d)", "abc bd abd bc")
show(r"(?:(a)|b)(?(1)x)y", "axy by ay")
show(r"(?i)(a\xe9)-\1", "aé-AÉ aé-ae")
show(r"(?:(a)|(b)|\1\2)+c", "abc", "aac")
show(r"(?!a*b)a+", "aac aab")
show(r"(?=(a+))a*b\1", "aaabaa", "baaabac")

# bytes, ASCII, the locale
show(rb"\w+|\xe9.", b"ab\xe9\xe9 c")
show(rb"(?L)\w+|[\w-]x", b"ab-x\xe9")
show(rb"(?Li)aB\b", b"AB ab aBc")
show(r"(?a)\w+|\b", "aé_1")
show(r"(?ai)[a-z]\u017f", "aſ AS")

# methods over all of a text
print(re.findall(r"(\w)(\d)?", "a1b"), re.split(r"(,)|;", "a,b;c"), re.sub(r"(\w)(\d)?", r"<\g<0>:\2>", "a1b"))
print(re.sub(r"(a)|b", r"[\1]", "abc"), re.sub("x*", "-", "abxd"), re.subn(r"\b", "|", "a b", count=2))
m = re.search(r"(?P<a>a)(?P<b>b)?|(?P<c>c)", "xac")
print(m.regs, m.groupdict(), m.lastindex, m.lastgroup, m.start("b"), m.span(1), m.end(), m)
p = re.compile("(a)b")
print(hash(p) == hash(re.compile("(a)b")), p == re.compile("(a)b"), {p: 1}[p])

# long texts and deep nesting
print(len(re.match(r"(?:a|b)*", "ab" * 200000)[0]), re.match(r"(?:(a)|b){0,400000}c", "ab" * 50000))
print(re.match("(" * 90 + "a" + ")" * 90 + "*", "a" * 50).span(90), len(re.match(r"(a*b?)*c|a*", "a" * 20)[0]))
print(re.search(r"(?s).*x", "a\n" * 20000), re.search("(?:x+x+)+y", "x" * 10))


# a pattern used inside its own replacement
def inner(m):
    return p2.sub(lambda n: n[1].upper(), m[1] + m[1]) if len(m[1]) == 1 else m[0]


p2 = re.compile(r"(\w+)")
print(p2.sub(inner, "a bc d"))
