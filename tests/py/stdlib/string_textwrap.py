import string, textwrap, difflib, pprint, reprlib, html, shlex, fnmatch, unicodedata
print(string.ascii_lowercase, string.digits, string.punctuation, string.whitespace.encode(), string.hexdigits, string.capwords("hello  world foo"), string.capwords("a-b", "-"), string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$x").safe_substitute(), string.Template("$a $b").get_identifiers())
for f in (lambda: string.Template("$x").substitute(), lambda: string.Template("$").substitute(), lambda: string.Formatter().format("{}", ), lambda: string.Formatter().format("{a}")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t = "The quick brown fox jumped over the lazy dog. " * 2
print(textwrap.wrap(t, 30), textwrap.fill(t, 40, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(t, 30), repr(textwrap.dedent("   a\n     b\n\n   c")), repr(textwrap.indent("a\n\nb", "> ")), textwrap.wrap("verylongwordthatbreaks short", 10), textwrap.wrap("hyphen-ated words-here", 8), textwrap.wrap("", 5), textwrap.fill("a\tb", 20), textwrap.wrap(t, 20, max_lines=2), sep="\n")
print("\n".join(difflib.unified_diff("a b c".split(), "a x c d".split(), "old", "new", lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), list(difflib.ndiff(["a"], ["b"])), difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes(), sep="\n")
pprint.pprint({"b": [1, 2, 3], "a": {"nested": ("x" * 20, "y" * 20, "z" * 20)}, "long": list(range(30))}); print(pprint.pformat([1, [2, [3]]], depth=2), pprint.pformat({"z": 1, "a": 2}, sort_dicts=False), pprint.pformat("word " * 20, width=40), pprint.pformat(list(range(5)), width=5, indent=2), pprint.pformat((1,)), pprint.pformat({1, 2}), pprint.saferepr([1]), pprint.isreadable([1]), sep="\n")
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10**100), reprlib.repr((1,)), reprlib.repr(set()))
class Rec:
    @reprlib.recursive_repr("<...>")
    def __repr__(self): return f"Rec({self.me!r})"
r = Rec(); r.me = r; print(r)
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&eacute;&#233;&#xe9;&amp;&nope;"), shlex.split("a 'b c' \"d e\" f\\ g"), shlex.quote("it's"), shlex.join(["a", "b c"]), fnmatch.fnmatch("file.txt", "*.txt"), fnmatch.filter(["a.py", "b.c"], "*.py"), fnmatch.translate("a?[bc]*"))
try: shlex.split("'unclosed")
except ValueError as e: print(e)
import urllib.parse as u
print(u.quote("a b/é?"), u.quote_plus("a b&c"), u.unquote("a%20b%C3%A9"), u.urlencode({"a": 1, "b": "x y"}), u.parse_qs("a=1&b=2&a=3"), u.urlparse("http://user:pw@host:80/p;x?q=1#f"), u.urljoin("http://a/b/c", "../d"), u.urlsplit("//h/p").netloc, u.urlunparse(("http", "h", "/p", "", "q", "f")), u.parse_qsl("a=1&b="), u.urlsplit("http://h:80/").port)
import base64, binascii, hashlib, zlib
print(base64.b64encode(b"hello?>"), base64.urlsafe_b64encode(b"hello?>"), base64.b64decode("aGk="), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b85encode(b"hello"), base64.a85encode(b"hello"), base64.b85decode(base64.b85encode(b"xyz")), binascii.hexlify(b"ab"), binascii.unhexlify("6162"), binascii.crc32(b"a"), binascii.b2a_base64(b"x"))
for f in (lambda: base64.b64decode("a"), lambda: binascii.unhexlify("6"), lambda: binascii.unhexlify("zz"), lambda: base64.b32decode("1"), lambda: base64.b64decode("a$b=", validate=True)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(hashlib.md5(b"a").hexdigest(), hashlib.sha1(b"a").hexdigest(), hashlib.sha256(b"a").hexdigest(), hashlib.sha512(b"").hexdigest()[:20], hashlib.blake2b(b"x", digest_size=8).hexdigest(), hashlib.sha3_256(b"").hexdigest()[:16], hashlib.new("sha256", b"q").name, hashlib.sha256().block_size, zlib.decompress(zlib.compress(b"x" * 100)) == b"x" * 100, zlib.crc32(b"abc"), zlib.adler32(b"abc"))
h = hashlib.sha256(); h.update(b"a"); c = h.copy(); h.update(b"b"); print(h.hexdigest() == hashlib.sha256(b"ab").hexdigest(), c.hexdigest()[:8])
