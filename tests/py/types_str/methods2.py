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
'a' * 'b'
'a' * 1.5
'a' - 'b'
'a' % 'b'
1 + 'a'
'a' * 2**100
'b' in 'abc', '' in 'abc', '' in '', 'bc' in 'abc', 'x' not in 'abc', '😀' in 'a😀', 'é' in 'abc'
1 in 'abc'
None in ''
'a' < 'b', 'a' < 'B', 'a' < 'aa', '' < 'a', 'é' > 'z', '😀' > '\uffff', 'abc' == 'abc', 'abc' != 'abd', 'a' == b'a', 'a' == 97, 'a' <= 'a', 'b' >= 'a', '\ud800' < '\ue000'
'a' < 1
len(''), len('é'), len('😀'), len('e\u0301'), len('\ud83d\ude00'), list('aé😀'), tuple('ab'), sorted('hello'), set('aaa'), max('abc'), min('abc'), ''.join(reversed('abc')), list(enumerate('ab')), dict(zip('ab', 'cd')), list(iter('ab'))
str(), str(5), str('a'), str(None), str([1, 'a']), str(b'abc', 'ascii'), str(b'\xc3\xa9', 'utf-8'), str(b'\xff', 'utf-8', 'replace'), str(b'a', errors='ignore'), str(object=5), str(b'abc'), str(bytearray(b'a'), encoding='ascii'), str(memoryview(b'x'), 'ascii'), str(type), str(...)
str(5, 'ascii')
str('a', 'ascii')
str(b'\xff', 'ascii')
str(b'a', 'nope')
str(b'a', 5)
str(1, 2, 3, 4)
str(foo=1)
repr('a'), repr("it's"), repr('"'), repr('\'"'), repr('\n\t\r\\'), repr('\x00\x1f\x7f\x80\xa0\xad'), repr('é😀'), repr('\u200b\u2028\ue000'), repr('\ud800'), repr('\U000e0001'), repr('\x1b'), ascii('é😀\u1234'), ascii('\ud800'), repr('')
'abc'.__len__(), 'abc'.__getitem__(1), 'abc'.__contains__('b'), 'abc'.__add__('d'), 'abc'.__mul__(2), 'abc'.__rmul__(2), 'abc'.__eq__('abc'), 'abc'.__eq__(1), 'abc'.__lt__('b'), 'abc'.__lt__(1), 'abc'.__format__('>5'), 'abc'.__mod__(()), 'abc'.__rmod__('%s'), 'abc'.__getnewargs__(), 'a'.__hash__() == hash('a'), 'abc'.__str__(), 'abc'.__repr__(), 'abc'.__iter__().__next__()
'abc'.__add__(1)
'abc'.__contains__(1)
'abc'.nope
str.upper('abc'), str.join('-', 'ab'), str.__len__('abc'), list(map(str.upper, 'ab')), str.lower
str.upper()
str.upper(5)
'a'.upper(1)
'a'.split(1, 2, 3)
'{} {}'.format(1, 2), '{0}{1}{0}'.format('a', 'b'), '{x}'.format(x=1), '{0[1]} {1.real}'.format([1, 2], 5), '{:>5}|{:<5}|{:^5}'.format('a', 'b', 'c'), '{!r:>5}'.format('a'), '{{}}'.format(), '{0:{1}}'.format(5, 4), '{a[k]}'.format(a={'k': 1}), '{}'.format_map({}) if False else '{k}'.format_map({'k': 2})
S('a'), type(S('a').upper()), type(S('a')[:]), type(S('a') + ''), S('a', 5).x, S('ab') == 'ab', {S('k'): 1}['k'], 'k' in {S('k')}, type(str(S('a'))), S('a').join([S('x')]), type(''.join([S('x')])), type('%s' % S('a')), S('abc')[1], isinstance(S('a'), str), S('b') in 'abc', type(S('x').strip()), type(S('x') * 1), type(S('x').replace('a', 'b')), type(S('x').__str__()), type(f"{S('x')}")
""")
s = ""
for i in range(1000): s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count("abc"))
t = s
s += "é"; u = s; s += "😀"; u += "x"
print(len(s), len(t), s[-3:], u[-3:], t[-2:])
a = "x" * 10; b = a; a += "y"; b += "z"
print(a, b)
print("%s" % "x" + "y" * 2, ("a" + "b") * 2 in "ababab")
class Idx:
    def __index__(self): return 1
print("abc"[Idx()], "abc"[Idx():], "ab" * Idx(), "abc".find("c", Idx()), "abc".center(Idx()))
class Eq(str):
    def __eq__(self, o): return "overridden"
    __hash__ = str.__hash__
print(Eq("a") == "b", "b" == Eq("a"), Eq("a") in ["q"], ["q"].index(Eq("z")))
