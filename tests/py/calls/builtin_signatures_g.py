def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
staticmethod()
classmethod(1, 2)
property(1, 2, 3, 4, 5)
slice()
range()
complex(1, 2, 3)
bool(1, 2)
float(1, 2)
int(1, 2, 3)
str(1, 2, 3, 4)
list(1, 2)
dict(1, 2)
type(zip.__new__(zip, 'a', strict=1)), type(enumerate.__new__(enumerate, 'a'))
""")
