# Base 64 in whole groups and in pieces: lengths, line ends and other characters inside, padding in the middle, strictness.
import base64
import binascii

data = bytes(range(256)) * 2
for n in list(range(10)) + [255, 256, 257, 510, 511, 512]:
    text = binascii.b2a_base64(data[:n])
    assert binascii.a2b_base64(text) == data[:n], n
    assert base64.b64decode(base64.b64encode(data[:n]), validate=True) == data[:n], n
print(binascii.b2a_base64(b""), binascii.b2a_base64(b"a"), binascii.b2a_base64(b"ab"), binascii.b2a_base64(b"abc", newline=False))
print(base64.encodebytes(data[:100]))
print(base64.decodebytes(base64.encodebytes(data)) == data)

whole = base64.b64encode(data[:33])
for junk in (b"\n", b"!", b"\xff", b"-_", b" \t\r\n"):
    for at in range(len(whole) + 1):
        assert binascii.a2b_base64(whole[:at] + junk + whole[at:]) == data[:33], (junk, at)


def attempt(text, strict):
    try:
        return binascii.a2b_base64(text, strict_mode=strict)
    except binascii.Error as e:
        return str(e)


for text in (b"", b"A", b"AA", b"AAA", b"AAAA", b"AAAAA", b"AA==", b"AAA=", b"AA=", b"A=", b"A==", b"A===", b"A=A", b"A=AA", b"A====", b"=", b"====", b"AA==AA==", b"AAAA====",
             b"AAAA=AAA", b"AA=A", b"AA=A=", b"AAA=AAAA", b"AAAAAA==\n", b"AAAA\nAAAA", b"QUJD!REVG", b"QUJDRA==RQ==", b"AAAB+/9=", b"/w=="):
    print(text, attempt(text, False), attempt(text, True))
print(base64.urlsafe_b64decode("_-8="), base64.b64decode("QUJD", altchars="!?"), base64.b64decode(bytearray(b"QUJDRA==")))
