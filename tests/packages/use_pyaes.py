"""pyaes: known answers of FIPS 197 and SP 800-38A, all modes, feeding in pieces, padding, errors."""

import pyaes

key = bytes(range(32))
block = bytes.fromhex("00112233445566778899aabbccddeeff")
for size in (16, 24, 32):
    aes = pyaes.AES(key[:size])
    sealed = aes.encrypt(block)
    print(size, bytes(sealed).hex(), bytes(aes.decrypt(sealed)) == block)

nist_key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
text = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
iv = bytes(range(16))
print("ecb", b"".join(pyaes.AESModeOfOperationECB(nist_key).encrypt(text[i : i + 16]) for i in (0, 16)).hex())
cbc = pyaes.AESModeOfOperationCBC(nist_key, iv)
print("cbc", (cbc.encrypt(text[:16]) + cbc.encrypt(text[16:])).hex())
print("cfb", pyaes.AESModeOfOperationCFB(nist_key, iv, segment_size=16).encrypt(text).hex())
print("ofb", pyaes.AESModeOfOperationOFB(nist_key, iv).encrypt(text).hex())
print("ctr", pyaes.AESModeOfOperationCTR(nist_key, pyaes.Counter(5)).encrypt(text).hex())

message = b"The quick brown fox jumps over the lazy dog. " * 200
for name, make in (
    ("cbc", lambda: pyaes.AESModeOfOperationCBC(key, iv)),
    ("ctr", lambda: pyaes.AESModeOfOperationCTR(key)),
    ("ofb", lambda: pyaes.AESModeOfOperationOFB(key, iv)),
):
    encrypter, decrypter = pyaes.Encrypter(make()), pyaes.Decrypter(make())
    sealed = b"".join([encrypter.feed(message[i : i + 1000]) for i in range(0, len(message), 1000)]) + encrypter.feed()
    opened = decrypter.feed(sealed) + decrypter.feed()
    checksum = 0
    for byte in sealed:
        checksum = (checksum * 257 + byte) % 1000003
    print(name, len(sealed), opened == message, checksum)
for wrong in (lambda: pyaes.AES(b"short"), lambda: cbc.encrypt(b"abc"), lambda: pyaes.AES(key).encrypt(b"x")):
    try:
        wrong()
    except ValueError as error:
        print("ValueError:", error)
