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
'%s' % 'a', '%r' % 'a', '%a' % 'é', '%s %s' % (1, 2), '%s' % (1,), '%s' % [1, 2], '%s' % {'a': 1}, '%%' % (), '%s%%' % 5, '%s %r %a' % (r, r, r), '%s' % None, '%s' % ((1, 2),)
'%d' % 5, '%d' % 5.9, '%i' % -3, '%u' % 7, '%5d|%-5d|%05d|%+d|% d' % (1, 2, 3, 4, 5), '%d' % True, '%d' % 2**70, '%d' % r, '%.3d' % 5, '%08.3d' % 5, '%+05d' % 5, '%-05d|' % 5, '%d' % -0.9
'%x %X %o' % (255, 255, 8), '%#x %#X %#o' % (255, 255, 8), '%x' % -255, '%#010x' % 255, '%#.5x' % 255, '%x' % r, '%#x' % 0, '%08o' % 9
'%f' % 1.5, '%.2f' % 3.14159, '%10.3f|' % 2.5, '%-10.1f|' % 2.5, '%+.1f' % 2.0, '%010.2f' % -3.14, '%e' % 12345.678, '%.2E' % 0.00012, '%g' % 1e10, '%g' % 0.0001, '%G' % 1e-10, '%.3g' % 1234.5, '%#g' % 1.0, '%#.0f' % 1, '%f' % 1, '%f' % True, '%f' % r, '%.0f' % 0.5, '%.0f' % 1.5, '%f' % float('inf'), '%F' % float('nan'), '%05f' % float('-inf'), '%+f' % float('nan'), '%.50f' % 0.1
'%c' % 'a', '%c' % 97, '%c' % 0x1F600, '%5c|' % 'x', '%-3c|' % 'é', '%c' % r
'%5s|%-5s|%.2s|%5.1s|' % ('ab', 'ab', 'abc', 'abc'), '%*d' % (5, 42), '%-*d|' % (5, 42), '%.*f' % (2, 3.14159), '%*.*f' % (8, 2, 3.14159), '%*d|' % (-5, 42), '%ld %hd %Lf' % (1, 2, 3.0)
'%(a)s %(b)d' % {'a': 'x', 'b': 5}, '%(a)s %(a)r' % {'a': 'x'}, '%(a)5.1f' % {'a': 2.25}, '%(x y)s' % {'x y': 1}, '%((a))s' % {'(a)': 1}, '%()s' % {'': 1}, 'no formats' % {}, '%s' % {'a': 1}, 'x' % {'a': 1}, 'x' % [], 'x' % ''  if False else 'x' % ()
'%d' % 'a'
'%d' % None
'%x' % 1.5
'%x' % 'a'
'%f' % 'a'
'%c' % 'ab'
'%c' % 1.5
""")
