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
'%c' % -1
'%c' % 0x110000
'%c' % ''
'%s %s' % 1
'%s %s' % (1,)
'%s' % (1, 2)
'a' % 5
'a' % (1,)
'%' % ()
'%y' % 1
'%5' % 1
'%(a)s' % 5
'%(a)s' % {'b': 1}
'%(a' % {'a': 1}
""")
