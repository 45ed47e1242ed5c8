"""Writes src/unicode/version_3_2.rs: where version 3.2 of the Unicode Character Database differs from the present one.

Run with a Python whose unicodedata.unidata_version is the wanted one. The facts are those of the Unicode Character
Database (Unicode licence v3).
"""
import unicodedata as new

old = new.ucd_3_2_0


def runs(value):
    """(first, last, value) of neighbouring code points with the same value; None is left out."""
    found = []
    for c in range(0x110000):
        v = value(chr(c))
        if v is None:
            continue
        if found and found[-1][1] == c - 1 and found[-1][2] == v:
            found[-1][1] = c
        else:
            found.append([c, c, v])
    return found


def changed(f, missing=None):
    def value(c):
        if old.category(c) == "Cn":
            return None
        a, b = ((f(db, c)) for db in (old, new))
        return a if a != b else None
    return runs(value)


def table(name, doc, kind, rows):
    print(f"\n/// {doc}")
    print(f"pub static {name}: &[{kind}] = &[")
    line = "   "
    for row in rows:
        if len(line) + len(row) > 116:
            print(line)
            line = "   "
        line += f" {row},"
    print(line)
    print("];")


def text(rows):
    return [f'({a:#x}, {b:#x}, "{v}")' for a, b, v in rows]


print('//! Where Unicode 3.2 differs from the present version (RFC 3454, on which domain names rest, speaks of 3.2). Written by')
print('//! `tools/unicode_3_2_table.py`.')
table("ASSIGNED", "First and last of each run of assigned code points.", "(u32, u32)",
      [f"({a:#x}, {b:#x})" for a, b, _ in runs(lambda c: True if old.category(c) != "Cn" else None)])
table("CATEGORIES", "Other categories.", "(u32, u32, &str)", text(changed(lambda db, c: db.category(c))))
table("BIDI", "Other bidirectional classes.", "(u32, u32, &str)", text(changed(lambda db, c: db.bidirectional(c))))
table("WIDTHS", "Other widths.", "(u32, u32, &str)", text(changed(lambda db, c: db.east_asian_width(c))))
table("MIRRORED", "Code points of which the mirrored property is the opposite of today's.", "(u32, u32)",
      [f"({a:#x}, {b:#x})" for a, b, _ in changed(lambda db, c: db.mirrored(c))])
table("DECIMALS", "Other decimal values (-1: none).", "(u32, i8)",
      [f"({c:#x}, {v})" for a, b, v in changed(lambda db, c: db.decimal(c, -1)) for c in range(a, b + 1)])
table("DECOMPOSITIONS", "Canonical decompositions that were corrected later.", "(u32, u32)",
      [f"({a:#x}, {ord(v):#x})" for a, b, v in changed(lambda db, c: db.normalize("NFD", c))])
