ascii_, latin, bmp, astral = "hello world", "héllo wörld", "hełło świat", "h😀llo 🌍!"
for s in (ascii_, latin, bmp, astral):
    print(s, len(s), [s[i] for i in range(0, len(s), 3)], s[::-1], s[1:4], s[-3:], s[::2], s.upper(), s.title(), s.find("l"), s.rfind("l"), s.count("l"), s.split(), s.partition(" "), s.replace("l", "L"), s.replace("l", "😀"), s.center(15, "·"), s.encode(), sorted(s)[:4], max(s), min(s), s * 2, s + "é", "x" in s, s.isascii(), ascii(s))
print([a == b for a in (ascii_, latin, bmp, astral) for b in (ascii_, latin, bmp, astral)], sorted([astral, bmp, latin, ascii_]), ascii_ < latin < bmp, hash(latin[0:2] + latin[2:]) == hash(latin))
mix = ascii_ + latin + bmp + astral
print(len(mix), mix[11:15], mix[12], mix[-8], mix.index("😀"), mix.count("l"), mix[::7], len(mix.encode("utf-8")), len(mix.encode("utf-16-le")), mix.find("świat"), mix.rfind("w"), mix[22:27] == bmp[:5])
narrow = astral[2:6]; print(narrow, narrow == "llo ", hash(narrow) == hash("llo "), {"llo ": 1}[narrow], narrow.isascii(), narrow is not None)
s = ""
for i in range(300): s += chr([65, 233, 0x142, 0x1F600][i % 4]); 
print(len(s), s[:8], s[100:104], s.count("é"), s[299], s[-4:], s.find("ł", 290), len(set(s)))
l = list("aé😀"); l[1] = "b"; print("".join(l), "".join(reversed(l)), "é".join("ab"), "a".join(["é", "😀"]))
print("é" < "z", "é" > "z", "\uffff" < "\U00010000", "Z" < "a" < "é" < "ł" < "😀", "a" + chr(0x10FFFF) > "a\uffff", sorted("zéaZ😀ł"))
for a, b in [("é", "e\u0301"), ("ﬁ", "fi"), ("K", "K"), ("ß", "ss")]: print(a == b, len(a), len(b), a.casefold() == b.casefold(), a.upper(), b.upper())
print("".join(chr(i) for i in range(32, 127)), repr("".join(chr(i) for i in range(0, 32))), repr("".join(chr(i) for i in range(127, 175))))
t = "a😀" * 1000; print(len(t), t[1999], t[1000:1003], t.count("😀"), t.rindex("a"), t.replace("😀", "b")[:4], len(t.replace("a", "")), t.split("😀")[:3], t[::-2][:4], t.find("😀a", 1500))
