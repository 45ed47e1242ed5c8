import math
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

x = 42; s = "str"; f = 3.14159; d = {"k": "v", "n": {"m": 1}}; l = [1, 2]; w = 10; p = 3; n = None
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "C-str"
    def __repr__(self): return "C-repré"
c = C()
show(r"""
f'{x} {s} {f} {n}', f"{x!r} {s!r} {s!s} {s!a}", f'{c}', f'{c!r}', f'{c!s}', f'{c!a}', f'{c:spec}', f'{c!r:>10}'
f'{x:5}|{x:<5}|{x:^5}|{x:>5}|{x:05}|{x:+}|{x: }|{x:x}|{x:#x}|{x:b}|{x:,}|{x:e}|{x:%}|{x:c}'
f'{f:.2f} {f:{w}.{p}} {f:{w}.{p}f} {f:{"." + "1f"}} {f:{w}}'
f'{x=} {x = } {x=!r} {x=:5} {s=} {s=!s} {x+1=} { x = :>8} {f=:.1f}'
f'{{}} {{{x}}} {{{{x}}}} }}{{'
f'{d["k"]} {d['k']} {d["n"]["m"]} {l[0]} {l[-1]}'
f'{x if x else 0} {(lambda: 5)()} {[i for i in range(3)]} {({1: 2})} { {1, 1} }'
f'{x!r:^{w}}', f'{"nested " f"{x}"}', f'{f"{f"{x}"}"}', f'''{x}''' f"{s}" 'plain' "{not}"
f'\n{x}\t{s}\\', rf'\n{x}\t', fr'{s}\{x}', F'{x}', fR'\d{{3}}'
f'{"\n".join(["a", "b"])}', f'{'\t'!r}', f'{chr(65)}\N{BULLET}', f'\x41{x}\u0042'
f'{x:{"{"}>5}', f'{x:{"}"}<5}', f'{x:a{s!r:b>3}}'
f'', f'{""}', f'{x}' == '42', f'{1}{2}' '{3}', f'{1,}', f'{1, 2}', f'{*l, 3}'
f'{x:=+5}', f'{x!=42}', f'{x==42}', f'{(y:=5)}', f'{x>=1} {x<=1}', f'{x:>{10}}', f'{a if (a:=1) else 2}'
f'{undefined}'
""")
