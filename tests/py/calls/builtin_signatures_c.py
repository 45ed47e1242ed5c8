def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
ord(c='a')
hex(number=1)
callable(obj=1)
divmod(x=1, y=2)
pow(x=1, y=2)
round(x=1)
round(1.5, 1, 1)
format(value=1)
vars(object=1)
dir(object=1)
type(object=1)
bool(x=1)
bytes(string='a')
bytearray(b'a', 'b', 'c', 'd')
print('a', sep='b', end='', foo=1)
input(1, 2)
""")
