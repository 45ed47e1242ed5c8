def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
{'x': 1, **{'x': 2, 'y': 3}, 'y': 4}
(lambda x, /, y=2, *a, k, **kw: (x, y, a, k, kw))(1, k=3, z=4)
1 if 2 else 3
(1, 2)[0], [1, 2][-1], 'abc'[1], {1: 2}[1]
1 .real, 1.0.real, 1..real
-1 ** 2, (-1) ** 2, 2 ** -1, 2 ** 3 ** 2
not 1 == 2, ~5, - -3, +-+3, not not []
1 + 2 * 3 - 4 / 2 // 1 % 3
1 | 2 ^ 3 & 4 << 1
'%s' % 1 + 'a'
0xdeadBEEF, 0B1, 0O7, 0XaB
9999999999999999999999, 0xffffffffffffffffffffffff
1e309, -1e309, 1e-400
'a\\
"\\N{LATIN SMALL LETTER E WITH ACUTE}"
'\\ud800'
""")
