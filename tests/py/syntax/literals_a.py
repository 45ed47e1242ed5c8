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
""")
