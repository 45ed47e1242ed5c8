# int.from_bytes of bytes and of slices of bytes; other native class methods called through their class.
data = bytes((i * 37 + i // 7) & 255 for i in range(400))


def words(data, size, order):
    return [int.from_bytes(data[i : i + size], order) for i in range(0, len(data), size)]


for size in 1, 2, 3, 4, 5, 7, 8, 9, 16, 33:
    for order in "big", "little":
        w = words(data, size, order)
        print(size, order, len(w), hex(w[3]), hex(w[-1]), sum(w) % 1000003)


def default(data):
    n = 0
    for i in range(len(data)):
        n = (n * 3 + int.from_bytes(data[i : i + 4])) % 1000003
        n = (n * 3 + int.from_bytes(data)) % 1000003
        n = (n * 3 + int.from_bytes(data[i:i])) % 1000003
    return n


print(default(data))


def signed(data):
    return [int.from_bytes(data[i : i + 2], "little", signed=True) for i in range(300)]


print(sum(signed(data)), signed(data)[:6], signed(data)[-6:])
for size in range(1, 10):
    low, high = b"\x80" + bytes(size - 1), b"\xff" * size
    print([int.from_bytes(x, o, signed=s) for x in (low, high) for o in ("big", "little") for s in (False, True)])


def mixed(values):
    out = []
    for v in values:
        try:
            out.append(int.from_bytes(v, "big") % 1000003)
        except TypeError as e:
            out.append(str(e))
    return out


print(mixed([data[:3]] * 200 + [bytearray(b"abc"), memoryview(b"xyz"), [1, 2, 3], (4, 5), range(3), "abc", 5, data[:4]])[-10:])


def orders(data, orders):
    out = []
    for i, order in enumerate(orders):
        try:
            out.append(int.from_bytes(data[i : i + 2], order))
        except (ValueError, TypeError) as e:
            out.append(str(e))
    return out


print(orders(data, ["big"] * 200 + ["little"] * 3 + ["middle", None, "big"])[-7:])


class Int(int):
    pass


class Made(int):
    @classmethod
    def from_bytes(cls, data, order):
        return cls(len(data)), order


def subclass(cls, data):
    out = None
    for i in range(300):
        out = cls.from_bytes(data[i : i + 3], "big")
    return out


for cls in int, Int, Made, bool:
    x = subclass(cls, data)
    print(x, type(x).__name__)
Int.from_bytes = staticmethod(lambda data, order: (order, data))
print(subclass(Int, data))
del Int.from_bytes
print(subclass(Int, data), type(subclass(Int, data)).__name__)


def others():
    n = 0
    for i in range(300):
        d = dict.fromkeys(range(i % 5), i)
        n += len(d) + sum(d.values())
        n += len(bytes.fromhex("00ff" * (i % 3)))
        n += int(float.fromhex("0x1.8p3"))
    return n, d


print(others())
