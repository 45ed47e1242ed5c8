def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class A:
    x = 5
    l = [1, [2, 3]]
    d = {"k": "v", "1": "one", 1: "int one"}
    def __format__(self, s): return f"A({s})"
    def __str__(self): return "A-str"
a = A()
show(r"""
'{0!r'.format(1)
'{0[}'.format(1)
'{0[]}'.format([1])
'{0.}'.format(1)
'{0[a]}'.format([1])
'{0[5]}'.format([1])
'{0.nope}'.format(a)
'{0[k]}'.format(5)
'{:zz}'.format(5)
'{:d}'.format('a')
'{:5}'.format([])
'{:{}}'.format(1)
'{:{:{}}}'.format(1, 2, 3)
'{a.b.c}'.format(a=1)
'{0[0]x}'.format([1])
'{-1}'.format(1)
'{ 0}'.format(1)
""")
