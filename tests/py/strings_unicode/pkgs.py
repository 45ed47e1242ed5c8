# The Unicode database of version 3.2 (domain names), and what encodings.idna makes of it.
import unicodedata as new

old = new.ucd_3_2_0
print(old.unidata_version, type(old).__name__, isinstance(old, new.UCD))
points = (0x41, 0xa7, 0xaa, 0xad, 0xb2, 0xe9, 0x221, 0x660, 0x6dd, 0xf3a, 0x1369, 0x16cf, 0x2028, 0x20b9, 0x231a, 0x4e00,
          0x9fa6, 0xac00, 0xfb01, 0x1d7db, 0x1f600, 0x2f868, 0x2f91f, 0x10ffff)
for c in map(chr, points):
    print(hex(ord(c)), [(d.category(c), d.bidirectional(c), d.mirrored(c), d.east_asian_width(c), d.combining(c),
                         d.decomposition(c), d.decimal(c, None), d.digit(c, None), d.numeric(c, None), d.name(c, "?"),
                         ascii(d.normalize("NFC", c)), ascii(d.normalize("NFKD", c))) for d in (old, new)])
for call in (lambda: old.lookup("GRINNING FACE"), lambda: old.name("\U0001f600"), lambda: old.decimal("x"),
             lambda: old.category("xy"), lambda: old.normalize("NFX", "a")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(old.lookup("LATIN SMALL LETTER A"), ascii(old.normalize("NFC", "e\u0301\U0001f600e\u0301")), old.is_normalized("NFC", "\xe9"))
print("b\xfccher.example".encode("idna"), b"xn--bcher-kva.example".decode("idna"), "Stra\xdfe".encode("idna"))
import stringprep
print(stringprep.in_table_a1("\u0221"), stringprep.in_table_c12("\xa0"), ascii(stringprep.map_table_b2("\xdf")))
