import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class S(str):
    def __new__(cls, v, x=0):
        o = super().__new__(cls, v); o.x = x; return o
show(r"""
'abc'.isalpha(), 'ab1'.isalnum(), '123'.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), '½'.isdigit(), '一'.isnumeric(), '٣'.isdecimal(), ''.isalpha(), 'é'.isalpha(), 'a b'.isalpha(), '１'.isdecimal()
'abc'.islower(), 'aBc'.islower(), 'ABC'.isupper(), '123'.isupper(), 'A1'.isupper(), 'Hello World'.istitle(), 'Hello world'.istitle(), 'HELLO'.istitle(), ''.istitle(), 'ǅ'.istitle(), 'ǅ'.isupper(), 'ª'.islower()
' \t\n'.isspace(), ''.isspace(), '\x1c\x85\u2003'.isspace(), '\u200b'.isspace(), 'a '.isspace(), 'abc_1'.isidentifier(), '1a'.isidentifier(), ''.isidentifier(), 'é'.isidentifier(), 'a-b'.isidentifier(), 'class'.isidentifier(), 'a\u0301'.isidentifier(), 'abc'.isprintable(), 'a\n'.isprintable(), ''.isprintable(), '\xa0'.isprintable(), '\xad'.isprintable(), 'a'.isascii(), 'é'.isascii(), ''.isascii()
'abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'abcdef'[1:5:2], 'abcdef'[5:1:-2], 'abc'[10:], 'abc'[-10:2], 'abc'[2:1], 'aé😀'[2], 'aé😀'[::-1], 'abc'[True], 'abc'[slice(None)], 'abcdef'[::-2], 'abc'[None:None:None], 'abc'[:-1], 'abc'[-2:]
'abc'[3]
'abc'[-4]
'abc'['a']
'abc'[1.0]
'abc'[None]
'abc'[::0]
'abc'[1, 2]
'abc'['a':]
'abc'[2**100]
'abc'[2**100:], 'abc'[:2**100], 'abc'[-2**100:]
'ab' + 'cd', 'ab' * 3, 3 * 'ab', 'ab' * 0, 'ab' * -1, 'ab' * True, 'a' 'b', 'é' + '😀', '' + 'x', 'x' * 1
'a' + 1
'a' + b'b'
""")
