def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
format(5, '-+')
format(5.5, ',.,f')
format(5, '.2c')
format(5, '0')
format(5, '00005'), format('a', '0>3'), format(5, '0<5'), format(5, '0=5'), format(5, '-5'), format(5, '#'), format(5.0, '#'), format(5.0, '0'), format(5.0, ''), format(1e300, '.400g') == format(1e300, '.400g')
format(1+2j, '.1f'), format(1+2j, '>12'), format(1+2j, '+.2e'), format(1.5+0j, 'g'), format(1j, ''), format(complex('inf'), '.1f'), format(1234567+1j, ',.1f'), format(1+2j, 'n')
format(1j, 'd')
format(1j, '=10')
format(1j, '010')
format(b'a', '')
format(b'a', 'x')
format((1,), '')
format((1,), '5')
format({}, 's')
format(int, '')
format(int, 'x')
format(..., '5')
""")
