class C:
    def __init__(self, v): self.v = v
    def __lt__(self, o): print("lt"); return self.v < o.v if isinstance(o, C) else NotImplemented
    def __eq__(self, o): print("eq"); return self.v == o.v if isinstance(o, C) else NotImplemented
    def __le__(self, o): print("le"); return NotImplemented
    def __repr__(self): return f"C({self.v})"
a, b = C(1), C(2)
print(a < b, a > b, a == b, a != b)
for s in ["a <= b", "a >= b", "a < 1", "1 < a", "a == 1", "1 == a", "a != 1", "sorted([b, a])", "min(a, b)", "max(a, b)", "a in [b, a]",
          "[a] == [b]", "[a] < [b]", "(a, 1) < (a, 2)", "hash(a)", "{a: 1}", "[a, b].index(b)", "[b].count(a)", "[a, b].remove(b)"]:
    try: print(s, "=>", eval(s))
    except Exception as e: print(s, "=>", type(e).__name__, e)
class Truthy:
    def __eq__(self, o): return "yes"
    def __lt__(self, o): return []
    def __ne__(self, o): return 0
t = Truthy()
print(t == 1, t < 1, t != 1, 1 == t, t > 1 if False else "", not (t == 1), t in [5], 1 < 2 == t, t < 1 < 2)
class OnlyEq:
    def __eq__(self, o): return True
print(OnlyEq() == 5, OnlyEq() != 5, 5 == OnlyEq(), 5 != OnlyEq(), OnlyEq.__hash__)
class Sub(C):
    def __gt__(self, o): print("Sub gt"); return "subgt"
    def __eq__(self, o): print("Sub eq"); return "subeq"
    __hash__ = None
print(a < Sub(1), a == Sub(1), Sub(1) == a)
class Hash:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
for h in [5, -1, 2**100 % 7, True, "x", None, 1.5]:
    try: print(hash(Hash(h)) == hash(h))
    except TypeError as e: print(e)
print(hash(Hash(-1)), hash(-1), hash(True), hash(2.0), hash(0.0), hash(-0.0))
class NoHash: __hash__ = None
try: {NoHash()}
except TypeError as e: print(e)
try: {}[NoHash()]
except TypeError as e: print(e)
class Boom:
    def __eq__(self, o): raise ValueError("eq boom")
    def __hash__(self): return 1
for s in ["Boom() == 1", "Boom() in [1]", "{Boom(): 1, Boom(): 2}", "[Boom()].index(1)", "Boom() != 1", "(Boom(),) == (1,)"]:
    try: print(eval(s))
    except ValueError as e: print(s, e)
class Bool:
    def __init__(self, r): self.r = r
    def __bool__(self): return self.r
class Len:
    def __init__(self, r): self.r = r
    def __len__(self): return self.r
for x in [Bool(True), Bool(False), Bool(1), Bool(None), Len(0), Len(3), Len(-1), Len("x"), Len(2**200), Len(True)]:
    try: print(bool(x), not x)
    except Exception as e: print(type(e).__name__, e)
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], [nan].index(nan), (nan,) == (nan,), {nan: 1}[nan], nan != nan)
for s in ["1 < 'a'", "None < None", "[] < ()", "{} < {}", "1j < 2j", "object() < object()", "int < str", "len >= len", "{1} < [1]", "'a' <= b'a'", "range(1) < range(2)", "... > ..."]:
    try: print(eval(s))
    except TypeError as e: print(s, e)
