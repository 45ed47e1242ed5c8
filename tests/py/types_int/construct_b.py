def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class Idx:
    def __index__(self): return 7
class Int:
    def __int__(self): return 9
class Str(str): pass
class By(bytes): pass
show(r"""
int('5', 37)
int('5', -1)
int(5, 10)
int(b'x')
int(None)
int([])
int(1j)
int(float('nan'))
int(float('inf'))
int(x=5)
int('5', 10, 3)
int(base=10)
int('5', 'x')
int('5', 10.0)
int('a' * 50)
int('\ud800')
int('1\x00')
""")
