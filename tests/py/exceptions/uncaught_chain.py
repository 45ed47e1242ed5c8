# exit: 1
class Custom(Exception):
    def __str__(self): return "multi\nline"
def a():
    raise KeyError("first")
def b():
    try:
        a()
    except KeyError as e:
        raise ValueError("second") from e
def c():
    try:
        b()
    except ValueError:
        raise Custom(
            "third"
        )
try:
    c()
except Custom as e:
    e.add_note("a note")
    e.add_note("two\nlines")
    print("caught", e)
    raise
