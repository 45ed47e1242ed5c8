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
""")
