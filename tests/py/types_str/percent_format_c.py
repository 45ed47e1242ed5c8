def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class R:
    def __repr__(self): return "répr"
    def __str__(self): return "stré"
    def __int__(self): return 42
    def __float__(self): return 1.25
    def __index__(self): return 7
r = R()
show(r"""
'%*d' % ('a', 1)
'%.*f' % ('a', 1)
'%.' % 1
'%s %(a)s' % {'a': 1}
'%(a)s %s' % {'a': 1}
'%(a)*d' % {'a': 1}
'abc%zdef' % 1
'%\u1234' % 1
'%d' % 1j
'%i' % float('nan')
'%d' % float('inf')
'%s' % ''.join(['a'] * 3), '%s' * 2 % (1, 2), ('%s' + '%s') % (1, 2), '%s %s' % tuple('ab'), '%.1f%%' % 50, 'é%s' % 'b', '%s😀' % 'é', '%r' % '😀', '%a' % '😀', '%10r|' % 'é', '%.3r' % 'abcdef'
'%+s' % 'x', '% s' % 'x', '%#s' % 'x', '%05s' % 'x', '%-05s|' % 'x', '%+x' % 5, '% x' % 5, '%+ d' % 5, '%- 5d|' % 5, '%0-5d|' % 5
""")
