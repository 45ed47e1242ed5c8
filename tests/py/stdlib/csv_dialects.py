import csv, io

def rows(text, *a, **k):
    try: return list(csv.reader(io.StringIO(text, newline=""), *a, **k))
    except (csv.Error, TypeError, ValueError) as e: return f"{type(e).__name__}: {e}"
def lines(data, *a, **k):
    out = io.StringIO(newline="")
    try: csv.writer(out, *a, **k).writerows(data)
    except (csv.Error, TypeError, ValueError) as e: return f"{type(e).__name__}: {e}"
    return out.getvalue()

for text in ["", "a", "a,b\r\n", "a,b\rc,d\r", "a,b\n\nc\n", ",", ",,\n", '"a","b""c",d\n', '"a\nb",c\n', '"a', 'a"b,c"\n', '"a"b,c\n', " a, b\n", "a,'b,c'\n", "a\\,b\n", "é,\U0001f600\n", "a\0b,c\n"]:
    print(repr(text), rows(text), rows(text, skipinitialspace=True), rows(text, quotechar="'"), rows(text, escapechar="\\"), rows(text, quoting=csv.QUOTE_NONE), rows(text, strict=True), sep="\n    ")
print(rows('1,"2",x\n', quoting=csv.QUOTE_NONNUMERIC), rows('1,"2",,""\n', quoting=csv.QUOTE_STRINGS), rows('1,"2",,""\n', quoting=csv.QUOTE_NOTNULL), rows('1,"2"\n', quoting=csv.QUOTE_NONNUMERIC))
print(rows("a\tb\n", "excel-tab"), rows("a;b\n", delimiter=";"), rows("a,b\n", "nope"), rows(["a", 5]))
print(rows("a,\\\nb,c\n", escapechar="\\"), rows('"a\\\nb",c\n', escapechar="\\"), rows("a\\", escapechar="\\"))
r = csv.reader(["a,b", '"c', 'd",e', "f"]); print([(next(r), r.line_num) for _ in range(3)], next(r, None), type(r).__name__, r.dialect.delimiter, iter(r) is r)
data = [["a", 1, None, 2.5, ""], ['q"q', "c,c", "n\nn", "r\rr", " s "], [], [""], [None], ["\\", "x" * 3, True, 1 + 2j]]
for k in [{}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quoting": csv.QUOTE_STRINGS}, {"quoting": csv.QUOTE_NOTNULL}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"quoting": csv.QUOTE_NONE}, {"doublequote": False}, {"doublequote": False, "escapechar": "!"}, {"lineterminator": "|\n"}, {"delimiter": " ", "skipinitialspace": True}, {"quotechar": "'"}]:
    print(k); [print("   ", repr(lines([row], **k))) for row in data]
print(repr(lines([(x for x in "ab"), "cd", {"k": 1}])), lines([5]), lines(5), lines([[1, [2], (3,), {4}]]))
class Bad:
    def __str__(self): raise ValueError("no text")
print(lines([[Bad()]]))
for k in [{"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": None}, {"delimiter": 5}, {"delimiter": "\n"}, {"quotechar": ""}, {"quotechar": None}, {"quotechar": None, "quoting": csv.QUOTE_ALL}, {"quotechar": 1}, {"escapechar": "xy"}, {"escapechar": b"x"}, {"lineterminator": None}, {"lineterminator": 5}, {"quoting": 9}, {"quoting": "x"}, {"quoting": True}, {"delimiter": '"'}, {"escapechar": ","}, {"quotechar": " ", "skipinitialspace": True}, {"delimiter": "x", "lineterminator": "x\n"}]:
    try: d = csv.writer(io.StringIO(), **k).dialect; print(k, d.quoting, d.quotechar)
    except (TypeError, ValueError) as e: print(k, type(e).__name__, e)
class Mine(csv.Dialect):
    delimiter, quotechar, lineterminator, quoting, doublequote, skipinitialspace = ":", "`", "\n", csv.QUOTE_MINIMAL, True, False
csv.register_dialect("mine", Mine); csv.register_dialect("piped", "mine", delimiter="|")
print(sorted(csv.list_dialects()), repr(lines([["a:b", "c|d"]], "mine")), repr(lines([["a:b", "c|d"]], "piped")), repr(lines([["x"]], Mine())), csv.get_dialect("piped").delimiter)
csv.unregister_dialect("piped")
for f in (lambda: csv.unregister_dialect("piped"), lambda: csv.get_dialect("piped"), lambda: csv.register_dialect(5), lambda: csv.register_dialect("x", delimiter="zz"), lambda: csv.reader(5), lambda: csv.reader(), lambda: csv.writer(5), lambda: csv.field_size_limit("x"), lambda: setattr(csv.get_dialect("mine"), "delimiter", "x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(csv.field_size_limit(), csv.field_size_limit(5), rows("abcdef\n"), rows("abcde\n"), csv.field_size_limit(131072))
out = io.StringIO(); w = csv.DictWriter(out, ["a", "b"], restval="-", extrasaction="ignore"); w.writeheader(); w.writerow({"a": 1, "z": 9}); w.writerows([{"b": 2}]); print(repr(out.getvalue()))
print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3\n4,5,6\n"))), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter, csv.Sniffer().has_header("name,age\nx,1\ny,2\n"))
import pickle, copy
for f in (copy.copy, pickle.dumps):
    try: f(csv.get_dialect("mine"))
    except TypeError as e: print(e)
