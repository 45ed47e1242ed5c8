//! `defaultdict`: a dict with one more word for the factory.

use crate::builtins::derived_type_with;
use crate::builtins::exceptions::{key_error, type_error};
use crate::builtins::util::tuple;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap};
use crate::object::instance::word_at;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::StrBuilder;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none, not_implemented};
use crate::protocol::{call, item, iter, text};
use crate::vm::vm;

static DEF: TypeDef = TypeDef {
    name: "defaultdict",
    module: "collections",
    kind: Kind::Dict,
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.",
    flags: f::BASETYPE | f::MAPPING,
    methods: &[METHODS],
    getsets: &[&[GetSetDef::rw(
        "default_factory",
        get_factory,
        set_factory,
        "Factory for default value called by __missing__().",
    )]],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new(
        "__missing__(self, key, /)",
        missing,
        "Called by __getitem__ for missing keys: makes the value by calling default_factory.",
    ),
    NativeDef::new("__or__(self, value, /)", or, "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", ror, "Return value|self."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new("copy(self, /)", copy, "D.copy() -> a shallow copy of D."),
    NativeDef::new("__copy__(self, /)", copy, "D.copy() -> a shallow copy of D."),
];

/// The class, made at the first call.
pub fn class() -> Gc<Type> {
    const NAME: &str = "_collections.defaultdict";
    if let Some(t) = vm().state(NAME).and_then(|v| v.cast::<Type>()) {
        return t;
    }
    let t = derived_type_with(&DEF, type_of_kind(Kind::Dict), 1);
    vm().set_state(NAME, t.value());
    t
}

/// The factory's word lies behind the fixed part of a dict.
const FACTORY: u32 = size_of::<Dict>() as u32;
fn factory(v: Value) -> Value {
    // SAFETY: instances of the class and its subclasses have the word.
    unsafe { Value::from_bits_opt(*word_at(v.bits() as *mut Header, FACTORY)) }.unwrap_or_else(none)
}
/// What makes the values of missing keys, if `v` is a `defaultdict`.
pub fn factory_of(v: Value) -> Option<Value> {
    type_of(v).is_subtype(class()).then(|| factory(v))
}
fn put_factory(v: Value, x: Value) {
    let obj = v.bits() as *mut Header;
    heap().barrier(obj, x.bits());
    // SAFETY: as above.
    unsafe { *word_at(obj, FACTORY) = x.bits() };
}
fn get_factory(v: Value) -> Res {
    Ok(factory(v))
}
fn set_factory(v: Value, x: Option<Value>) -> Result<(), Raised> {
    put_factory(v, x.unwrap_or_else(none));
    Ok(())
}
fn init(a: &Args) -> Res {
    let (first, rest) = match a.rest.split_first() {
        None => (none(), a.rest),
        Some((&x, rest)) => {
            if x != none() && !call::is_callable(x) {
                return Err(type_error("first argument must be callable or None"));
            }
            (x, rest)
        }
    };
    put_factory(a[0], first);
    crate::builtins::dict::update_common(&Args { slots: a.slots, rest, kwargs: a.kwargs }, "dict")?;
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let base = crate::builtins::dict::repr(a)?;
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    b.push_text("(");
    let x = factory(a[0]);
    if x.is_ptr() && text::repr_enter(x) {
        b.push_text("...");
    } else {
        let r = text::repr(x);
        text::repr_leave(x);
        b.push_str(r?);
    }
    b.push_text(", ");
    if let Some(s) = base.cast() {
        b.push_str(s);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn missing(a: &Args) -> Res {
    let make = factory(a[0]);
    if make == none() {
        return Err(key_error(a[1]));
    }
    let v = call::call(make, &[])?;
    // the factory may have entered the key itself
    match a[0].cast::<Dict>() {
        Some(d) => Ok(d.set_default(a[1], v)?.0),
        None => item::set_item(a[0], a[1], v).map(|()| v),
    }
}
/// `type(like)(like.default_factory, from)`
fn new_like(like: Value, from: Value) -> Res {
    call::call(type_of(like).value(), &[factory(like), from])
}
fn copy(a: &Args) -> Res {
    new_like(a[0], a[0])
}
fn merged(like: Value, x: Value, y: Value) -> Res {
    if x.cast::<Dict>().is_none() || y.cast::<Dict>().is_none() {
        return Ok(not_implemented());
    }
    let out = new_like(like, x)?;
    if let Some(d) = out.cast::<Dict>() {
        crate::builtins::dict::update(d, y)?;
    }
    Ok(out)
}
fn or(a: &Args) -> Res {
    merged(a[0], a[0], a[1])
}
fn ror(a: &Args) -> Res {
    merged(a[0], a[1], a[0])
}
fn reduce(a: &Args) -> Res {
    let x = factory(a[0]);
    let args = if x == none() { tuple(&[]) } else { tuple(&[x]) };
    let items = call::call_method(a[0], "items", &[])?;
    Ok(tuple(&[type_of(a[0]).value(), args, none(), none(), iter::get_iter(items)?]))
}
