"""Numbers laid out: groups and widths, rounding of fixed-point texts, texts that grow long or wide while they are put together."""

for spec in ("d", ",", "_", "08,", "012,", "013_", "014,", "1,", "2,", "5,", "+,", " _", "<12,", ">12,", "^12,", "*^15,", "=+12,", "0=12,", "x=+14,d", "015_x", "_b", "#020_b", "#_X", "3d", "040,", "0129,"):
    print(spec, [format(n, spec) for n in (0, 1, 12, 999, 1000, -1000, 123456, -1234567, 10**18, -(10**24))])
for spec in (".0f", ".1f", ".2f", ".3f", "08.2f", "+.4f", ",.1f", "012,.2f", ".10f", ".15f", ".16f", ".20f", "#.0f", "z.1f", "_.3f", "<10.2f", ".2%", ".,f", ".8_f"):
    print(spec, [format(f, spec) for f in (0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, -0.04, 1 / 3, 2 / 7, 1234567.891, 99.995, 0.0005, 1e-5, 123456789012345.67, 4503599627370496.5, 2.0**52, 1e15, 1e16, 5e-324)])
for i in range(400):
    f = i / 7.0
    for p in (0, 1, 3, 6, 12):
        s = f"{f:.{p}f}"
        assert s == "%.*f" % (p, f) and abs(float(s) - f) <= 0.5000001 * 10**-p and len(s.partition(".")[2]) == p, (f, p)
for k in range(1, 60):
    for m in (1, 3, 5, 7):
        f = m / 2**k
        assert float(f"{f:.70f}") == f and f"{f:.15f}" == f"{f:.70f}"[:0] + f"{round(m * 10**15 * 2 / 2 ** k / 2):d}".rjust(16, "0")[:-15] + "." + f"{f:.15f}"[-15:]
print("%05d|%-8s|%x|%+d|% d|%e|%g|%.3f|%c|%r|%%" % (42, "ab", 255, 7, 8, 1234.5, 0.0001, 2.0005, "z", "q"))
print("%s" % ("x" * 300,) == "x" * 300, len("%200d|%-200s|%s" % (1, "a", "b" * 100)), ascii("%s%5s%-5s|%c" % ("\xe4", "\u0431", "\U0001f600", 0x416)))
print("{0:>6}|{1:.3f}|{name}|{0!r:^9}|{{}}|{2[k]}|{3.real}".format(12, 1 / 7, {"k": "v"}, 5, name="row"))
print(ascii("\xe4{}\u0431{:>3}\U0001f600{}".format("\xf6", "x", "end")), "{}{}{}".format("a" * 100, "b" * 100, "c" * 100) == "a" * 100 + "b" * 100 + "c" * 100)
for n in (0, 1, 15, 16, 17, 126, 127, 128, 129, 130, 500):
    assert f"{'x':*>{n}}" == "x".rjust(n, "*") and f"{7:0{n}}" == "7".rjust(n, "0") and "%*d" % (n, 5) == "5".rjust(n)
    assert f"{'\u0431':\u0430^{n}}".count("\u0430") == max(n - 1, 0) and len(f"{n:{n}}{'y' * n}{n:<{n}}") >= 2 * n
for bad in ("5,x", ",_", "_,", "3.d", ".", "q", "10.2", "zd", "+s"):
    for v in (5, 1.5, "s", True, 1j):
        try:
            print(bad, v, format(v, bad))
        except ValueError as e:
            print(bad, v, e)


class N(int):
    pass


class S(str):
    pass


print(format(N(5), "3"), format(S("a"), "3"), f"{N(7)}", f"{S('q')!s:>2}", type(f"{S('q')}").__name__, "%s%d" % (S("z"), N(3)))
try:
    format(N(3), "q")
except ValueError as e:
    print(e)
