"""Changes to code objects that the bytecode would not survive."""
def f(a, b=2):
    def inner(): return a
    return inner, [x for x in b], a.attribute, len
def g(): yield 1
refused = 0
for code in (f.__code__, g.__code__, compile("x = 1\nimport os", "m", "exec")):
    for bit in range(32):
        try: code.replace(co_flags=code.co_flags ^ 1 << bit)
        except ValueError: refused += 1
    for name in ("co_consts", "co_names"):
        have = getattr(code, name)
        for i in range(len(have)):
            for odd in (None, 5, "s", (), ("a",), [], code):
                try: new = code.replace(**{name: have[:i] + (odd,) + have[i + 1:]})
                except ValueError: refused += 1; continue
                try: exec(new, {}) if not new.co_flags & 1 else type(f)(new, {}, "n", (1, [2]), None if not new.co_freevars else ())()
                except Exception: pass
assert refused > 10, refused
type(f)(compile("x = y = 1", "m", "exec"), globals())(); assert x == 1
print("ok")
