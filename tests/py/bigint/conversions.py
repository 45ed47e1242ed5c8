vals = [10**k for k in (17, 18, 19, 20, 38, 39, 100)] + [2**k for k in (61, 62, 63, 64, 65, 127, 128, 200)] + [3**150, 7**99 - 1, -(5**80)]
for v in vals:
    s = str(v)
    print(s, int(s) == v, int(hex(v), 16) == v, int(oct(v), 8) == v, int(bin(v), 2) == v, len(bin(v)), v.bit_length(), int(f"{v:_}".replace("_", "")) == v)
for base in (2, 3, 5, 7, 10, 16, 27, 32, 36):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    def to(n): return to(n // base) + digits[n % base] if n >= base else digits[n]
    for v in (0, 1, base - 1, base, 10**25 + 7, 2**200 - 3): assert int(to(v), base) == v and int("-" + to(v), base) == -v and int(to(v).upper(), base) == v, (base, v)
    print(base, to(10**25 + 7), int("1" + "0" * 50, base) == base ** 50)
for n in (1, 7, 8, 9, 15, 16, 17, 31, 33):
    v = int.from_bytes(bytes(range(1, n + 1)), "big"); print(n, v, v.to_bytes(n, "big") == bytes(range(1, n + 1)), int.from_bytes(v.to_bytes(n + 3, "little"), "little") == v, (-v).to_bytes(n + 1, "big", signed=True).hex(), int.from_bytes((-v).to_bytes(n + 1, "little", signed=True), "little", signed=True) == -v)
for f in (0.0, 1.5, -2.9, 1e15, 1e16, 1e17, 1e22, 1e23, 1.7e308, 2.0**53, 2.0**62, 2.0**63, 2.0**64, -2.0**63, 123456789.99): print(f, int(f), float(int(f)) == f or abs(f) < 2**53, int(f).bit_length())
for v in (2**53 - 1, 2**53, 2**53 + 1, 2**53 + 2, 2**53 + 3, 2**54 + 2, 2**54 + 6, 2**64 - 1, 2**64 + 2**11, 2**64 + 2**11 + 1, 10**22, 10**23, 2**1023, 2**1024 - 2**970 - 1, 3**600): print(float(v), float(-v), v == float(v), v < float(v), v > float(v), int(float(v)) - v)
for v in (2**1024 - 2**970, 2**1024, 10**400):
    try: print(float(v))
    except OverflowError as e: print(e)
for s in ("1_000", "0x_ff", "1__0", "_1", " 12 ", "+5", "--5", "0b1", "1e5", "٣٤", "", "+", "12 34", "0_0"):
    for b in (10, 0, 16):
        try: print(repr(s), b, int(s, b), end="; ")
        except ValueError as e: print(repr(s), b, "E", end="; ")
print()
print(f"{10**30:,} {10**30:e} {10**30:.3g} {10**30:x} {-10**30:#o} {10**30:_b}"[:150], "%d %x %e %s" % ((10**25,) * 4), "{:>40}|{:<40}|{:^40}|{:040}".format(*(10**25,) * 4))
print(sum(int(c) for c in str(7**500)), str(2**300)[::-1][:20], str(9**99)[40:60], len(str(2**10000)), str(10**200 - 1) == "9" * 200, hash(2**61 - 1) == 0 or True)
