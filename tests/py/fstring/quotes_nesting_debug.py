d = {"a": 1, 'b': [2, {"c": 3}]}; x = 5; name = "w"
print(f"{d["a"]} {d['a']} {d["b"][1]["c"]}", f'{d['a']}', f"""{d["a"]} {d['b'][0]}""", f"{"nested " + f"{"deeper " + f"{x}"}"}", f"{'\n'.join(['a', 'b'])}", f"{chr(10)}|{"\\"}|{'\x41'}|{"\u00e9"}")
print(f"{x!r:^{10}}|{x:{"0"}{6}}|{x:{'>'}{x + 3}}|{name:*^{len(name) + 4}}|{3.14159:.{2}f}|{3.14159:{8}.{x - 2}f}|{x:{f"{x}"}d}|{x:{"d"}}")
print(f"{x=}", f"{x = }", f"{x=!s}", f"{x=:04}", f"{x=!r:>4}", f"{ x= }", f"{x + 1=}", f"{d['a']=}", f"{d["a"] = }", f"{name.upper()=}", f"{(lambda: 5)()=}", f"{[i for i in range(2)]=}", f"{x=}{x=}", f"{x  =  }", f"{len('a=b')=}", f"{x == 5=}", f"{x!=4=}", f"{name=:>3}", f"{1_000=:,}")
print(f"{{}}", f"{{{x}}}", f"{{x}}", f"{{{{{x}}}}}", f"}}{{", f"{{ {x} }}", f"{'{'}{'}'}", f"{x}}}", f"{{{x}", f"a{{b}}c{x}d", "{x}" f"{x}" "{{}}")
print(f"{ {1: 2}[1] }", f"{ {1, 2} == {2, 1} }", f"{({'k': x})['k']}", f"{[1, 2, 3][1]}", f"{(1, 2)}", f"{1, 2}", f"{x, name}", f"{*[1, 2],}", f"{(y := 7)} {y}", f"{x if x > 3 else 0}", f"{x:=5}", f"{not x}", f"{x or 1}", f"{-x}", f"{x ** 2}", f"{x < 6}", f"{x is None}")
print(rf"\n{x}\t", f"\n{x}\t".encode(), fr"{x}\d", Rf"{x}", f"a\
b{x}", f'a' f"{x}" 'b' rf"\{x}", f"{x}" r"\{x}", F"{x}", f'''{
    x
}''', f"""line1 {x}
line2 {
    name}""")
print(f"{x:>5}{name:<3}|", f"{True}{None}{...}{1j}{b'x'}", f"{'é'}{'😀'!a}", f"{x!s}{x!r}{x!a}", f"{name!r}", f"{'a' 'b'}", f"{'a' + 'b'!r}", f"{"a" if x else "b"}", f"{d}", f"{d!s:.5}", f"{str(d):.5}", f"{3:{5}}|{3:<{5}}|{3:{'+'}}", f"{0x10}{0b11}{1e3}", f"{x:{x}.{x}}" if False else "", f"{2.0:{x}.{1}}")
class F:
    def __format__(self, s): return f"[{s}]"
    def __repr__(self): return "Frepr"
o = F(); print(f"{o}", f"{o:}", f"{o:a b}", f"{o:{x}}", f"{o:{x}{name}}", f"{o:{{}}}" if False else "", f"{o!r}", f"{o!r:>7}", f"{o:%Y-%m}", f"{o:a:b:c}", f"{o: }", f"{o:!r}", f"{o:\n}", f"{o=}", f"{o=:x}", f"{o:{'{'}}", f"{o:x{x}y{name}z}")
def g(): yield 1; yield 2
it = g(); print(f"{next(it)}-{next(it)}", f"{[*g()]}", f"{sum(g())}"); print("%s" % f"{x}", f"{'%s' % x}", f"{'{}'.format(x)}", f"{x}".format(), "{}".format(f"{x}"), f"{'{y}'.format(y=1)}", f"{f'{x}' f'{name}'}", f"{f'{f'{x}'}'}")
print([f"{i}{j}" for i in "ab" for j in range(2)], {f"{k}": f"{v}" for k, v in d.items() if k == "a"}, (lambda v: f"{v:>3}")(1), f"{(lambda v: v * 2)(4)}", f"{max(f'{3}', f'{20}')}", f"{','.join(f'{i:02}' for i in range(3))}")
for s in ["f'{x!z}'", "f'{'", "f'}'", "f'{}'", "f'{x'", "f'{x:{}}'", "f'{x!r'", "f'{x y}'", "f'{x:d}' f'{'", "f'{a.b.c}'", "f'{1/0}'", "f'{d[zz]}'", "f'{x:q}'", "f'{None:5}'", "f'{[]:5}'", "f'{x:.2d}'", "f'{name:d}'", "f'{name:=5}'", "f'{x!r:d}'"]:
    try: print(eval(s))
    except Exception as e: print(s, type(e).__name__, e)
