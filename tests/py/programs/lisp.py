import operator as op
class Env(dict):
    def __init__(self, names=(), vals=(), outer=None): super().__init__(zip(names, vals)); self.outer = outer
    def find(self, k):
        e = self
        while e is not None:
            if k in e: return e
            e = e.outer
        raise NameError(k)
class Sym(str): __slots__ = ()
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args): return ev(self.body, Env(self.params, args, self.env))
def tokenize(s): return s.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()
def read(toks):
    if not toks: raise SyntaxError("unexpected EOF")
    t = toks.pop(0)
    if t == "(":
        l = []
        while toks and toks[0] != ")": l.append(read(toks))
        if not toks: raise SyntaxError("missing )")
        toks.pop(0); return l
    if t == ")": raise SyntaxError("unexpected )")
    if t == "'": return [Sym("quote"), read(toks)]
    for conv in (int, float):
        try: return conv(t)
        except ValueError: pass
    return Sym(t)
def parse(s):
    toks = tokenize(s); out = []
    while toks: out.append(read(toks))
    return out
G = Env()
G.update({"+": lambda *a: sum(a), "*": lambda *a: __import__("math").prod(a), "-": lambda a, *b: a - sum(b) if b else -a, "/": op.truediv, "//": op.floordiv, "%": op.mod, "<": op.lt, ">": op.gt, "<=": op.le, "=": op.eq, "not": op.not_, "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a] + l, "list": lambda *a: list(a), "null?": lambda l: l == [], "length": len, "map": lambda f, l: [f(x) for x in l], "append": op.add, "apply": lambda f, l: f(*l), "print": lambda *a: print(*a), "#t": True, "#f": False})
def ev(x, env):
    while True:
        if isinstance(x, Sym): return env.find(x)[x]
        if not isinstance(x, list): return x
        match x:
            case ["quote", v]: return v
            case ["if", c, a, *b]: x = a if ev(c, env) else (b[0] if b else None); continue
            case ["define", [name, *params], *body]: env[name] = Lambda(params, [Sym("begin"), *body], env); return None
            case ["define", name, v]: env[name] = ev(v, env); return None
            case ["set!", name, v]: env.find(name)[name] = ev(v, env); return None
            case ["lambda", params, *body]: return Lambda(params, [Sym("begin"), *body], env)
            case ["begin", *es, last]:
                for e in es: ev(e, env)
                x = last; continue
            case ["let", binds, *body]: x = [[Sym("lambda"), [b[0] for b in binds], *body], *[b[1] for b in binds]]; continue
            case ["cond", *clauses]:
                for c, e in clauses:
                    if c == "else" or ev(c, env): x = e; break
                else: return None
                continue
        f, *args = [ev(e, env) for e in x]
        if isinstance(f, Lambda): x, env = f.body, Env(f.params, args, f.env)
        else: return f(*args)
def run(src):
    r = None
    try:
        for form in parse(src): r = ev(form, G)
        return r
    except Exception as e: return f"{type(e).__name__}: {e}"
for src in ["(+ 1 2 (* 3 4))", "(define (fact n) (if (< n 2) 1 (* n (fact (- n 1))))) (fact 25)", "(define (loop i acc) (if (= i 0) acc (loop (- i 1) (+ acc i)))) (loop 5000 0)", "(let ((x 2) (y 3)) (* x y))", "(map (lambda (x) (* x x)) '(1 2 3))", "(define (fib n) (cond ((< n 2) n) (else (+ (fib (- n 1)) (fib (- n 2)))))) (fib 13)", "(define c ((lambda (n) (lambda () (begin (set! n (+ n 1)) n))) 0)) (c) (c)", "(define (compose f g) (lambda (x) (f (g x)))) ((compose (lambda (x) (* x 2)) (lambda (x) (+ x 1))) 5)", "(cons 1 (cdr '(2 3)))", "(undefined)", "(car '())", "(1 2)", "(+ 1", ")", "(if #f 1)", "'(a (b c) 1.5)", "(/ 1 0)", "(define (rev l a) (if (null? l) a (rev (cdr l) (cons (car l) a)))) (rev '(1 2 3) '())", "(define (qs l) (if (null? l) '() (let ((p (car l)) (r (cdr l))) (append (qs (filt (lambda (x) (< x p)) r)) (cons p (qs (filt (lambda (x) (not (< x p))) r))))))) (define (filt f l) (cond ((null? l) '()) ((f (car l)) (cons (car l) (filt f (cdr l)))) (else (filt f (cdr l))))) (qs '(3 1 4 1 5 9 2 6))", "(apply + '(1 2 3))", "(print 'hello 42)"]: print(src[:50], "=>", run(src))
