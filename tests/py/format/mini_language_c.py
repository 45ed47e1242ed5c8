def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
format(5, '_n')
format(5, ',_')
format(5, '_,')
format(5, ',,')
format(5, '+c')
format(5, '#c')
format(-1, 'c')
format(0x110000, 'c')
format(5, 'z')
format(5, '.')
format(5.5, '.')
format(5.5, '.x')
format(5, '999999999999999999999')
format(5.5, '.9999999999999999999')
format(5, '>5>5')
format(5, 'xx<5')
format(5, '\ud800')
format(5, '+ ')
""")
