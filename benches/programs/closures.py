"""Closures: accumulators, composition, currying, memoising decorators, Church numerals, a parser of combinators.

Source of the algorithms: Alonzo Church, "The Calculi of Lambda-Conversion", 1941 (the numerals); Graham Hutton,
"Higher-order functions for parsing", 1992 (the combinators).

Exercises: cell variables, `nonlocal`, functions as values, *args and **kwargs, default arguments.
"""

import sys

EXPECTED = (4950, 1048576, 832040, 125, 2437, 1275)


def accumulator(start=0):
    total = start

    def add(value, *, times=1):
        nonlocal total
        total += value * times
        return total

    return add


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def memoised(function):
    known = {}

    def wrapper(*args, **kwargs):
        key = args if not kwargs else args + tuple(sorted(kwargs.items()))
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]

    return wrapper


def make_fib():
    @memoised
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return fib


def church(n):
    def numeral(f):
        def repeated(x):
            for _ in range(n):
                x = f(x)
            return x

        return repeated

    return numeral


def power(base, exponent):
    """exponent applied to base: a numeral whose count is base ** exponent."""
    return exponent(base)


# A parser takes (text, position) and gives (value, position) or None.


def character(accept):
    def parse(text, position):
        if position < len(text) and text[position] in accept:
            return text[position], position + 1
        return None

    return parse


def many(parser):
    def parse(text, position):
        values = []
        while True:
            got = parser(text, position)
            if got is None:
                return values, position
            values.append(got[0])
            position = got[1]

    return parse


def sequence(*parsers):
    def parse(text, position):
        values = []
        for parser in parsers:
            got = parser(text, position)
            if got is None:
                return None
            values.append(got[0])
            position = got[1]
        return values, position

    return parse


def either(*parsers):
    def parse(text, position):
        for parser in parsers:
            got = parser(text, position)
            if got is not None:
                return got
        return None

    return parse


def mapped(parser, function):
    def parse(text, position):
        got = parser(text, position)
        return None if got is None else (function(got[0]), got[1])

    return parse


def apply_chain(parts):
    value, rest = parts
    for operator, operand in rest:
        if operator == "+":
            value += operand
        elif operator == "-":
            value -= operand
        else:
            value *= operand
    return value


def make_calculator():
    number = mapped(
        sequence(character("0123456789"), many(character("0123456789"))), lambda v: int(v[0] + "".join(v[1]))
    )
    bracket = mapped(sequence(character("("), lambda t, p: expression(t, p), character(")")), lambda v: v[1])
    factor = either(number, bracket)
    term = mapped(sequence(factor, many(sequence(character("*"), factor))), apply_chain)
    expression = mapped(sequence(term, many(sequence(character("+-"), term))), apply_chain)
    return expression


def once():
    add = accumulator()
    for i in range(100):
        last = add(i)
    double = compose(*[lambda x: x * 2] * 20)
    two_to_twenty = 0
    for _ in range(20):
        two_to_twenty = double(1)
    calculate = make_calculator()
    source = "+".join(["2*(3+4)*5-6*(7-(8-9))"] * 106) + "+105"
    counters = [accumulator(i) for i in range(50)]
    for counter in counters:
        for _ in range(10):
            counter(1, times=0)
    return (
        last,
        two_to_twenty,
        make_fib()(30),
        power(church(5), church(3))(lambda x: x + 1)(0),
        calculate(source, 0)[0],
        sum(counter(1) for counter in counters),
    )


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("closures: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 260))
