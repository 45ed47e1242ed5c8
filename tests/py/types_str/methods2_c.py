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
