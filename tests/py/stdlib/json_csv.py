def err(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
    else:
        print("no error:", repr(result))

import json, csv, io
print(json.dumps({"a": [1, 2.5, None, True, "é\n\"\\"], "b": {}, 1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([]), json.dumps((1, 2)), json.dumps("😀"), json.dumps("é", ensure_ascii=False), json.dumps(float("nan")), json.dumps([float("inf")]), json.dumps(10**30), json.dumps(1e100), json.dumps("\x00\x1f\x7f\u2028"))
print(json.dumps({"b": 1, "a": [1, {"c": []}]}, indent=2, sort_keys=True)); print(json.dumps([1, 2], indent="\t"), json.dumps([1, [2]], separators=(",", ":")), json.dumps({"a": 1}, indent=0), json.dumps([], indent=2), json.dumps({(1,): 2}, skipkeys=True), json.dumps(5, default=str), json.dumps({1, 2} - {2}, default=list), json.dumps([1, [2, 3]], indent=4))
print(json.loads('{"a": [1, 2.5e3, -0, null, true, "\\u00e9\\n\\ud83d\\ude00"]}'), json.loads(" [ ] "), json.loads('"x"'), json.loads("12345678901234567890"), json.loads("NaN"), json.loads("-Infinity"), json.loads(b'{"k": 1}'), json.loads('{"a": 1, "a": 2}'), json.loads("1.0"), json.loads("[1, 2]", parse_int=float), json.loads("1.5", parse_float=str), json.loads('{"x": 1}', object_hook=lambda d: list(d)), json.loads('{"x": 1, "x": 2}', object_pairs_hook=list), json.loads('"\\ud800"') == "\ud800")
for s in ["", "{", "[1,]", "{\"a\":1,}", "nul", "'a'", "[1 2]", "{\"a\" 1}", "{1: 2}", '"abc', '"\\x"', '"\\u12"', "01", "1.", "-", "[", '"a\nb"', "1 2", "\ufeff1", "{\"a\": }", "[,]", "tru", '{"a"}', "1e", "[1}", '"\t"']: err(json.loads, s)
for o in [{1, 2}, object, {(1,): 2}, b"x", 1j, lambda: 0, range(3)]: err(json.dumps, o)
l = []; l.append(l); err(json.dumps, l); err(json.dumps, float("nan"), allow_nan=False); err(json.loads, 5); err(json.loads, None); err(json.dumps, {1: 2, "a": 3}, sort_keys=True)
try: json.loads('{"a": 1,\n "b": x}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc)
class Enc(json.JSONEncoder):
    def default(self, o): return {"__c__": [o.real, o.imag]} if isinstance(o, complex) else super().default(o)
print(json.dumps([1j], cls=Enc), Enc(indent=1).encode({"a": 2j})); err(json.dumps, {1}, cls=Enc)
f = io.StringIO(); json.dump([1, {"a": None}], f); print(f.getvalue(), json.load(io.StringIO("[1]")), list(json.JSONEncoder().iterencode([1, "a", {}])), json.JSONDecoder().raw_decode("[1] tail"))
class I(int): pass
class S(str): pass
from enum import IntEnum
class E(IntEnum): A = 1
print(json.dumps([I(5), S("x"), E.A, {S("k"): E.A}, True]), json.loads(json.dumps({"deep": [[[[[1]]]]]})))
w = io.StringIO(); wr = csv.writer(w); wr.writerow([1, "a,b", 'q"q', None, 2.5, "x\ny", ""]); wr.writerows([["é"], []]); print(repr(w.getvalue()))
print(list(csv.reader(io.StringIO('a,"b,c",d\r\n"x ""y""",,z\n\n1;2\n'))), list(csv.reader(["a\tb", "c\td"], delimiter="\t")), list(csv.reader(["'a,b',c"], quotechar="'")), list(csv.reader(["a, b"], skipinitialspace=True)), list(csv.reader(["1,a"], quoting=csv.QUOTE_NONNUMERIC)) if False else "", list(csv.DictReader(io.StringIO("h1,h2\n1,2\n3\n4,5,6\n"))))
w = io.StringIO(); d = csv.DictWriter(w, ["a", "b"], lineterminator="\n", quoting=csv.QUOTE_ALL); d.writeheader(); d.writerow({"a": 1, "b": "x"}); print(repr(w.getvalue())); err(d.writerow, {"zz": 1}); err(csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow, ["a,b"]); err(lambda: list(csv.reader(['"abc'], strict=True))); err(csv.reader, 5); err(csv.writer, io.StringIO(), delimiter="ab"); err(csv.get_dialect, "nope"); print(csv.list_dialects(), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)
