import re
class Num:
    def __init__(self, v): self.v = v
    def eval(self, env): return self.v
    def __repr__(self): return repr(self.v)
class Var:
    def __init__(self, n): self.n = n
    def eval(self, env):
        try: return env[self.n]
        except KeyError: raise NameError(f"unknown variable {self.n!r}") from None
    def __repr__(self): return self.n
class Bin:
    OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "%": lambda a, b: a % b, "^": lambda a, b: a ** b, "<": lambda a, b: a < b, "=": lambda a, b: a == b}
    def __init__(self, o, l, r): self.o, self.l, self.r = o, l, r
    def eval(self, env): return self.OPS[self.o](self.l.eval(env), self.r.eval(env))
    def __repr__(self): return f"({self.l!r} {self.o} {self.r!r})"
class Neg:
    def __init__(self, e): self.e = e
    def eval(self, env): return -self.e.eval(env)
    def __repr__(self): return f"-{self.e!r}"
class Call:
    FUNCS = {"max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a)}
    def __init__(self, f, args): self.f, self.args = f, args
    def eval(self, env):
        if self.f not in self.FUNCS: raise NameError(f"unknown function {self.f}")
        return self.FUNCS[self.f](*[a.eval(env) for a in self.args])
    def __repr__(self): return f"{self.f}({', '.join(map(repr, self.args))})"
TOK = re.compile(r"\s*(?:(\d+\.\d*|\.\d+|\d+)|([A-Za-z_]\w*)|(.))")
def lex(s):
    out = []
    for m in TOK.finditer(s.rstrip()):
        num, name, o = m.groups()
        out.append(("num", float(num) if "." in num else int(num)) if num else ("name", name) if name else ("op", o))
    return out + [("end", None)]
PREC = {"=": (1, 2), "<": (3, 4), "+": (5, 6), "-": (5, 6), "*": (7, 8), "/": (7, 8), "%": (7, 8), "^": (12, 11)}
class P:
    def __init__(self, s): self.t, self.i = lex(s), 0
    @property
    def cur(self): return self.t[self.i]
    def take(self, o=None):
        t = self.cur
        if o and t != ("op", o): raise SyntaxError(f"expected {o!r}, found {t[1]!r}")
        self.i += 1; return t
    def parse(self):
        e = self.expr(0)
        if self.cur[0] != "end": raise SyntaxError(f"unexpected {self.cur[1]!r}")
        return e
    def expr(self, bp):
        match self.take():
            case ("num", v): left = Num(v)
            case ("name", n):
                if self.cur == ("op", "("):
                    self.take(); args = []
                    while self.cur != ("op", ")"):
                        args.append(self.expr(0))
                        if self.cur != ("op", ")"): self.take(",")
                    self.take(")"); left = Call(n, args)
                else: left = Var(n)
            case ("op", "("): left = self.expr(0); self.take(")")
            case ("op", "-"): left = Neg(self.expr(9))
            case (_, v): raise SyntaxError(f"unexpected {v!r}")
        while self.cur[0] == "op" and self.cur[1] in PREC:
            l, r = PREC[o := self.cur[1]]
            if l < bp: break
            self.take(); left = Bin(o, left, self.expr(r))
        return left
env = {"x": 3, "y": 2.5}
for s in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 - 4 - 3", "x * y", "max(1, x, 2) + abs(-5)", "1 / 0", "z + 1", "foo(1)", "(1 + 2", "1 +", "1 2", "3 < 4 = 1", "sum()", "2 * (x + (y - 1)) % 4", ".5 + 1.", "$", "", "max(1, 2", "10 % 4 * 2", "--5"]:
    try: t = P(s).parse(); print(f"{s!r}: {t!r} = {t.eval(env)}")
    except Exception as e: print(f"{s!r}: {type(e).__name__}: {e}")
def rpn(s):
    st = []
    for t in s.split():
        if t in Bin.OPS: b, a = st.pop(), st.pop(); st.append(Bin.OPS[t](a, b))
        else: st.append(float(t))
    r, = st
    return r
print(rpn("3 4 + 2 *"), rpn("5 1 2 + 4 * + 3 -"))
for s in ("1 +", "1 2"):
    try: rpn(s)
    except (IndexError, ValueError) as e: print(type(e).__name__, e)
