def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
'a\tb\tc'.expandtabs(), 'a\tb'.expandtabs(4), 'abc\tb\n\tc'.expandtabs(3), 'a\tb'.expandtabs(0), '\t\t'.expandtabs(2), 'a\r\tb'.expandtabs(4), 'a\tb'.expandtabs(-1), 'a\tb'.expandtabs(tabsize=2)
'abc'.translate({97: 'X', 98: None, 99: 0x1F600}), 'abc'.translate(str.maketrans('ab', 'xy')), 'abc'.translate(str.maketrans('ab', 'xy', 'c')), str.maketrans({'a': 1, 98: 'z'}), str.maketrans('a', 'b', 'c'), 'abc'.translate({}), 'abc'.translate('x' * 98 + 'yz'), 'aé'.translate({0xe9: 'long replacement'})
str.maketrans('ab', 'c')
str.maketrans({'ab': 1})
str.maketrans('a')
str.maketrans({1.5: 'x'})
'abc'.translate(5)
'abc'.translate({97: 1.5})
'abc'.translate({97: -1})
'abc'.translate({97: 0x110000})
'abc'.encode(), 'é😀'.encode(), 'é'.encode('latin-1'), 'é'.encode('utf-16-le'), 'é'.encode('utf-32-be'), 'a'.encode('utf-16').__len__(), 'é'.encode('ascii', 'ignore'), 'é'.encode('ascii', 'replace'), 'é'.encode('ascii', 'xmlcharrefreplace'), 'é😀'.encode('ascii', 'backslashreplace'), 'é'.encode('ascii', 'namereplace'), '\ud800'.encode('utf-8', 'surrogatepass'), '\udc80'.encode('utf-8', 'surrogateescape'), 'abc'.encode(encoding='ascii', errors='strict')
'é'.encode('ascii')
'aé\u1234b'.encode('latin-1')
'\ud800'.encode()
'a'.encode('nope')
'é'.encode('ascii', 'nope')
'a'.encode(5)
""")
