def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
isinstance(1, int, 3)
getattr(1)
getattr(1, 'a', 2, 3)
setattr(1, 'a')
iter()
iter(1, 2, 3)
next()
ord()
abs()
pow(1)
pow(1, 2, 3, 4)
divmod(1)
type(1, 2)
type()
super(1, 2, 3)
object(1, 2)
""")
