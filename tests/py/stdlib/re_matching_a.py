def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import re
from re import *
m = match(r"(?P<a>\w+)-(?P<b>\d+)?(x)?", "abc-12")
show(r"""
m.group(), m.group(0, 1), m.groups(), m.groups('z'), m.groupdict(), m['a'], m[2], m.start(), m.end('b'), m.span(1), m.span(3), m.pos, m.endpos, m.lastindex, m.lastgroup, m.string, m.re.pattern, m.expand(r'\2:\g<a>'), m, bool(m), m.regs
m.group(9)
m['zz']
search('b+', 'abbb'), match('b', 'ab'), fullmatch('a.c', 'abc'), fullmatch('a', 'ab'), findall(r'\d+', 'a1b22'), findall(r'(\w)(\d)', 'a1b2'), findall('', 'ab'), [x.span() for x in finditer('a*', 'baac')], split(r'\W+', 'a, b; c'), split('(,)', 'a,b'), split(',', 'a,b,c', maxsplit=1), split('x*', 'axbc'), sub('a', 'b', 'aaa', count=2), subn('a', 'b', 'aaa'), sub(r'(.)', r'<\1>', 'ab'), sub('x*', '-', 'abxd'), sub('a', lambda m: m[0] * 2, 'bab'), escape('a.b*c d-é')
findall(r'(?i)ABC', 'abcABC'), findall('^a', 'a\na', M), findall('a.b', 'a\nb', S), findall(r'a # comment' + '\n b', 'ab', X), findall(r'\w+', 'é ü', A), findall(r'\w+', 'é1_ü'), match('É', 'é', I), findall(r'(?s:.)(?-s:.)', '\n\n a'), search(r'(?i:a)b', 'Ab'), compile('a', I | M).flags, I, I | X, RegexFlag(0)
findall(r'a{2}', 'aaaa'), findall(r'a{2,}', 'aaaa'), findall(r'a{1,2}?', 'aaa'), findall(r'a??', 'aa'), findall(r'a+?b', 'aab'), match(r'(a+)+$', 'aaaa'), match(r'(?:a|ab)(?:c|bcd)', 'abcd'), findall(r'a++b', 'aab'), match(r'a*+a', 'aaa'), match(r'(?>a+)a', 'aaa'), findall(r'a{,2}', 'aaa')
findall(r'(?<=a)b', 'ab cb'), findall(r'(?<!a)b', 'ab cb'), findall(r'a(?=b)', 'ab ac'), findall(r'a(?!b)', 'ab ac'), findall(r'\ba', 'a ba'), findall(r'\Ba', 'a ba'), search(r'\Aa\Z', 'a'), search(r'a$', 'a\n'), search(r'a\z', 'a'), findall(r'(?m)^.$', 'a\nb'), match(r'(?P<q>["\']).*?(?P=q)', '"x"y'), match(r'(a)(?(1)b|c)', 'ab'), match(r'(a)?(?(1)b|c)', 'c'), match(r'(\w)\1', 'aa'), match(r'(?#comment)a', 'a')
findall(r'[a-c]', 'abcd'), findall(r'[^a-c]', 'abcd'), findall(r'[]a]', ']a'), findall(r'[\d_-]', '1-_a'), findall(r'[\w\s]', 'a b!'), findall(r'[a\-z]', 'a-z'), findall(r'\d', '1٣'), findall(r'\D\S\W', 'a! '), findall(r'\x41\u0042\101\t', 'ABA\t'), findall(r'[\N{DIGIT ONE}]', '123'), findall('.', 'é😀'), findall(r'[é-ü]', 'éíü'), findall(r'\.\*', 'a.*'), findall('[^]]', 'a]')
compile('a'), compile(b'a'), compile('a', I | S), compile('(?P<n>a)(b)').groupindex, compile('(a)(b)').groups, compile('a') == compile('a'), compile(compile('a')).pattern, match(b'a', b'ab'), findall(rb'\w', b'a\xe9'), sub(b'a', b'b', b'aa'), compile('a').search('bab', 2), compile('a').search('bab', 0, 1), compile('^a').match('ba', 1), compile('x' * 300)
compile('(')
compile(')')
compile('*')
compile('a**')
compile('[')
""")
