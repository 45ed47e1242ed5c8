"""Writes src/unicode/data.bin: what str and unicodedata need to know of every code point.

Run with a Python whose unicodedata.unidata_version is the wanted one: python3.14 tools/unicode_tables.py > out.b64
(base64, so that it can come through a console). The facts are those of the Unicode Character Database (Unicode licence v3).
The layout is described in src/unicode/mod.rs, which reads it.
"""
import base64, struct, sys, unicodedata as u

GC = "Cn Cc Cf Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs".split()
BIDI = [""] + "AL AN B BN CS EN ES ET FSI L LRE LRI LRO NSM ON PDF PDI R RLE RLI RLO S WS".split()
EAW = ["A", "F", "H", "N", "Na", "W"]
(ALPHA, LOWER, UPPER, CASE_IGNORABLE, DECIMAL, DIGIT, NUMERIC, SPACE, LINEBREAK, PRINTABLE, XID_START, XID_CONTINUE,
 MIRRORED, LATIN1_CASE, NFC_STARTER, EXCLUDED) = [1 << i for i in range(16)]
N = 0x110000

numbers, number_index = [], {}
texts, text_index = [], {}          # multi-character case mappings
def number(x):
    if x not in number_index:
        number_index[x] = len(numbers); numbers.append(x)
    return number_index[x]
def mapping(c, s):
    """A distance, or the number of a text with 0x40000000 set."""
    if len(s) == 1:
        return ord(s) - c
    if s not in text_index:
        text_index[s] = len(texts); texts.append(s)
    return 0x40000000 | text_index[s]

records, record_index, per_point = [], {}, []
decomps, compositions = [], []
for c in range(N):
    s = chr(c)
    f = 0
    if s.isalpha(): f |= ALPHA
    if s.islower(): f |= LOWER
    if s.isupper(): f |= UPPER
    if ("A" + s + "\u03a3").lower()[-1] == "\u03c2" and (s + "\u03a3").lower()[-1] == "\u03c3": f |= CASE_IGNORABLE
    if s.isdecimal(): f |= DECIMAL
    if s.isdigit(): f |= DIGIT
    if s.isnumeric(): f |= NUMERIC
    if s.isspace(): f |= SPACE
    if len(("a" + s + "b").splitlines()) > 1: f |= LINEBREAK
    if s.isprintable(): f |= PRINTABLE
    if s.isidentifier() and c != 95: f |= XID_START
    if ("a" + s).isidentifier(): f |= XID_CONTINUE
    if u.mirrored(s): f |= MIRRORED
    d = u.decomposition(s)
    if d:
        tag = ""
        parts = d.split()
        if parts[0].startswith("<"):
            tag = parts.pop(0)
        pts = [int(p, 16) for p in parts]
        decomps.append((c, tag, pts))
        if not tag and len(pts) == 2:
            if u.normalize("NFC", "".join(map(chr, pts))) == s:
                compositions.append((pts[0], pts[1], c))
    rec = (GC.index(u.category(s)), BIDI.index(u.bidirectional(s)), u.combining(s), EAW.index(u.east_asian_width(s)), f,
           u.decimal(s, -1), u.digit(s, -1), number(float(u.numeric(s))) if s.isnumeric() else 0xffff,
           mapping(c, s.upper()), mapping(c, s.lower()), mapping(c, s.title()), mapping(c, s.casefold()))
    if rec not in record_index:
        record_index[rec] = len(records); records.append(rec)
    per_point.append(record_index[rec])

BLOCK = 128
blocks, block_index, stage1, stage2 = [], {}, [], []
for b in range(0, N, BLOCK):
    t = tuple(per_point[b:b + BLOCK])
    if t not in block_index:
        block_index[t] = len(block_index); stage2.extend(t)
    stage1.append(block_index[t])

tags = sorted({t for _, t, _ in decomps})
dec_points, dec_rows = [], []
for c, tag, pts in decomps:
    dec_rows.append((c, len(dec_points), len(pts), tags.index(tag)))
    dec_points.extend(pts)
compositions.sort()

sections = []
sections.append(struct.pack("<%dH" % len(stage1), *stage1))
sections.append(struct.pack("<%dH" % len(stage2), *stage2))
sections.append(b"".join(struct.pack("<BBBBHbbHHiiii", r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], 0, *r[8:]) for r in records))
sections.append(struct.pack("<%dd" % len(numbers), *numbers))
text_points = []
rows = []
for t in texts:
    rows.append((len(text_points), len(t))); text_points.extend(map(ord, t))
sections.append(b"".join(struct.pack("<HH", *r) for r in rows))
sections.append(struct.pack("<%dI" % len(text_points), *text_points))
sections.append(b"".join(struct.pack("<IHBB", *r) for r in dec_rows))
sections.append(struct.pack("<%dI" % len(dec_points), *dec_points))
sections.append(b"".join(struct.pack("<III", *r) for r in compositions))
head = 8 + 8 * len(sections)
out, body = [struct.pack("<II", len(sections), 0)], b""
for s in sections:
    s += b"\0" * (-len(s) % 8)
    out.append(struct.pack("<II", head + len(body), len(s)))
    body += s
sys.stderr.write("records %d blocks %d numbers %d texts %d decomps %d compositions %d tags %r\n" % (
    len(records), len(block_index), len(numbers), len(texts), len(decomps), len(compositions), tags))
print(base64.b64encode(b"".join(out) + body).decode())
