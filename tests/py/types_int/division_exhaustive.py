vals = [1, -1, 2, -2, 3, -3, 7, -7, 10**9, -10**9, 2**31, 2**62 - 1, -2**62, 2**62, -2**63, 2**63, 2**64 + 1, -10**25, 10**40 + 7]
bad = 0
for a in vals + [0]:
    for b in vals:
        q, r = divmod(a, b)
        if not (q == a // b and r == a % b and q * b + r == a and (r == 0 or (r > 0) == (b > 0)) and abs(r) < abs(b)): bad += 1
print("bad", bad)
for a in vals: print(a, [a // b for b in vals[4:13]], [a % b for b in vals[4:13]])
for a in vals: print([f"{a / b:.12g}" for b in vals])
print([pow(a, 3, 1000) for a in vals], [pow(a, -1, 101) for a in vals if a % 101], [pow(3, abs(a) % 1000, b) for a, b in zip(vals, vals[::-1])])
print((10**400) / (10**399), (10**400 + 1) / 10**400, 1 / (10**300), (2**1024) / (2**1000), (2**53 + 1) / 1, (2**60 + 1) / (2**6), -(10**30) / 7, 1 / 3 == (10**50) / (3 * 10**50))
for f in (lambda: 10**400 / 1, lambda: 1 / 10**400, lambda: 10**400 / 10**50, lambda: 1 // 0, lambda: 10**30 % 0, lambda: divmod(10**30, 0), lambda: 10**30 / 0, lambda: 0 / 10**30, lambda: float(2**1024), lambda: int(1e308) // 10**300, lambda: True / 2, lambda: 5 // True, lambda: 2**-1074, lambda: 2**-1075, lambda: 10**-400, lambda: 0**-1, lambda: 0**0, lambda: (-8)**-1, lambda: 0.0**-2):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
