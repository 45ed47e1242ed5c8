from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def describe(self): return f"{self.name.lower()}={self.value}"
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def hexa(self): return "#%02d" % self.value
print(Color.RED, repr(Color.RED), Color(1), Color["GREEN"], Color.ALIAS is Color.RED, list(Color), len(Color), Color.RED.name, Color.RED.value, Color.RED.describe(), Color.default(), Color.RED.hexa, Color.__members__, Color.RED in Color, 1 in Color, 9 in Color, isinstance(Color.RED, Color), type(Color.RED), Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.GREEN, hash(Color.RED) == hash(Color.RED), {Color.RED: "r"}[Color(1)], f"{Color.RED}", str(Color), repr(Color), bool(Color.RED), [c.value for c in reversed(Color)], dir(Color.RED)[-3:])
for f in (lambda: Color(9), lambda: Color["ZZ"], lambda: Color.ZZ, lambda: setattr(Color, "RED", 5), lambda: delattr(Color, "RED"), lambda: Color.RED < Color.GREEN, lambda: setattr(Color.RED, "value", 2), lambda: type("X", (Color,), {}), lambda: Color(), lambda: Color.RED.GREEN, lambda: Color.RED(), lambda: Enum("D", "a b a"), lambda: Color(None), lambda: setattr(Color, "NEW", 3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class N(IntEnum):
    A = auto(); B = auto(); C = 10; D = auto()
print(list(N), N.A + 1, N.B < N.C, N(10), N.D == 11, [5, 6, 7][N.A], repr(N.A), str(N.A), f"{N.A:03d}", N.A == 1, sorted(N, reverse=True)[0].name, type(N.A + N.B), max(N), sum(N), N.A.bit_length(), isinstance(N.A, int))
class S(StrEnum):
    ONE = auto(); TWO = "two!"
print(list(S), S.ONE, repr(S.ONE), S.ONE == "one", S.TWO.upper(), "x" + S.ONE, f"{S.TWO:>6}", S("one"), {S.ONE: 1}["one"])
class P(Flag):
    R = auto(); W = auto(); X = auto(); RW = R | W
print(list(P), P.R | P.X, P.RW, P.RW & P.R, P.R in P.RW, P.X in P.RW, ~P.R, P.RW ^ P.R, P(0), P(7), P(3), bool(P(0)), bool(P.R), repr(P.R | P.X), str(P.R | P.X), [p for p in P.RW], len(P.RW), P.R.value, P["RW"], P.RW.name, (P.R | P.X).name, P.R | P.W == P.RW)
for f in (lambda: P(8), lambda: P.R | 1, lambda: P["Q"], lambda: P.R < P.W, lambda: P("x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split("\n")[0])
class I(IntFlag):
    A = 1; B = 2; C = 4
print(I.A | I.B, I.A | 8, I(5), I.A + 1, ~I.A, I.C & 6, repr(I(0)), I(16), int(I.A | I.C), I.A | I.B == 3)
class Planet(Enum):
    EARTH = (5.97, 6.37); MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return round(self.mass / self.radius ** 2, 4)
print(Planet.EARTH.mass, Planet.MARS.g, Planet((5.97, 6.37)), Planet.EARTH)
class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    X = auto(); Y = auto()
print(list(Auto))
class Miss(Enum):
    A = "a"; OTHER = "?"
    @classmethod
    def _missing_(cls, v): return cls.OTHER if isinstance(v, str) else None
print(Miss("zzz"), Miss("a"))
try: Miss(5)
except ValueError as e: print(e)
class WithNew(bytes, Enum):
    def __new__(cls, v, label): o = bytes.__new__(cls, [v]); o._value_ = v; o.label = label; return o
    A = (65, "letter a"); B = (66, "letter b")
print(WithNew.A, WithNew(66).label, WithNew.A == b"A")
F = Enum("F", "x y z"); print(list(F), F.x.value, F.__name__, Enum("G", {"a": 1, "b": 2})("" if False else 2), list(Enum("H", [("p", 5)], type=int)), IntEnum("K", ["m", "n"], start=5).n + 0)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
@verify(CONTINUOUS)
class V(IntEnum): A = 1; B = 2
class Mixed(Enum):
    _ignore_ = ["i"]
    A = 1; f = lambda s: 1
    class Inner: pass
    @member
    def m(): return 5
    n = nonmember(9)
print([x.name for x in Mixed], Mixed.n, Mixed.A.f() if callable(Mixed.A.f) else "")
class Base(Enum):
    def hi(self): return "hi " + self.name
class Der(Base): Q = 1
print(Der.Q.hi(), Der.__mro__[1].__name__, Der.Q._name_, Der.Q._value_, Der._member_names_, Der._value2member_map_)
class Ord(Enum):
    A = 1; B = 2
    def __lt__(self, o): return self.value < o.value
print(Ord.A < Ord.B, sorted([Ord.B, Ord.A]), max(Ord)); import copy, pickle; print(copy.deepcopy(Color.RED) is Color.RED, Color.RED.__reduce_ex__(2)[1])
match Color.RED:
    case Color.GREEN: print("no")
    case Color.RED: print("matched")
class DC(Enum):
    A = {"k": [1]}; B = None; C = (); D = ...
print([c.value for c in DC], DC({"k": [1]}), DC(None), DC.A.value["k"])
