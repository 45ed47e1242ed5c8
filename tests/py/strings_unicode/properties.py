cps = [0x41, 0x61, 0x30, 0xB2, 0xBD, 0xDF, 0x130, 0x131, 0x149, 0x1C4, 0x1C5, 0x1C6, 0x2BC, 0x300, 0x345, 0x37A, 0x3A3, 0x3C2, 0x390, 0x5D0, 0x660, 0x966, 0xE33, 0x10D0, 0x13A0, 0x13F8, 0x1E9E, 0x1F88, 0x1FB3, 0x2000, 0x200B, 0x2028, 0x202F, 0x2060, 0x20AC, 0x2124, 0x2160, 0x2170, 0x2460, 0x24B6, 0x24D0, 0x3000, 0x3007, 0x4E00, 0x4E8C, 0xA7F8, 0xAB70, 0xAC00, 0xD800, 0xE000, 0xFB00, 0xFB06, 0xFDFA, 0xFEFF, 0xFF10, 0xFF21, 0xFFFD, 0xFFFF, 0x10400, 0x10428, 0x1D400, 0x1D7CE, 0x1F600, 0x20000, 0xE0001, 0x10FFFF, 0x85, 0xA0, 0xAA, 0xAD, 0xB5, 0xB7, 0xBA, 0xC0, 0xD7, 0xF7, 0xFF, 0x100, 0x178, 0x17F, 0x180, 0x1C, 0x1F, 0x20, 0x7F, 0x80, 0x9, 0xB, 0x0, 0x5F]
checks = ["isalpha", "isdecimal", "isdigit", "isnumeric", "isspace", "isupper", "islower", "istitle", "isidentifier", "isprintable", "isalnum", "isascii"]
for c in cps:
    ch = chr(c)
    print(f"{c:06x}", "".join("1" if getattr(ch, m)() else "0" for m in checks), ascii(ch.upper()), ascii(ch.lower()), ascii(ch.title()), ascii(ch.casefold()), ascii(ch.swapcase()), ascii(ch.capitalize()), ("a" + ch).isidentifier(), len(repr(ch)))
def count(m): return sum(getattr(chr(c), m)() for c in range(0x110000))
for m in checks: print(m, sum(getattr(chr(c), m)() for c in range(0x3000)), [hex(c) for c in range(0x3000) if getattr(chr(c), m)()][-2:])
import zlib
for m in ("upper", "lower", "title", "casefold"):
    print(m, zlib.crc32("\n".join(getattr(chr(c), m)() for c in range(0x3000)).encode("utf-8", "surrogatepass")))
print("ΑΣ ΑΣ. Σ ΣΑ ΑΣΑ Α.Σ ΑΣ'Α".lower().encode("unicode_escape"), "ὈΔΥΣΣΕΎΣ".lower(), "ὈΔΥΣΣΕΎΣ".title())
print(ascii("ŉx ǰ ΐ ﬃ ßs ẞ".upper()), ascii("ŉx ﬃa ßs".title()), ascii("ŉx".capitalize()), "ǆabc ǄABC".title(), "ǄABC".swapcase(), "ijsland ĳsland".title())
print("İ".lower().encode(), len("İ".lower()), "I".lower(), "ı".upper(), "K".lower() == "k", "Å".lower() == "å", "ſ".upper(), "ſ".casefold())
print("straße".casefold() == "STRASSE".casefold(), "ﬀ".casefold(), "Ω".casefold() == "ω", "ς".casefold() == "σ".casefold())
print([int(c) for c in "٣߅९𝟗３"], [float(c) for c in "٣𝟗"], int("１２３"), "१२".isdecimal(), "²³".isdigit(), "Ⅷ".isnumeric(), "㊿".isnumeric())
