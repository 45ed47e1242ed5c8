"""Arithmetic of ints around the borders of limbs, against the laws that hold between the operations."""

state = 123456789


def random():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
    return state >> 20


def number():
    n = 0
    for _ in range(random() % 7):
        n = (n << (random() % 61)) ^ random()
    kind = random() % 6
    if kind == 0:
        n = (1 << (random() % 300)) - (random() % 3)
    elif kind == 1:
        n = random() << (random() % 4000)
    return -n if random() & 1 else n


digest = 0


def mix(v):
    global digest
    digest = (digest * 31 + v) % (2**127 - 1)


for _ in range(1500):
    a, b = number(), number()
    for v in (a + b, a - b, a * b, -a, ~a, a & b, a | b, a ^ b, a << (b % 70), a >> (abs(b) % 130), abs(a), int(a < b), int(a == b)):
        mix(v)
    mix(a.bit_length())
    assert (a + b) - b == a and a - a == 0 and (a < b) == (b > a) and -(-a) == a and ~~a == a
    assert int(str(a)) == a and hash(a) == hash(a + b - b) and (a ^ b) ^ b == a
    if b:
        q, r = divmod(a, b)
        assert q == a // b and r == a % b and q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
        mix(q * 7 + r)
        assert a * b // b == a and a * b % b == 0
print(digest)
a, b = 3**2000, 7**1500
print((a * b) % 10**50, (a**2 // b) % 10**40, divmod(-a, b)[1] % 10**20, pow(3, b, 10**30))
print(a * a == a**2, (a * b) // a == b, (a + 1) * (a - 1) == a * a - 1, a**3 // a**2 == a, (a**3 + 5) % a**2 == 5)
for k in (61, 62, 63, 64, 65, 127, 128, 129):
    n = 1 << k
    print(k, n - 1, -n, n + n == n << 1, -n >> 3, -n - 1 >> k, n * n >> k == n, (n - 1) * (n - 1), -n // 3, -n % 3, n // -n, ~n)
