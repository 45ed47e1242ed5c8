//! Type parameters and type aliases: `TypeVar`, `ParamSpec`, `TypeVarTuple`, `TypeAliasType` and their helpers.
//!
//! What needs more than the object itself (substitution, checks) is done by functions of the `typing` module.

use std::cell::Cell;

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::native::readonly;
use crate::builtins::{generic_alias, import_module, object, union};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{kind_of_ptr, type_of, type_of_kind};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::{call, call_method};
use crate::protocol::compare::{self, truth};
use crate::protocol::{attr, item, iter, text};
use crate::vm::vm;

macro_rules! param_layout {
    ($($name:ident)*) => { $(
        layout! {
            pub struct $name: $name {
                gc name: Ptr<Str>,
                gc bound: Slot,
                gc evaluate_bound: Slot,
                gc constraints: Slot,
                gc evaluate_constraints: Slot,
                gc default: Slot,
                gc evaluate_default: Slot,
                gc dict: Ptr<Dict>,
                raw covariant: Cell<bool>,
                raw contravariant: Cell<bool>,
                raw infer: Cell<bool>,
            }
        }
    )* };
}
param_layout!(TypeVar ParamSpec TypeVarTuple);
layout! {
    pub struct ParamSpecArgs: ParamSpecArgs {
        gc origin: Slot,
    }
}
layout! {
    pub struct ParamSpecKwargs: ParamSpecKwargs {
        gc origin: Slot,
    }
}
layout! {
    pub struct TypeAlias: TypeAlias {
        gc name: Ptr<Str>,
        gc type_params: Ptr<Tuple>,
        gc value: Slot,
        gc evaluate: Slot,
        gc module: Slot,
    }
}
layout! {
    /// Evaluates to what it was made with.
    pub struct ConstEvaluator: ConstEvaluator {
        gc value: Slot,
    }
}
layout! {
    pub struct NoDefault: NoDefault {
        raw unused: u64,
    }
}

/// The three layouts of type parameters are one.
fn param(v: Value) -> Gc<TypeVar> {
    debug_assert!(is_param(v));
    // SAFETY: only called with receivers of these kinds.
    unsafe { v.cast_unchecked() }
}
pub fn is_param(v: Value) -> bool {
    v.is_ptr() && matches!(kind_of_ptr(v.bits()), Kind::TypeVar | Kind::ParamSpec | Kind::TypeVarTuple)
}
/// `typing.NoDefault`
pub fn no_default() -> Value {
    if let Some(v) = vm().state("typing.NoDefault") {
        return v;
    }
    let v = alloc(NoDefault { header: NoDefault::HEADER, unused: 0 }).value();
    vm().set_state("typing.NoDefault", v);
    v
}
/// `__name__` of the module whose code is running.
fn caller_module() -> Value {
    crate::interp::frames::current_globals().and_then(|g| g.get_text("__name__")).unwrap_or_else(none)
}
fn blank(name: Gc<Str>) -> TypeVar {
    TypeVar {
        header: TypeVar::HEADER,
        name: Ptr::new(name),
        bound: Slot::empty(),
        evaluate_bound: Slot::empty(),
        constraints: Slot::empty(),
        evaluate_constraints: Slot::empty(),
        default: Slot::empty(),
        evaluate_default: Slot::empty(),
        dict: Ptr::empty(),
        covariant: Cell::new(false),
        contravariant: Cell::new(false),
        infer: Cell::new(false),
    }
}
/// A type parameter of a kind.
fn make(kind: Kind, body: TypeVar) -> Gc<TypeVar> {
    let p = crate::object::gc::alloc_shaped(kind as u32, body);
    let d = Dict::new();
    let _ = d.set_text("__module__", caller_module());
    p.dict.set(p, d);
    p
}
/// A type parameter of PEP 695 syntax.
pub fn new_param(kind: Kind, name: Value) -> Result<Gc<TypeVar>, Raised> {
    let name = name.cast::<Str>().ok_or_else(|| type_error("the name of a type parameter must be a string"))?;
    let p = make(kind, blank(name));
    p.infer.set(kind != Kind::TypeVarTuple);
    Ok(p)
}
/// Gives a type parameter a default that is still to be evaluated.
pub fn set_default(v: Value, evaluate: Value) {
    if is_param(v) {
        let p = param(v);
        p.evaluate_default.set(p, evaluate);
    }
}
/// Calls a function of `typing`.
fn typing(name: &str, args: &[Value]) -> Res {
    call_method(import_module("typing")?, name, args)
}
fn type_check(v: Value, message: &str) -> Res {
    if v == none() {
        return Ok(type_of_kind(Kind::NoneType).value());
    }
    if v.cast::<crate::object::types::Type>().is_some() {
        return Ok(v);
    }
    typing("_type_check", &[v, Str::new(message).value()])
}
fn flag(v: Option<Value>) -> Result<bool, Raised> {
    v.map_or(Ok(false), truth)
}
fn name_arg(v: Value, class: &str) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>()
        .ok_or_else(|| type_error(format!("{class}() argument 'name' must be str, not {}", type_of(v).name_text())))
}
/// Variance keywords: arguments `i`, `i+1`, `i+2`.
fn set_variance(p: Gc<TypeVar>, a: &Args, i: usize) -> Result<(), Raised> {
    let (co, contra, infer) = (flag(a.opt(i))?, flag(a.opt(i + 1))?, flag(a.opt(i + 2))?);
    if co && contra {
        return Err(value_error("Bivariant types are not supported."));
    }
    if infer && (co || contra) {
        return Err(value_error("Variance cannot be specified with infer_variance."));
    }
    p.covariant.set(co);
    p.contravariant.set(contra);
    p.infer.set(infer);
    Ok(())
}
fn typevar_new(a: &Args) -> Res {
    // slots: cls, name, bound, default, covariant, contravariant, infer_variance
    let p = make(Kind::TypeVar, blank(name_arg(a[1], "typevar")?));
    set_variance(p, a, 4)?;
    if let Some(b) = a.opt_none(2) {
        p.bound.set(p, type_check(b, "Bound must be a type.")?);
    }
    match a.rest.len() {
        0 => {}
        1 => return Err(type_error("A single constraint is not allowed")),
        _ if p.bound.is_some() => return Err(type_error("Constraints cannot be combined with bound=...")),
        _ => p.constraints.set(p, Tuple::try_new(a.rest)?.value()),
    }
    p.default.set(p, a.opt(3));
    Ok(p.value())
}
fn paramspec_new(a: &Args) -> Res {
    let p = make(Kind::ParamSpec, blank(name_arg(a[1], "paramspec")?));
    set_variance(p, a, 4)?;
    if let Some(b) = a.opt_none(2) {
        p.bound.set(p, type_check(b, "Bound must be a type.")?);
    }
    p.default.set(p, a.opt(3));
    Ok(p.value())
}
fn typevartuple_new(a: &Args) -> Res {
    let p = make(Kind::TypeVarTuple, blank(name_arg(a[1], "typevartuple")?));
    p.default.set(p, a.opt(2));
    Ok(p.value())
}

// --- values that may have to be evaluated

/// Calls a lazy evaluator for the value itself.
fn evaluate(e: Value) -> Res {
    call(e, &[Value::small(1)])
}
fn lazy(v: Value, value: fn(&TypeVar) -> &Slot, evaluator: fn(&TypeVar) -> &Slot) -> Result<Option<Value>, Raised> {
    let p = param(v);
    if let Some(x) = value(&p).get() {
        return Ok(Some(x));
    }
    let Some(e) = evaluator(&p).get() else { return Ok(None) };
    let x = evaluate(e)?;
    value(&p).set(p, x);
    Ok(Some(x))
}
fn evaluator(value: Option<Value>, lazy: Option<Value>) -> Value {
    match (lazy, value) {
        (Some(e), _) => e,
        (None, Some(v)) => alloc(ConstEvaluator { header: ConstEvaluator::HEADER, value: Slot::new(v) }).value(),
        (None, None) => none(),
    }
}
fn default_of(v: Value) -> Res {
    Ok(lazy(v, |p| &p.default, |p| &p.evaluate_default)?.unwrap_or_else(no_default))
}
fn has_default(a: &Args) -> Res {
    let p = param(a[0]);
    let given = p.default.get().is_some_and(|d| d != no_default());
    Ok(boolean(given || p.evaluate_default.is_some()))
}
fn bound_of(v: Value) -> Res {
    Ok(lazy(v, |p| &p.bound, |p| &p.evaluate_bound)?.unwrap_or_else(none))
}
fn constraints_of(v: Value) -> Res {
    Ok(lazy(v, |p| &p.constraints, |p| &p.evaluate_constraints)?.unwrap_or_else(|| Tuple::empty().value()))
}

// --- behaviour of type parameters

fn repr(a: &Args) -> Res {
    let p = param(a[0]);
    let name = p.name.gc();
    let sign = match (p.infer.get(), p.covariant.get(), p.contravariant.get()) {
        _ if kind_of_ptr(a[0].bits()) == Kind::TypeVarTuple => "",
        (true, ..) => "",
        (_, true, _) => "+",
        (_, _, true) => "-",
        _ => "~",
    };
    let mut b = StrBuilder::new();
    b.push_text(sign);
    b.push_str(name);
    b.finish().map(Gc::value)
}
fn or(a: Value, b: Value) -> Res {
    union::from_params(Tuple::new(&[a, b]).value())
}
fn mro_entries(a: &Args) -> Res {
    Err(type_error(format!("Cannot subclass an instance of {}", type_of(a[0]).name.gc().to_text())))
}
fn prepare_subst(a: &Args) -> Res {
    let params = attr::get(a[1], "__parameters__")?;
    let args = iter::to_tuple(a[2])?;
    let params = iter::to_tuple(params)?;
    let index = params.items().iter().position(|p| *p == a[0]);
    if index.is_some_and(|i| i < args.len()) {
        return Ok(args.value());
    }
    if index == Some(args.len()) {
        let default = default_of(a[0])?;
        if default != no_default() {
            let mut all: GcVec = args.items().iter().copied().collect();
            all.push(default);
            return Ok(Tuple::try_new(all.as_slice())?.value());
        }
    }
    let mut expected = 0;
    for p in params.items() {
        let optional = p.cast::<TypeVarTuple>().is_some() || default_of(*p)? != no_default();
        expected += !optional as usize;
    }
    Err(type_error(format!(
        "Too few arguments for {}; actual {}, expected at least {expected}",
        text::str_of(a[1])?.to_text(),
        args.len()
    )))
}
fn iterate_unpacked(a: &Args) -> Res {
    let unpack = attr::get(import_module("typing")?, "Unpack")?;
    let x = item::get_item(unpack, a[0])?;
    iter::get_iter(Tuple::new(&[x]).value())
}

macro_rules! common_methods {
    () => {
        &[
            NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
            NativeDef::new("__mro_entries__(self, bases, /)", mro_entries, ""),
            NativeDef::new("__reduce__(self, /)", |a| Ok(param(a[0]).name.gc().value()), ""),
            NativeDef::new("has_default(self, /)", has_default, ""),
        ]
    };
}
static COMMON: &[NativeDef] = common_methods!();
static OR: &[NativeDef] = &[
    NativeDef::new("__or__(self, value, /)", |a| or(a[0], a[1]), "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", |a| or(a[1], a[0]), "Return value|self."),
];
static TYPEVAR: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        typevar_new,
        "Type variable.",
    ),
    NativeDef::new("__typing_subst__(self, arg, /)", |a| typing("_typevar_subst", &[a[0], a[1]]), ""),
    NativeDef::new("__typing_prepare_subst__(self, alias, args, /)", prepare_subst, ""),
];
static PARAMSPEC: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
        paramspec_new,
        "Parameter specification.",
    ),
    NativeDef::new("__typing_subst__(self, arg, /)", |a| typing("_paramspec_subst", &[a[0], a[1]]), ""),
    NativeDef::new(
        "__typing_prepare_subst__(self, alias, args, /)",
        |a| typing("_paramspec_prepare_subst", &[a[0], a[1], a[2]]),
        "",
    ),
];
static TYPEVARTUPLE: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, name, *, default=typing.NoDefault)", typevartuple_new, "Type variable tuple."),
    NativeDef::new("__iter__(self, /)", iterate_unpacked, "Implement iter(self)."),
    NativeDef::new(
        "__typing_subst__(self, arg, /)",
        |_| Err(type_error("Substitution of bare TypeVarTuple is not supported")),
        "",
    ),
    NativeDef::new(
        "__typing_prepare_subst__(self, alias, args, /)",
        |a| typing("_typevartuple_prepare_subst", &[a[0], a[1], a[2]]),
        "",
    ),
];
static NAME: &[GetSetDef] = &[
    GetSetDef::rw("__name__", |v| Ok(param(v).name.gc().value()), readonly, ""),
    GetSetDef::ro("__default__", default_of, ""),
    GetSetDef::ro(
        "evaluate_default",
        |v| Ok(evaluator(param(v).default.get().filter(|d| *d != no_default()), param(v).evaluate_default.get())),
        "",
    ),
];
static VARIANCE: &[GetSetDef] = &[
    GetSetDef::ro("__bound__", bound_of, ""),
    GetSetDef::rw("__covariant__", |v| Ok(boolean(param(v).covariant.get())), readonly, ""),
    GetSetDef::rw("__contravariant__", |v| Ok(boolean(param(v).contravariant.get())), readonly, ""),
    GetSetDef::rw("__infer_variance__", |v| Ok(boolean(param(v).infer.get())), readonly, ""),
];
static TYPEVAR_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("__constraints__", constraints_of, ""),
    GetSetDef::ro("evaluate_bound", |v| Ok(evaluator(param(v).bound.get(), param(v).evaluate_bound.get())), ""),
    GetSetDef::ro(
        "evaluate_constraints",
        |v| Ok(evaluator(param(v).constraints.get(), param(v).evaluate_constraints.get())),
        "",
    ),
];
static PARAMSPEC_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro(
        "args",
        |v| Ok(alloc(ParamSpecArgs { header: ParamSpecArgs::HEADER, origin: Slot::new(v) }).value()),
        "Represents positional arguments.",
    ),
    GetSetDef::ro(
        "kwargs",
        |v| Ok(alloc(ParamSpecKwargs { header: ParamSpecKwargs::HEADER, origin: Slot::new(v) }).value()),
        "Represents keyword arguments.",
    ),
];

// --- P.args, P.kwargs

fn origin(v: Value) -> Value {
    match (v.cast::<ParamSpecArgs>(), v.cast::<ParamSpecKwargs>()) {
        (Some(x), _) => x.origin.get_or_none(),
        (_, Some(x)) => x.origin.get_or_none(),
        _ => none(),
    }
}
fn args_new(a: &Args) -> Res {
    Ok(alloc(ParamSpecArgs { header: ParamSpecArgs::HEADER, origin: Slot::new(a[1]) }).value())
}
fn kwargs_new(a: &Args) -> Res {
    Ok(alloc(ParamSpecKwargs { header: ParamSpecKwargs::HEADER, origin: Slot::new(a[1]) }).value())
}
fn part_repr(a: &Args) -> Res {
    let o = origin(a[0]);
    let suffix = if a[0].cast::<ParamSpecArgs>().is_some() { "args" } else { "kwargs" };
    let name = match o.cast::<ParamSpec>() {
        Some(p) => p.name.gc(),
        None => text::repr(o)?,
    };
    Ok(Str::new(&format!("{}.{suffix}", name.to_text())).value())
}
fn part_eq(a: &Args, negate: bool) -> Res {
    if !a[1].is_ptr() || kind_of_ptr(a[0].bits()) != kind_of_ptr(a[1].bits()) {
        return Ok(not_implemented());
    }
    Ok(boolean(compare::eq(origin(a[0]), origin(a[1]))? != negate))
}
static PART: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", part_repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| part_eq(a, false), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| part_eq(a, true), "Return self!=value."),
    NativeDef::new("__mro_entries__(self, bases, /)", mro_entries, ""),
];
static ARGS_NEW: &[NativeDef] =
    &[NativeDef::new("__new__(cls, /, origin)", args_new, "The args for a ParamSpec object.")];
static KWARGS_NEW: &[NativeDef] =
    &[NativeDef::new("__new__(cls, /, origin)", kwargs_new, "The kwargs for a ParamSpec object.")];
static PART_ATTRS: &[GetSetDef] = &[GetSetDef::rw("__origin__", |v| Ok(origin(v)), readonly, "")];

// --- type aliases

fn alias(v: Value) -> Result<Gc<TypeAlias>, Raised> {
    v.cast::<TypeAlias>().ok_or_else(|| type_error("a type alias is needed"))
}
/// `type name[params] = value`, the value still to be evaluated.
pub fn new_alias(name: Value, params: Value, evaluate: Value) -> Res {
    let name = name.cast::<Str>().ok_or_else(|| type_error("the name of a type alias must be a string"))?;
    let a = TypeAlias {
        header: TypeAlias::HEADER,
        name: Ptr::new(name),
        type_params: Ptr::new(params.cast::<Tuple>()),
        value: Slot::empty(),
        evaluate: Slot::new(evaluate),
        module: Slot::new(caller_module()),
    };
    Ok(alloc(a).value())
}
fn alias_make(a: &Args) -> Res {
    let name = name_arg(a[1], "typealias")?;
    let params = match a.opt(3) {
        None => None,
        Some(p) => Some(p.cast::<Tuple>().ok_or_else(|| type_error("type_params must be a tuple"))?),
    };
    if let Some(p) = params {
        check_params(p)?;
    }
    let body = TypeAlias {
        header: TypeAlias::HEADER,
        name: Ptr::new(name),
        type_params: Ptr::new(params),
        value: Slot::new(a[2]),
        evaluate: Slot::empty(),
        module: Slot::new(caller_module()),
    };
    Ok(alloc(body).value())
}
fn check_params(params: Gc<Tuple>) -> Result<(), Raised> {
    let mut default_seen = false;
    for &p in params.items() {
        if attr::get_opt(p, Str::intern("__default__"))?.is_none() {
            return Err(type_error(format!("Expected a type param, got {}", text::repr(p)?.to_text())));
        }
        let has = truth(call_method(p, "has_default", &[])?)?;
        if default_seen && !has {
            return Err(type_error(format!(
                "non-default type parameter '{}' follows default type parameter",
                text::repr(p)?.to_text()
            )));
        }
        default_seen |= has;
    }
    Ok(())
}
fn alias_value(v: Value) -> Res {
    let a = alias(v)?;
    if let Some(x) = a.value.get() {
        return Ok(x);
    }
    let x = evaluate(a.evaluate.get_or_none())?;
    a.value.set(a, x);
    Ok(x)
}
/// `__parameters__`: type variable tuples unpacked.
pub fn unpack_params(params: Gc<Tuple>) -> Res {
    if params.items().iter().all(|p| p.cast::<TypeVarTuple>().is_none()) {
        return Ok(params.value());
    }
    let mut out = GcVec::new();
    for &p in params.items() {
        match p.cast::<TypeVarTuple>() {
            Some(_) => out.extend(iter::collect(p)?.iter()),
            None => out.push(p),
        }
    }
    Ok(Tuple::try_new(out.as_slice())?.value())
}
fn alias_params(v: Value) -> Gc<Tuple> {
    v.cast::<TypeAlias>().and_then(|a| a.type_params.get()).unwrap_or_else(Tuple::empty)
}
fn alias_getitem(a: &Args) -> Res {
    if alias_params(a[0]).is_empty() {
        return Err(type_error("Only generic type aliases are subscriptable"));
    }
    let args = match a[1].cast::<Tuple>() {
        Some(_) => a[1],
        None => Tuple::new(&[a[1]]).value(),
    };
    generic_alias::new(a[0], args)
}
static ALIAS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, name, value, *, type_params=())", alias_make, "Type alias."),
    NativeDef::new("__repr__(self, /)", |a| Ok(alias(a[0])?.name.gc().value()), "Return repr(self)."),
    NativeDef::new("__getitem__(self, key, /)", alias_getitem, "Return self[key]."),
    NativeDef::new("__reduce__(self, /)", |a| Ok(alias(a[0])?.name.gc().value()), ""),
    NativeDef::new("__iter__(self, /)", iterate_unpacked, "Implement iter(self)."),
];
static ALIAS_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__name__", |v| Ok(alias(v)?.name.gc().value()), readonly, ""),
    GetSetDef::ro("__value__", alias_value, ""),
    GetSetDef::ro("__type_params__", |v| Ok(alias_params(v).value()), ""),
    GetSetDef::ro("__parameters__", |v| unpack_params(alias_params(v)), ""),
    GetSetDef::ro("__module__", |v| Ok(alias(v)?.module.get_or_none()), ""),
    GetSetDef::ro("evaluate_value", |v| Ok(evaluator(alias(v)?.value.get(), alias(v)?.evaluate.get())), ""),
];

// --- helpers' classes

fn const_call(a: &Args) -> Res {
    let v = a[0].cast::<ConstEvaluator>().map_or_else(none, |c| c.value.get_or_none());
    // format STRING wants source text
    if a[1].as_small() == Some(4) {
        let mut b = StrBuilder::new();
        match v.cast::<Tuple>() {
            Some(t) => {
                b.push_text("(");
                for (i, &x) in t.items().iter().enumerate() {
                    if i > 0 {
                        b.push_text(", ");
                    }
                    generic_alias::type_repr(&mut b, x)?;
                }
                b.push_text(")");
            }
            None => generic_alias::type_repr(&mut b, v)?,
        }
        return b.finish().map(Gc::value);
    }
    Ok(v)
}
static CONST: &[NativeDef] = &[
    NativeDef::new("__call__(self, format, /)", const_call, "Call self as a function."),
    NativeDef::new(
        "__repr__(self, /)",
        |a| {
            let v = a[0].cast::<ConstEvaluator>().map_or_else(none, |c| c.value.get_or_none());
            Ok(Str::new(&format!("<constevaluator {}>", text::repr(v)?.to_text())).value())
        },
        "Return repr(self).",
    ),
];
static NO_DEFAULT: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| {
            if a.rest.is_empty() && a.kwargs.is_none() {
                Ok(no_default())
            } else {
                Err(type_error("NoDefaultType takes no arguments"))
            }
        },
        "The type of the NoDefault singleton.",
    ),
    NativeDef::new("__repr__(self, /)", |_| Ok(Str::new("typing.NoDefault").value()), "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", |_| Ok(Str::new("NoDefault").value()), ""),
];

const PARAM: TypeDef = TypeDef { module: "typing", flags: f::HAS_DICT | f::WEAKREF, ..TypeDef::EMPTY };
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "TypeVar",
        kind: Kind::TypeVar,
        doc: "Type variable.",
        methods: &[TYPEVAR, COMMON, OR],
        getsets: &[NAME, VARIANCE, TYPEVAR_ATTRS, object::DICT],
        ..PARAM
    },
    TypeDef {
        name: "ParamSpec",
        kind: Kind::ParamSpec,
        doc: "Parameter specification variable.",
        methods: &[PARAMSPEC, COMMON, OR],
        getsets: &[NAME, VARIANCE, PARAMSPEC_ATTRS, object::DICT],
        ..PARAM
    },
    TypeDef {
        name: "TypeVarTuple",
        kind: Kind::TypeVarTuple,
        doc: "Type variable tuple.",
        methods: &[TYPEVARTUPLE, COMMON],
        getsets: &[NAME, object::DICT],
        ..PARAM
    },
    TypeDef {
        name: "ParamSpecArgs",
        kind: Kind::ParamSpecArgs,
        module: "typing",
        doc: "The args for a ParamSpec object.",
        flags: f::WEAKREF,
        methods: &[PART, ARGS_NEW],
        getsets: &[PART_ATTRS],
    },
    TypeDef {
        name: "ParamSpecKwargs",
        kind: Kind::ParamSpecKwargs,
        module: "typing",
        doc: "The kwargs for a ParamSpec object.",
        flags: f::WEAKREF,
        methods: &[PART, KWARGS_NEW],
        getsets: &[PART_ATTRS],
    },
    TypeDef {
        name: "TypeAliasType",
        kind: Kind::TypeAlias,
        module: "typing",
        doc: "Type alias.",
        flags: f::WEAKREF,
        methods: &[ALIAS, OR],
        getsets: &[ALIAS_ATTRS],
    },
    TypeDef {
        name: "_ConstEvaluator",
        kind: Kind::ConstEvaluator,
        module: "_typing",
        methods: &[CONST],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "NoDefaultType",
        kind: Kind::NoDefault,
        module: "typing",
        doc: "The type of the NoDefault singleton.",
        methods: &[NO_DEFAULT],
        ..TypeDef::EMPTY
    },
];
