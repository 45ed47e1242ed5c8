def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
'hello world'.capitalize(), 'HELLO'.lower(), 'hello'.upper(), 'Hello World'.swapcase(), 'hello world'.title(), "they're bill's".title(), 'ßTRAẞE'.casefold(), 'ß'.upper(), 'ŉ'.upper(), 'İ'.lower(), 'ΑΣ'.lower(), 'ΑΣΑ'.lower(), 'Σ'.lower(), 'ǆ'.title(), 'ǆ'.upper(), 'ﬁ'.upper(), 'ﬁx'.capitalize(), 'ﬁx'.title()
'abc'.center(10), 'abc'.center(10, '*'), 'abc'.center(9, '*'), 'abc'.center(4, '*'), 'abcd'.center(7, '*'), 'abc'.ljust(6, '.'), 'abc'.rjust(6, '.'), 'abc'.center(2), '42'.zfill(5), '-42'.zfill(5), '+4'.zfill(4), 'abc'.zfill(2), ''.zfill(3), '--1'.zfill(5)
'abc'.center(5, 'ab')
'abc'.ljust('x')
'abc'.center(5, b'*')
'aXbXc'.count('X'), 'aaaa'.count('aa'), 'abc'.count(''), ''.count(''), 'abc'.count('', 1), 'abc'.count('', 4), 'abcabc'.count('abc', 1), 'abcabc'.count('bc', -4, -1), 'aaa'.count('a', None, 2)
'abc'.count(1)
'hello'.find('l'), 'hello'.rfind('l'), 'hello'.find('z'), 'hello'.index('e'), 'hello'.rindex('l'), 'hello'.find(''), 'hello'.rfind(''), 'hello'.find('', 5), 'hello'.find('', 6), 'hello'.find('l', 3), 'hello'.find('l', -2), 'hello'.rfind('l', 0, 3), ''.find(''), 'hello'.find('lo', 3, 4), 'aé😀b'.find('b'), 'aé😀b'.index('😀')
'hello'.index('z')
'hello'.rindex('z')
'hello'.find(None)
'hello'.find('l', 'x')
'hello'.startswith('he'), 'hello'.startswith(('x', 'h')), 'hello'.startswith(''), 'hello'.startswith('l', 2), 'hello'.endswith('lo'), 'hello'.endswith(('x', 'o')), 'hello'.endswith('l', 0, 4), 'hello'.startswith(()), 'hello'.startswith('', 6), 'hello'.startswith('', 5), 'hello'.endswith('hello', -10)
'hello'.startswith(5)
'hello'.startswith(('a', 5))
'hello'.endswith(['o'])
'a,b,,c'.split(','), 'a,b,,c'.split(',', 1), 'a,b,,c'.rsplit(',', 1), '  a  b '.split(), '  a  b '.split(None, 1), '  a  b '.rsplit(None, 1), ''.split(), ''.split(','), 'abc'.split('abc'), 'a b c'.split(' ', 0), 'a b c'.split(maxsplit=1), 'a--b--c'.split('--'), 'a--b--c'.rsplit('--', 1), 'a\x1fb\u2003c\x85d'.split(), 'aXbX'.rsplit('X'), ' x '.split(' '), 'a b'.split(None, 0), '  a b  '.rsplit(None, 0)
'abc'.split('')
""")
