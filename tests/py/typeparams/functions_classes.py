import typing
def ident[T](x: T) -> T: return x
def bounded[T: int](x: T) -> T: return x
def constrained[T: (int, str)](x: T) -> T: return x
def variadic[*Ts](*args: *Ts) -> tuple[*Ts]: return args
def params[**P](f: typing.Callable[P, int], *a: P.args, **k: P.kwargs): return f(*a, **k)
def default[T = int, *Ts = *tuple[int, ...], **P = [int]](): pass
for f in (ident, bounded, constrained, variadic, params, default):
    print(f.__name__, f.__type_params__, [type(p).__name__ for p in f.__type_params__])
T, = bounded.__type_params__
print(T, T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__contravariant__, T.__infer_variance__, T.has_default(), T.__default__)
T, = constrained.__type_params__; print(T.__constraints__, T.__bound__)
T, Ts, P = default.__type_params__; print(T.__default__, Ts.__default__, P.__default__, T.has_default(), Ts, P, P.args, P.kwargs, P.args.__origin__ is P)
print(ident.__annotations__["x"] is ident.__type_params__[0], ident(5), params(lambda a: a, 3))
class Stack[T]:
    def __init__(self): self.items: list[T] = []
    def push(self, x: T) -> "Stack[T]": self.items.append(x); return self
    def method[U](self, u: U) -> tuple[T, U]: return self.items[0], u
s = Stack[int]().push(1)
print(Stack.__type_params__, Stack.__parameters__, Stack.__orig_bases__, Stack.__bases__, Stack[int], Stack[int].__origin__, Stack[int].__args__, s.items, s.method("u"), s.__orig_class__)
print(Stack.method.__type_params__, Stack.method.__annotations__["return"])
class Sub[K, V](Stack[K], dict[K, V]): pass
print(Sub.__type_params__, Sub.__orig_bases__, Sub.__mro__[:3], Sub[int, str], Sub.__parameters__)
for f in (lambda: Stack[int, str], lambda: Sub[int], lambda: Stack[()], lambda: ident[int], lambda: Stack[int][str]):
    try: print(f())
    except TypeError as e: print(e)
type Alias = int | str
type Rec = list[Rec] | None
type Gen[T] = list[T] | dict[str, T]
type Multi[*Ts, **P] = typing.Callable[P, tuple[*Ts]]
print(Alias, Alias.__value__, Alias.__name__, Alias.__type_params__, Alias.__module__, type(Alias).__name__, Rec.__value__, Gen[int], Gen[int].__origin__ is Gen, Gen[int].__args__, Gen.__type_params__, Gen.__value__, Multi.__value__)
type Lazy = undefined_thing
try: Lazy.__value__
except NameError as e: print(e)
undefined_thing = 5; print(Lazy.__value__)
for f in (lambda: isinstance(1, Alias), lambda: Alias(), lambda: Alias[int], lambda: setattr(Alias, "__name__", "x"), lambda: Alias | None, lambda: list[Alias], lambda: typing.TypeAliasType("X", int).__value__):
    try: print(f())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
def scope[T](x):
    def inner(): return T
    class C: t = T
    return inner() is C.t, T.__name__, [T for _ in range(1)][0] is T
print(scope(1))
try: T2
except NameError as e: print(e)
class Cl[T]:
    attr = T
    def m(self): return T
    class Inner[U]:
        both = T, U
print(Cl.attr is Cl.__type_params__[0], Cl().m() is Cl.attr, Cl.Inner.both, hasattr(Cl, "T"))
x = "outer"
class Shadow[x]:
    y = x
    x = "class attr"
    z = x
print(Shadow.y, Shadow.z, x)
def deco(f): print("deco", f.__name__, f.__type_params__); return f
@deco
def decorated[T](a=x): pass
def lazy_bound[T: Later](): pass
try: lazy_bound.__type_params__[0].__bound__
except NameError as e: print(e)
Later = float; print(lazy_bound.__type_params__[0].__bound__, callable(lazy_bound.__type_params__[0].evaluate_bound))
def order(v): print("order", v); return v
def evaluated[T: order("bound")](a=order("default"), b: order("ann") = 1) -> order("ret"): pass
print(evaluated.__type_params__[0].__bound__, evaluated.__annotations__["b"])
async def co[T](x: T): return x
def gn[T](x: T): yield x
print(co.__type_params__, gn.__type_params__, list(gn(1)), ident.__qualname__, Cl.m.__qualname__, scope.__code__.co_name)
print(typing.TypeVar("V", bound=int), typing.TypeVar("W", covariant=True), typing.TypeVar("X", int, str).__constraints__, typing.ParamSpec("Q"), typing.TypeVarTuple("R"), typing.NoDefault)
for f in (lambda: typing.TypeVar("V", int), lambda: typing.TypeVar("V", covariant=True, contravariant=True), lambda: typing.TypeVar("V", int, str, bound=int), lambda: typing.TypeVar(5), lambda: T.nope):
    try: print(f())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
class K[T](metaclass=type): pass
print(K.__mro__, typing.Generic in Stack.__mro__, Stack.__class_getitem__(int))
