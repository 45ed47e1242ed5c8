"""Exceptions: raising and catching near and far, finally, re-raising, chaining, context managers, early exits.

Source of the algorithms: written here; backtracking by exception is a common use.

Exercises: raise, except with several classes, finally, with, unwinding over several frames, exception objects.
"""

import sys

EXPECTED = (1500, 1999, 3000, 1400, 501, 300)


class Rejected(Exception):
    def __init__(self, value):
        super().__init__("rejected %r" % (value,))
        self.value = value


class RejectedOdd(Rejected):
    pass


def convert(text):
    try:
        return int(text)
    except ValueError:
        return -1


def look_ups(count):
    """Every other key is missing."""
    table = {i: i for i in range(0, count, 2)}
    items = [1, 2, 3]
    missing = 0
    for i in range(count):
        try:
            table[i]
        except KeyError as error:
            assert error.args == (i,)
            missing += 1
        try:
            items[i % 6]
        except IndexError:
            missing += 1
        except LookupError:
            raise AssertionError("caught by the wrong clause")
    return missing


def check(value, depth):
    if depth:
        return check(value, depth - 1)
    if value % 2:
        raise RejectedOdd(value)
    if value % 3 == 0:
        raise Rejected(value)
    return value


def far_raises(count):
    odd = other = fine = 0
    for i in range(count):
        try:
            check(i, 8)
            fine += 1
        except RejectedOdd as error:
            assert error.value == i
            odd += 1
        except Rejected:
            other += 1
    assert odd + other + fine == count
    return odd * 2 + other * 3 + fine * 3


class Guard:
    def __init__(self, log, swallow):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, error, traceback):
        self.log[1] += kind is not None
        return self.swallow and kind is ZeroDivisionError


def guarded(count):
    log = [0, 0]
    finished = 0
    for i in range(count):
        try:
            with Guard(log, i % 2 == 0):
                1 // (i % 4)
                continue
        except ZeroDivisionError:
            raise AssertionError("should have been swallowed")
        finally:
            finished += 1
    assert finished == count
    return log[0] + log[1]


def chained(count):
    links = 0
    for i in range(count):
        try:
            try:
                try:
                    [][i]
                except IndexError as inner:
                    raise Rejected(i) from inner
            except Rejected as error:
                assert isinstance(error.__cause__, IndexError)
                raise
        except Exception as error:
            while error is not None:
                links += 1
                error = error.__cause__
    return links


def first_multiple(items, factor):
    for i in items:
        try:
            if i % factor == 0:
                return i
            if len(items) > 600:
                break
        finally:
            items.append(i + 1)
    return None


def once():
    texts = ["12", "x", "", "7 ", "1e3", "99"] * 500
    converted = sum(1 for text in texts if convert(text) < 0)
    return (
        converted,
        look_ups(2000),
        far_raises(1200),
        guarded(1120),
        first_multiple([1], 501),
        chained(150),
    )


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("exceptions_loop: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 130))
