//! `_typing`: the native part of `typing`.

use crate::builtins::{add_functions, derived_type, import_module, put, typevars};
use crate::object::Raised;
use crate::object::Res;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::protocol::attr;
use crate::protocol::call::call_dict;
use crate::vm::vm;

static GENERIC: &[NativeDef] = &[
    NativeDef::class(
        "__class_getitem__(cls, /, *args, **kwargs)",
        |a| forward(a, "_generic_class_getitem"),
        "Parameterizes a generic class.",
    ),
    NativeDef::class(
        "__init_subclass__(cls, /, *args, **kwargs)",
        |a| forward(a, "_generic_init_subclass"),
        "Function to initialize subclasses.",
    ),
];
static DEF: TypeDef = TypeDef {
    name: "Generic",
    module: "typing",
    doc: "Abstract base class for generic types.",
    flags: f::BASETYPE,
    methods: &[GENERIC],
    ..TypeDef::EMPTY
};
static FUNCTIONS: &[NativeDef] = &[NativeDef::new("_idfunc(x, /)", |a| Ok(a[0]), "")];

/// Calls a function of `typing` with the class in front.
fn forward(a: &Args, name: &str) -> Res {
    let f = attr::get(import_module("typing")?, name)?;
    let mut args = crate::object::buffer::GcVec::with_capacity(a.rest.len() + 1);
    args.push(a[0]);
    args.extend(a.rest.iter().copied());
    call_dict(f, args.as_slice(), a.kwargs)
}
/// `typing.Generic`
pub fn generic() -> Gc<Type> {
    if let Some(c) = vm().state("typing.Generic").and_then(|c| c.cast::<Type>()) {
        return c;
    }
    let c = derived_type(&DEF, type_of_kind(Kind::Object));
    vm().set_state("typing.Generic", c.value());
    c
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_typing");
    let d = m.dict.gc();
    add_functions(d, "_typing", FUNCTIONS);
    for (name, k) in [
        ("TypeVar", Kind::TypeVar),
        ("ParamSpec", Kind::ParamSpec),
        ("TypeVarTuple", Kind::TypeVarTuple),
        ("ParamSpecArgs", Kind::ParamSpecArgs),
        ("ParamSpecKwargs", Kind::ParamSpecKwargs),
        ("TypeAliasType", Kind::TypeAlias),
        ("Union", Kind::Union),
    ] {
        put(d, name, type_of_kind(k).value());
    }
    put(d, "Generic", generic().value());
    put(d, "NoDefault", typevars::no_default());
    Ok(m)
}
