def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
'abc'.split(5)
'abc'.split(',', 'x')
'a\nb\r\nc\rd'.splitlines(), 'a\nb\r\nc\rd'.splitlines(True), 'a\n'.splitlines(), '\n'.splitlines(), ''.splitlines(), 'a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i'.splitlines(), 'a\n\nb'.splitlines(keepends=True)
'a-b-c'.partition('-'), 'a-b-c'.rpartition('-'), 'abc'.partition('-'), 'abc'.rpartition('-'), 'a--b'.partition('--')
'abc'.partition('')
'abc'.partition(5)
'-'.join(['a', 'b']), ''.join([]), '-'.join('abc'), ','.join(('x',)), 'x'.join({'k': 1}), '-'.join(str(i) for i in range(3)), 'é'.join(['a', '😀'])
'-'.join([1])
'-'.join(['a', b'b'])
'-'.join(5)
'-'.join(['a', None])
'aaa'.replace('a', 'b'), 'aaa'.replace('a', 'b', 2), 'abc'.replace('', '-'), 'abc'.replace('', '-', 2), ''.replace('', 'x'), ''.replace('a', 'b'), 'aaa'.replace('aa', 'b'), 'abc'.replace('z', 'y'), 'abc'.replace('b', 'é'), 'aéa'.replace('é', ''), 'aaa'.replace('a', 'bb', -1), 'aaa'.replace('a', 'b', count=1), 'aaa'.replace('a', '', 0)
'a'.replace('a')
'a'.replace('a', 5)
'  ab '.strip(), 'xxabxx'.strip('x'), 'abcba'.strip('ab'), '  ab '.lstrip(), '  ab '.rstrip(), 'abcba'.lstrip('ab'), 'abcba'.rstrip('ab'), 'ab'.strip(''), '\u2003x\x1f'.strip(), 'ab'.strip(None), 'éaé'.strip('é'), ''.strip('a')
'a'.strip(5)
'prefix-x'.removeprefix('prefix-'), 'x'.removeprefix('y'), 'x.py'.removesuffix('.py'), 'x'.removesuffix(''), 'ab'.removeprefix('ab')
'a'.removeprefix(('a',))
""")
