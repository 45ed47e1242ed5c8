from dataclasses import *
import dataclasses
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: str = field(default="h", repr=False, compare=False)
    def norm(self): return self.x ** 2 + self.y ** 2
p = P(1, 2); print(p, p == P(1, 2), p != P(1, 3), p.norm(), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(P)], is_dataclass(p), is_dataclass(int), P.__match_args__, P(1).tags is P(1).tags, p.hidden, P.__doc__, P.__hash__)
for f in (lambda: P(), lambda: P(1, 2, [], "h", 5), lambda: P(z=1), lambda: hash(p), lambda: p < p, lambda: replace(p, q=1), lambda: fields(5), lambda: asdict(P), lambda: dataclass(type("D", (), {"__annotations__": {"a": list}, "a": []}))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True, order=True, slots=True)
class F:
    a: int
    b: str = "z"
print(F(1) < F(2), F(1, "a") < F(1, "b"), sorted([F(2), F(1)]), hash(F(1)) == hash(F(1)), {F(1): 1}[F(1)], F.__slots__, hasattr(F(1), "__dict__"), max(F(1), F(3)), F(1) <= F(1))
for f in (lambda: setattr(F(1), "a", 2), lambda: delattr(F(1), "a"), lambda: F(1) < 5):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
@dataclass
class Base:
    a: int
    b: int = 2
@dataclass
class Derived(Base):
    c: int = 3
    b: int = 20
print(Derived(1), Derived(1, c=9), [f.name for f in fields(Derived)], Derived(1) == Base(1), isinstance(Derived(1), Base))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 1
print(K(a=1))
try: K(1)
except TypeError as e: print(e)
@dataclass
class M:
    a: int
    _: KW_ONLY
    b: int = 5
    c: InitVar[int] = 0
    d: int = field(init=False)
    e: "ClassVar[int]" = 9
    def __post_init__(self, c): self.d = self.a + c
from typing import ClassVar
m = M(1, c=10); print(m, m.d, M.__init__.__name__, [f.name for f in fields(M)])
@dataclass(repr=False, eq=False, init=False)
class Nope: a: int = 1
print(Nope().a, Nope() == Nope(), "Nope" in repr(Nope()))
@dataclass(unsafe_hash=True)
class H: a: int; b: list = field(default_factory=list, hash=False)
print(hash(H(1)) == hash(H(1, [2])))
@dataclass
class Nested: p: P; l: list[P]; d: dict
n = Nested(P(1), [P(2)], {"k": P(3)}); print(asdict(n), astuple(n), n); c = replace(n); print(c == n, c is n, c.p is n.p)
match P(3, 4):
    case P(x, 4): print("matched", x)
D = make_dataclass("D", ["a", ("b", int), ("c", int, field(default=7))], namespace={"m": lambda s: s.a}, bases=()); print(D(1, 2), D(1, 2).m(), D.__name__)
@dataclass
class R: me: "R" = None; v: int = 0
r = R(v=1); r.me = r; print(r)
@dataclass
class Meta: a: int = field(default=1, metadata={"unit": "m"})
f, = fields(Meta); print(f.metadata["unit"], f.default, f.type, f.init, f.repr, f.name, f.default_factory is MISSING, f.kw_only)
@dataclass(order=True)
class O: k: int; v: str = field(compare=False)
print(sorted([O(2, "a"), O(1, "b")]), O(1, "x") == O(1, "y"), O(1, "a") > O(0, "z"))
try:
    @dataclass(order=True, eq=False)
    class E: pass
except ValueError as e: print(e)
@dataclass
class Prop:
    v: int
    @property
    def double(self): return self.v * 2
    @classmethod
    def make(cls): return cls(5)
    def __str__(self): return "str!"
print(Prop.make().double, str(Prop(1)), repr(Prop(1)), f"{Prop(2)}")
@dataclass(slots=True, weakref_slot=True)
class Sl: x: int = 0
import weakref, copy; s = Sl(); print(weakref.ref(s)() is s, copy.copy(s), copy.deepcopy(s) == s)
try: s.zz = 1
except AttributeError as e: print(e)
print(dataclasses.asdict(p, dict_factory=lambda kv: sorted(k for k, v in kv)), P.__eq__(p, 5), P.__init__.__annotations__ if False else "", P.__dataclass_params__ if False else "")
