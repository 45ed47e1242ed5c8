def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show(r"""
f'{42:d} {42:b} {42:o} {42:x} {42:X} {42:c} {42:n} {42:e} {42:f} {42:g} {42:%} {42}'
f'{42:#b} {42:#o} {42:#x} {42:#X} {-42:#b} {42:#010x} {42:#_b} {0:#x} {42:+#x}'
f'{1234567:,} {1234567:_} {-1234567:,} {1234567:15,} {1234567:015,} {1234567:_x} {1234567:_b} {0xffffffff:_X} {123:,} {1234:,d} {1234567.891:,} {1234567.891:,.1f} {1234567.891:_.2f} {1e20:,} {1e20:,.0f} {12345:,%}'
f'{5:3}|{5:<3}|{5:>3}|{5:^3}|{5:^4}|{5:=4}|{-5:=4}|{5:03}|{-5:03}|{5:+}|{5: }|{-5:+}|{-5: }|{5:-}|{5:*<4}|{5:*>+4}|{5:*=+4}|{5:x<03}|{5:<03}|{5:^03}'
f'{"ab":5}|{"ab":<5}|{"ab":>5}|{"ab":^5}|{"ab":*^6}|{"abc":.2}|{"abc":5.2}|{"abc":>5.1s}|{"ab":s}|{"":3}|{"ab":05}|{"ab":<05}'
f'{1.5:f} {1.5:.0f} {2.5:.0f} {1.5:e} {1.5:E} {1.5:g} {1.5:G} {1.5:n} {1.5:%} {0.125:.1%} {1.5:.3} {1.5:10}|{1.5:<10}|{1.5:010}|{-1.5:010}|{1.5:+}|{1.5: }|{1e6:g} {1e5:g} {1e-5:g} {123456789:g} {1e16} {1e16:g} {100.0:.2} {100.0:.3} {100.0:.10}'
f'{1.0:#g} {1.0:#.3g} {1.0:#.0f} {1.0:#.0e} {1e10:#} {3.0:.5g} {0.00001234:.3g} {1234567.0:.3g} {1e100:.5} {-0.0} {-0.0:f} {-0.0:z.0f} {-0.04:z.1f} {0.04:+z.1f} {-0.0:g} {-0.001:z.2}'
f'{float("nan"):f} {float("inf"):F} {float("-inf"):e} {float("nan"):G} {float("inf"):%} {float("nan"):10}|{float("inf"):<10}|{float("-inf"):010}|{float("inf"):+} {float("nan"):,}'
f'{3.14159:.3f} {2.675:.2f} {0.1:.20f} {0.1:.55f} {1e22:.3f} {5e-324:.3e} {1.7976931348623157e308:.3e} {123.456:.1e} {9.995:.2f} {99.995:.1f} {0.5:.0f} {1.5:.0f} {999999.5:.0f} {999999.5:g} {9.5:.0e}'
f'{True:d} {True} {True:5}|{True:x} {True!s:>6} {False:b} {True:f}'
f'{2**70:,} {2**70:x} {2**70:e} {2**70:.3g} {-2**70:_} {2**100:b}'
f'{97:c}|{97:5c}|{97:<5c}|{0x1F600:c}|{65:^5c}|{97:05c}'
f'{1.5:n} {1234567:n} {1234.5:n} {1e10:n}'
f'{1234567.1234567:,.7f} {1234567.1234567:_.7f} {1.1234567:.7_f} {1234567.1234567:,.7_f} {0.12345678:.8,f}'
format(5, 'x<3'), format(5, '^+5'), format('a', '\u20ac>3'), format(5, '>>3'), format(5, '<<3'), format('a', '==^5') if False else '', format(-5, '=>5'), format('x', '^')
format(5, 's')
format('a', 'd')
format('a', '=5')
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
for spec in ["", "5", ".2f", "e", ",", "%"]:
    row = []
    for v in [0, -1, 1000000, 0.5, -1234.5678, 1e-10]:
        try: row.append(format(v, spec))
        except ValueError as e: row.append(str(e))
    print(spec, row)
w = 12
for fill in ("", "*", "0"):
    for align in "<>^=":
        for sign in ("", "+", " "):
            spec = f"{fill}{align}{sign}{w},.2f"
            print(spec, [format(v, spec) for v in (1234.5, -1234.5)], end=" ")
    print()
for width in range(1, 12): print(format(-1234567, f"0{width},"), format(1234, f"0{width}_"), format(255, f"#0{width}x"), format(65535, f"0{width}_b"), sep="|")
