import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

inf = float("inf"); nan = float("nan")
show("""
0.1 + 0.2, 1.0 - 0.9, 3.0 * 1.1, 1.0 / 3.0, 7.0 // 2.0, -7.0 // 2.0, 7.5 % 2.0, -7.5 % 2.0, 7.5 % -2.0, -0.0 % 5.0, 0.0 % -5.0, 5.0 % inf, -5.0 % inf, 5.0 // inf, -5.0 // inf
divmod(7.5, 2.0), divmod(-7.5, 2.0), divmod(1e300, 1e-5) == (1e300 // 1e-5, 1e300 % 1e-5), divmod(5, -1.5), divmod(0.0, -1.0), divmod(-0.0, 1.0), divmod(inf, 1), divmod(1, inf)
2.0 ** 3, 2.0 ** -1, 4.0 ** 0.5, 0.0 ** 0, nan ** 0, 1 ** nan, 1.0 ** inf, (-1.0) ** inf, 0.5 ** inf, 2.0 ** inf, 2 ** -inf, (-inf) ** 3, (-inf) ** 2, inf ** -1, (-2.0) ** 3, (-0.0) ** 3, (-0.0) ** 2
(-8.0) ** 0.5 == (-8 + 0j) ** 0.5
0.0 ** -1
(-0.0) ** -3.0
1e308 * 10, -1e308 * 10, inf - inf, inf * 0, inf / inf, 1 / inf, -1 / inf, inf + 1, -inf, abs(-inf), abs(-0.0), -nan != -nan
1.0 / 0
1.0 // 0.0
1.0 % 0.0
divmod(1.0, 0.0)
0.0 == -0.0, 0.0 is -0.0, nan == nan, nan != nan, nan < 1, nan > 1, 1.0 == 1, 1.5 < 2, inf > 10**400, inf == inf, -inf < inf, 0.1 + 0.2 == 0.3, 1.0 == True, 0.5 == '0.5'
""")
