"""Exceptions made and raised in hot loops: of built-in classes, of classes below them, and when those get methods in Python."""


class Plain(ValueError):
    pass


class Noted(KeyError):
    code = 7


def made(n):
    seen, kept = {}, []
    for i in range(n):
        try:
            if i % 5 == 0:
                raise ValueError(i)
            if i % 5 == 1:
                raise Plain(i, "x")
            if i % 5 == 2:
                raise Noted((i, [i]))
            if i % 5 == 3:
                raise OSError("no file", i, i)
            raise StopIteration
        except (ValueError, KeyError) as e:
            kept.append(e)
            seen[type(e).__name__] = seen.get(type(e).__name__, 0) + 1
            if type(e) is Noted:
                e.code += 1
                seen["code"] = e.code
        except OSError as e:
            seen["os"] = type(e).__name__, len(e.args)
        except StopIteration as e:
            seen["stop"] = e.value
        if i == 60:
            Plain.__init__ = lambda self, *args: setattr(self, "made", args)
        if i == 70:
            Noted.__new__ = lambda cls, *args: ValueError.__new__(ValueError, "other")
            Noted.__new__ = KeyError.__new__
        if i == 80:
            Plain.__str__ = lambda self: "shown"
    last = [e for e in kept if type(e) is Plain][-1]
    return seen, [e.args for e in kept[-3:]], last.made, str(last), last.__traceback__.tb_lineno > 0


print(made(100))


def chained(n):
    depth = 0
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError as e:
                raise TypeError("t%d" % i) from e
        except TypeError as e:
            depth += e.__cause__.args[0] + (e.__context__ is e.__cause__)
    return depth


print(chained(60))


def wrong(n):
    texts = set()
    for i in range(n):
        try:
            UnicodeDecodeError("utf-8", b"x", i % 3, 2, 5)
        except TypeError as e:
            texts.add(str(e))
        try:
            raise ValueError(*[i] * (i % 3))
        except ValueError as e:
            texts.add(len(e.args))
        try:
            raise Plain
        except ValueError as e:
            texts.add(type(e).__name__)
    return sorted(map(str, texts))


print(wrong(60))
