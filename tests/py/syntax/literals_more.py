print("""line1
line2\
 continued""")
print('''it's "quoted" ''')
print('implicit ' 'concat '
      "over lines")
s = 'back\
slash'
print(s)
if True: x = 1; y = 2
total = 1 + \
    2
print(total, x, y)
ünïcödé = "identifier"; 变量 = 1; ﬁ = "ligature"
print(ünïcödé, 变量, fi)
match = case = type = soft = 1
print(match, case, type, soft, _ := 3, _)
print(0.1 + 0.2, 1e16, 123456789012345678.0, 1e22, 1e-5, 0.0001, -0.0)
