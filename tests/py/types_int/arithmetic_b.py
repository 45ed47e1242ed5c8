def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
3037000500 * 3037000500, 4294967296 * 4294967296, 2**62 * 2, -(2**62), -(-2**63), abs(-2**63), -2**63 // -1
2147483648 * 2147483648, 1 << 62, 1 << 61, (1 << 62) - 1, (2**62 - 1) * 2, -2**62 * 2
True + True, True * 5, True / 2, -True, ~True if False else 0, True << 3, True & False, True | 2, True ^ True, type(True & True), type(True & 1), True // 1, True ** 2
1 + 1.5, 1 - 0.5, 2 * 0.5, 3 // 2.0, 3 % 2.5, 2 ** 0.5 > 1.414, 2 ** 3.0, 1 + 1j, 5 // 0.3, -5 % 0.3 > 0
(-8) ** (1/3) == complex(-8) ** (1/3), (-1) ** 0.5 == (-1+0j) ** 0.5, type((-8) ** 0.5)
1 == 1.0, 1 == 1 + 0j, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, 10**400 < float('inf'), -10**400 > float('-inf'), 10**400 == float('inf'), 1 < float('nan')
1 < 2, 2**100 > 2**99, -2**100 < -2**99, 2**64 == 2**64, 2**64 != 2**64 + 1, 1 < 1.5 < 2, 3 <= 3, 3 >= 4
1 + 'a'
'a' + 1
1 + None
1 - []
1 & 1.0
1 << 1.0
1 // 0
1 % 0
""")
