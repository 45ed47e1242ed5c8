def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
float([])
float(1j)
float('1', 2)
float(x=1)
float(b'')
float('\x00')
float('1\x00')
str(1.5), repr(1e20), str(-1e-20), '%s' % 1.0, f'{1e50}', format(1.5), format(1e20, ''), str(1e16), str(123456.0)
float('0.1') == 0.1, float('1.7976931348623158e308'), float('1.7976931348623159e308'), float('2.4703282292062328e-324'), float('2.4703282292062327e-324'), float('4.9406564584124654e-324')
float('9007199254740993'), float('9007199254740995'), float('9007199254740992.99999999'), float('9007199254740993.0000000000000000000000001'), float('0.' + '0' * 400 + '1e401'), float('1' + '0' * 400 + 'e-400')
float('8.5'), float('0.500000000000000166533453693773481063544750213623046875'), float('3.518437208883201171875e13'), float('62.5364939768271845828'), float('1e23'), float('8.41e21'), float('9.5367431640625e-7')
float.fromhex((0.1).hex()) == 0.1, float(repr(1/7)) == 1/7, float(repr(2**0.5)) == 2**0.5
float.from_number(5), float.from_number(1.5)
float.from_number('5')
[1.0, -1.5, 1e300], (0.1,), {0.5: 1.5}, {1.0}, 1.0 .__repr__(), 1.5.__str__(), 1.5.__format__('.3f')
""")
