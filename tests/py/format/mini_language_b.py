def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
format('a', '+')
format('a', ' ')
format('a', ',')
format('a', '_')
format('a', '#')
format('a', 'z')
format(5, '.2d')
format(5, '.2')
format(5.5, 'd')
format(5.5, 'x')
format(5.5, 'c')
format(5, 'q')
format(5.5, 'q')
format('a', 'q')
format(5, '5 ')
format(5, ',x')
format(5, ',c')
format(5, ',n')
""")
