"""LZ: compresses 12 KB of text and of bytes with a sliding window, and again with a dictionary; decodes both.

Source of the algorithm: Jacob Ziv and Abraham Lempel, 1977, as James Storer and Thomas Szymanski's LZSS (1982);
Terry Welch, "A Technique for High-Performance Data Compression" (LZW), 1984.

Exercises: bytes and bytearray indexing and slices, dicts keyed by bytes, integer loops.
"""

import sys

WINDOW = 4095
SHORTEST, LONGEST = 3, 18
TRIES = 16
EXPECTED = (12000, 3307, 3640)


def make_data(size):
    """Words in a skewed order, with stretches of noise between them."""
    words = b"the quick brown fox jumps over a lazy dog while rain in Spain stays mainly on the plain".split()
    seed = 12345
    data = bytearray()
    while len(data) < size:
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        value = seed >> 16
        if value % 40 == 0:
            for shift in range(8):
                data.append((value * (shift + 3) >> 2) & 255)
        data += words[(value % len(words)) * (value >> 5) % len(words)]
        data += b" "
    return bytes(data[:size])


def longest_match(data, position, chain):
    """The longest earlier occurrence among the latest few: its distance and its length."""
    best_length = best_distance = 0
    limit = min(LONGEST, len(data) - position)
    tries = 0
    for start in reversed(chain):
        if position - start > WINDOW or tries == TRIES:
            break
        tries += 1
        length = SHORTEST
        while length < limit and data[start + length] == data[position + length]:
            length += 1
        if length > best_length:
            best_length, best_distance = length, position - start
            if length == limit:
                break
    return best_distance, best_length


def lzss_encode(data):
    """Groups of eight items behind a byte of flags; an item is a byte or a (distance, length) in two bytes."""
    out = bytearray()
    chains = {}
    position, end = 0, len(data)
    flag_at, flag_bit = -1, 256
    while position < end:
        if flag_bit == 256:
            flag_at, flag_bit = len(out), 1
            out.append(0)
        length = 0
        if position + SHORTEST <= end:
            chain = chains.get(data[position : position + SHORTEST])
            if chain is not None:
                distance, length = longest_match(data, position, chain)
        if length:
            out[flag_at] |= flag_bit
            out.append(distance & 255)
            out.append((distance >> 8) << 4 | (length - SHORTEST))
        else:
            length = 1
            out.append(data[position])
        flag_bit <<= 1
        for i in range(position, min(position + length, end - SHORTEST + 1)):
            key = data[i : i + SHORTEST]
            if key in chains:
                chains[key].append(i)
            else:
                chains[key] = [i]
        position += length
    return bytes(out)


def lzss_decode(code):
    out = bytearray()
    i, end = 0, len(code)
    while i < end:
        flags = code[i]
        i += 1
        for bit in range(8):
            if i >= end:
                break
            if flags >> bit & 1:
                distance = code[i] | (code[i + 1] >> 4) << 8
                length = (code[i + 1] & 15) + SHORTEST
                i += 2
                start = len(out) - distance
                for k in range(length):
                    out.append(out[start + k])
            else:
                out.append(code[i])
                i += 1
    return bytes(out)


def lzw_encode(data):
    table = {bytes([i]): i for i in range(256)}
    codes = []
    word = b""
    for i in range(len(data)):
        longer = word + data[i : i + 1]
        if longer in table:
            word = longer
        else:
            codes.append(table[word])
            if len(table) < 4096:
                table[longer] = len(table)
            word = data[i : i + 1]
    if word:
        codes.append(table[word])
    return codes


def lzw_decode(codes):
    table = [bytes([i]) for i in range(256)]
    word = table[codes[0]]
    out = [word]
    for code in codes[1:]:
        if code < len(table):
            entry = table[code]
        elif code == len(table):
            entry = word + word[:1]
        else:
            raise ValueError("bad code")
        out.append(entry)
        if len(table) < 4096:
            table.append(word + entry[:1])
        word = entry
    return b"".join(out)


def once(data):
    packed = lzss_encode(data)
    assert lzss_decode(packed) == data
    codes = lzw_encode(data)
    assert lzw_decode(codes) == data
    return len(data), len(packed), len(codes) * 3 // 2


def run(n):
    data = make_data(12000)
    for _ in range(n):
        result = once(data)
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("lz: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 36))
