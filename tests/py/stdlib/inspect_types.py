import inspect, types, typing
def f(a, /, b: int = 1, *c, d="x", **e) -> str: "doc"
s = inspect.signature(f); print(s, list(s.parameters), s.parameters["b"].default, s.parameters["a"].kind.name, s.return_annotation, s.bind(1, 2, 3, d=4, z=5).arguments, s.replace(parameters=[]), s == inspect.signature(f), s.bind_partial().arguments)
for a, k in [((), {}), ((1,), {"a": 2}), ((1,), {"b": 1, "d": 2})]:
    try: b = s.bind(*a, **k); b.apply_defaults(); print(b.args, b.kwargs)
    except TypeError as e: print(e)
class C:
    "C doc"
    def m(self, x=1): return x
    @classmethod
    def k(cls, y): pass
    @staticmethod
    def s(z): pass
    @property
    def p(self): "pdoc"
    def __call__(self, q): pass
    def __init__(self, v: int): pass
print(inspect.signature(C), inspect.signature(C(1)), inspect.signature(C(1).m), inspect.signature(C.m), inspect.signature(C.k), inspect.signature(C.s), inspect.signature(len), inspect.signature(lambda x, *, y: 0), inspect.signature(print), inspect.signature(sorted), inspect.signature(int.from_bytes) if False else "")
for o in (len, C, f, C(1).m, C.m, lambda: 0, (i for i in ()), inspect, 5, C.p, str.join, int.__add__, [].append, C.k):
    print([n for n in ("isfunction", "ismethod", "isclass", "isbuiltin", "isroutine", "isgenerator", "ismodule", "isdatadescriptor", "ismethoddescriptor") if getattr(inspect, n)(o)])
async def co(): pass
async def ag(): yield
def ge(): yield
print(inspect.iscoroutinefunction(co), inspect.isasyncgenfunction(ag), inspect.isgeneratorfunction(ge), inspect.getdoc(C), inspect.getdoc(C.p), inspect.getmro(C)[1], inspect.isabstract(C), [n for n, _ in inspect.getmembers(C) if not n.startswith("_")], inspect.getmodule(C).__name__, inspect.unwrap(f) is f, inspect.getattr_static(C(1), "p").__class__.__name__, inspect.cleandoc("  a\n    b\n"), inspect.currentframe().f_lineno)
print(inspect.getsource(C.m), inspect.getsourcelines(f)[1], inspect.getfullargspec(f), inspect.getcallargs(C(1).m, 5)["x"], inspect.classify_class_attrs(C)[0].name is not None)
g = ge(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g)); list(g); print(inspect.getgeneratorstate(g))
P = inspect.Parameter; print(inspect.Signature([P("a", P.POSITIONAL_ONLY), P("b", P.KEYWORD_ONLY, default=1)]), P("x", P.VAR_POSITIONAL), P.empty.__name__)
for fn in (lambda: inspect.Signature([P("a", P.KEYWORD_ONLY), P("b", P.POSITIONAL_ONLY)]), lambda: P("1", P.KEYWORD_ONLY), lambda: inspect.signature(5), lambda: inspect.Signature([P("a", P.POSITIONAL_ONLY)] * 2)):
    try: print(fn())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
ns = types.SimpleNamespace(a=1, b="x"); ns.c = [1]; print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[1]), vars(ns), types.SimpleNamespace({"k": 1})); del ns.a; print(ns)
mp = types.MappingProxyType({"a": 1}); print(mp, mp["a"], len(mp), list(mp), mp | {"b": 2}, mp == {"a": 1}, mp.get("z"), mp.copy(), "a" in mp, hash(types.MappingProxyType) is not None)
for fn in (lambda: mp.__setitem__("a", 1), lambda: types.MappingProxyType(5), lambda: mp["zz"]):
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
try: mp["a"] = 5
except TypeError as e: print(e)
m = types.ModuleType("m", "mdoc"); m.x = 1; print(m, m.__doc__, m.__name__, m.x, m.__dict__.keys() >= {"__name__", "x"}, types.FunctionType(f.__code__, {}, "n").__name__, types.MethodType(f, 5).__self__, types.CellType(1).cell_contents, types.NoneType, types.EllipsisType, types.NotImplementedType, types.UnionType, types.GenericAlias, types.CodeType.__name__, types.DynamicClassAttribute.__name__, types.coroutine.__name__)
print(types.new_class("X", (C,), {}, lambda ns: ns.update(z=1)).z, types.prepare_class("Y")[0], types.get_original_bases(type("Z", (), {})))
T = typing.TypeVar("T")
class Gn(typing.Generic[T]):
    def get(self) -> T: ...
@typing.overload
def ov(a: int) -> int: ...
@typing.overload
def ov(a: str) -> str: ...
def ov(a): return a
print(ov(1), typing.get_overloads(ov).__len__(), typing.get_type_hints(f), typing.Optional[int], typing.Union[int, str, None], typing.Literal[1, "a"], typing.Callable[[int], str], typing.get_args(typing.Literal[1, 2]), typing.Annotated[int, "meta"], typing.get_type_hints(type("A", (), {"__annotations__": {"x": "int"}})), typing.NewType("UserId", int)(5), typing.final(C) is C, typing.Final[int], typing.ClassVar[int], typing.Self, typing.Never, typing.assert_type(1, int), typing.cast("x", 1), typing.is_typeddict(C), typing.get_origin(typing.List[int]), typing.ForwardRef("X"), Gn[int], typing.Any)
try: typing.assert_never(1)
except AssertionError as e: print(e)
