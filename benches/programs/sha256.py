"""SHA-256: hashes messages of 0 to 8192 bytes; the constants are computed, not listed.

Source of the algorithm: NIST, FIPS 180-4, "Secure Hash Standard"; the expected digests of the empty message and of
"abc" are its published examples.

Exercises: 32-bit arithmetic with masks and shifts, lists of 64 words, bytes.
"""

import sys

MASK = 0xFFFFFFFF
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
EXPECTED = "ae67473d61aff10931b12a78a128124f77f9d0d9c3691f255f1c885a8bc4673d"


def primes(count):
    found = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return found


def integer_root(value, degree):
    """The largest r with r ** degree <= value, by bisection."""
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low + 1 < high:
        middle = (low + high) // 2
        if middle**degree <= value:
            low = middle
        else:
            high = middle
    return low


def fractions(count, degree):
    """The first 32 bits of the fractional parts of the roots of the first primes."""
    return [integer_root(prime << (32 * degree), degree) & MASK for prime in primes(count)]


def pad(message):
    bits = len(message) * 8
    zeros = (55 - len(message)) % 64
    return message + b"\x80" + bytes(zeros) + bits.to_bytes(8, "big")


def schedule(block):
    w = [int.from_bytes(block[i : i + 4], "big") for i in range(0, 64, 4)]
    for i in range(16, 64):
        x, y = w[i - 15], w[i - 2]
        s0 = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
        s1 = (y >> 17 | y << 15) ^ (y >> 19 | y << 13) ^ y >> 10
        w.append((w[i - 16] + s0 + w[i - 7] + s1) & MASK)
    return w


def compress(state, block, constants):
    a, b, c, d, e, f, g, h = state
    for word, constant in zip(schedule(block), constants):
        s1 = (e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)
        t1 = (h + (s1 & MASK) + (e & f ^ ~e & g) + constant + word) & MASK
        s0 = (a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)
        t2 = (s0 & MASK) + (a & b ^ a & c ^ b & c)
        h, g, f, e = g, f, e, (d + t1) & MASK
        d, c, b, a = c, b, a, (t1 + t2) & MASK
    return [(x + y) & MASK for x, y in zip(state, (a, b, c, d, e, f, g, h))]


class Sha256:
    initial = fractions(8, 2)
    constants = fractions(64, 3)

    def digest(self, message):
        data = pad(message)
        state = self.initial
        for i in range(0, len(data), 64):
            state = compress(state, data[i : i + 64], self.constants)
        return "".join(["%08x" % word for word in state])


def run(n):
    sha = Sha256()
    assert sha.digest(b"") == EMPTY
    assert sha.digest(b"abc") == ABC
    message = bytes([i * 7 & 255 for i in range(8192)])
    for _ in range(n):
        result = sha.digest(message)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("sha256: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
