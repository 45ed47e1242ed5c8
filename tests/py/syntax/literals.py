def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
0xFF, 0o17, 0b101, 1_000_000, 0x_ff, 0b1_0
1e3, 1.5e-3, .5, 5., 1_0.0_1, 1e1_0
1j, 2.5J, 1e2j, 0j, .5j
00000, 0_0
'a' "b" 'c'
'''tri
r'\\n', '\\n', '\\t\\r\\a\\b\\f\\v\\\\\\'\\"'
'\\x41\\101\\u0042\\U00000043\\N{GREEK SMALL LETTER ALPHA}'
b'\\x00\\xff\\101', rb'\\x', Rb'\\', bR"a"
u'unicode', U"U"
'\\0', '\\08', '\\1234'
b'a' b'b'
[1, 2, ], (1, ), (), [], {}, {1}, {1: 2, }, {**{}}
..., Ellipsis, None, True, False, NotImplemented
{'a': 1, 'a': 2}, {1: 'a', True: 'b', 1.0: 'c'}
{1, True, 1.0}
[*range(3), *'ab'], (*[], 1, *(2,)), {*[1], *(1,)}
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
print("""line1
line2\
 continued""")
print('''it's "quoted" ''')
print('implicit ' 'concat '
      "over lines")
s = 'back\
slash'
print(s)
if True: x = 1; y = 2
total = 1 + \
    2
print(total, x, y)
ünïcödé = "identifier"; 变量 = 1; ﬁ = "ligature"
print(ünïcödé, 变量, fi)
match = case = type = soft = 1
print(match, case, type, soft, _ := 3, _)
print(0.1 + 0.2, 1e16, 123456789012345678.0, 1e22, 1e-5, 0.0001, -0.0)
