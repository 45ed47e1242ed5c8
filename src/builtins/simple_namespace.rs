//! `types.SimpleNamespace`.

use crate::builtins::exceptions::type_error;
use crate::builtins::object;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none, not_implemented};
use crate::protocol::attr;
use crate::protocol::call::{call, call_dict};
use crate::protocol::compare::{Cmp, rich_compare};
use crate::protocol::text::{self, repr_enter, repr_leave};

static METHODS: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| compare(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |a| compare(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling"),
    NativeDef::new(
        "__replace__(self, /, **changes)",
        replace,
        "Return a copy of the namespace object with new values for the specified attributes.",
    ),
];
static DEF: TypeDef = TypeDef {
    name: "SimpleNamespace",
    module: "types",
    doc: "A simple attribute-based namespace.",
    flags: f::BASETYPE | f::HAS_DICT,
    methods: &[METHODS],
    getsets: &[object::DICT],
    ..TypeDef::EMPTY
};
const STATE: &str = "types.SimpleNamespace";

/// Makes the class; once, at start-up.
pub fn init_class() {
    let c = super::derived_type(&DEF, crate::object::shape::type_of_kind(crate::object::kind::Kind::Object));
    crate::vm::vm().set_state(STATE, c.value());
}
/// The class.
pub fn class() -> Gc<Type> {
    crate::vm::vm().state(STATE).and_then(|c| c.cast::<Type>()).expect("made at start-up")
}
/// A name space with these attributes.
pub fn new(attributes: &[(&str, Value)]) -> Res {
    let v = object::instantiate(class())?;
    for (k, x) in attributes {
        attr::generic_set(v, Str::intern(k), Some(*x))?;
    }
    Ok(v)
}
fn contents(v: Value) -> Result<Gc<Dict>, Raised> {
    attr::instance_dict(v)?.ok_or_else(|| type_error("a namespace is needed"))
}
fn init(a: &Args) -> Res {
    if a.rest.len() > 1 {
        return Err(type_error(format!("{} expected at most 1 argument, got {}", "SimpleNamespace", a.rest.len())));
    }
    let d = contents(a[0])?;
    if let Some(&source) = a.rest.first() {
        let from = match source.exact::<Dict>() {
            Some(s) => s,
            None => {
                let dict = crate::object::shape::type_of_kind(crate::object::kind::Kind::Dict).value();
                call(dict, &[source])?.cast::<Dict>().ok_or_else(|| type_error("a mapping is needed"))?
            }
        };
        if from.iter().any(|(k, _)| k.cast::<Str>().is_none()) {
            return Err(type_error("keywords must be strings"));
        }
        d.update_from(from)?;
    }
    if let Some(k) = a.kwargs {
        d.update_from(k)?;
    }
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let t = type_of(a[0]);
    let name = if t == class() { "namespace".to_string() } else { t.name_text() };
    if repr_enter(a[0]) {
        return Ok(Str::new(&format!("{name}(...)")).value());
    }
    let r = repr_contents(a[0], &name);
    repr_leave(a[0]);
    r
}
fn repr_contents(v: Value, name: &str) -> Res {
    let mut b = StrBuilder::new();
    b.push_text(name);
    b.push_text("(");
    let d = contents(v)?;
    let (mut i, mut first) = (0, true);
    while let Some((j, k, x)) = d.next_entry(i) {
        i = j + 1;
        let Some(k) = k.cast::<Str>().filter(|k| !k.is_empty()) else { continue };
        if !first {
            b.push_text(", ");
        }
        first = false;
        b.push_str(k);
        b.push_text("=");
        b.push_str(text::repr(x)?);
    }
    b.push_text(")");
    b.finish().map(Gc::value)
}
fn compare(a: &Args, op: Cmp) -> Res {
    if !type_of(a[0]).is_subtype(class()) || !type_of(a[1]).is_subtype(class()) {
        return Ok(not_implemented());
    }
    rich_compare(contents(a[0])?.value(), contents(a[1])?.value(), op)
}
fn reduce(a: &Args) -> Res {
    let d = contents(a[0])?;
    Ok(Tuple::new(&[type_of(a[0]).value(), Tuple::empty().value(), d.value()]).value())
}
fn replace(a: &Args) -> Res {
    let r = call_dict(type_of(a[0]).value(), &[], None)?;
    if !type_of(r).is_subtype(class()) {
        return Err(type_error(format!(
            "expect {} type, but {}() returned '{}' object",
            class().name_text(),
            type_of(a[0]).name_text(),
            type_of(r).name_text()
        )));
    }
    let d = contents(r)?;
    d.update_from(contents(a[0])?)?;
    if let Some(k) = a.kwargs {
        d.update_from(k)?;
    }
    Ok(r)
}
