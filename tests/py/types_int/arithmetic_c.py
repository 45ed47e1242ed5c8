def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
divmod(1, 0)
1 / 0
0 / 0
10**400 / 1
1.0 * 10**400
10**400 + 1.0
10**400 // 1.0
float(10**400)
round(5), round(15, -1), round(25, -1), round(35, -1), round(-15, -1), round(-25, -1), round(12345, -2), round(150, -2), round(250, -2), round(5, 3), round(5, -1), round(6, -1), round(4, -5), round(10**30 + 5 * 10**28, -29)
round(5, 1.0)
round(5, None), round(True), round(True, 1)
abs(-5), abs(True), +True, -5 .__abs__(), (5).__neg__(), (5).__pos__(), (5).__invert__(), (5).__bool__(), (0).__bool__()
(5).__add__(1.5), (5).__add__('x'), (5).__radd__(2), (5).__rsub__(2), (5).__rpow__(2), (5).__pow__(2, 3), (5).__rdivmod__(17), (5).__truediv__(2), (5).__eq__(5.0), (5).__lt__('a'), (5).__rlshift__(1)
(5).__divmod__('x'), (1).__floordiv__(None), (5).__pow__('x'), (5).__rmod__(7), (5).__round__(), (5).__round__(-1), (5).__ceil__(), (5).__floor__(), (5).__trunc__()
""")
