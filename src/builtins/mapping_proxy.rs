//! `mappingproxy`: a read-only view of a mapping.

use crate::builtins::exceptions::type_error;
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::protocol::call::call_method;
use crate::protocol::compare::{self, Cmp, rich_compare};
use crate::protocol::number::{self, BinOp};
use crate::protocol::{item, iter, text};

layout! {
    pub struct MappingProxy: MappingProxy {
        gc mapping: Slot,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, mapping)", make, "Read-only proxy of a mapping."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__str__(self, /)", |a| text::str_of(inner(a[0])?).map(Gc::value), "Return str(self)."),
    NativeDef::new("__len__(self, /)", |a| item::len(inner(a[0])?).map(Value::usize), "Return len(self)."),
    NativeDef::new("__getitem__(self, key, /)", |a| item::get_item(inner(a[0])?, a[1]), "Return self[key]."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__iter__(self, /)", |a| iter::get_iter(inner(a[0])?), "Implement iter(self)."),
    NativeDef::new("__hash__(self, /)", |a| compare::hash(inner(a[0])?).map(Value::int), "Return hash(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| rich(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| rich(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |a| rich(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| rich(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |a| rich(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| rich(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new(
        "__or__(self, value, /)",
        |a| number::binary(BinOp::Or, unwrap(a[0]), unwrap(a[1])),
        "Return self|value.",
    ),
    NativeDef::new(
        "__ror__(self, value, /)",
        |a| number::binary(BinOp::Or, unwrap(a[1]), unwrap(a[0])),
        "Return value|self.",
    ),
    NativeDef::new("__ior__(self, value, /)", ior, "Return self|=value."),
    NativeDef::new("__reversed__(self, /)", reversed, "D.__reversed__() -> reverse iterator"),
    NativeDef::new(
        "get(self, key, default=None, /)",
        get,
        "Return the value for key if key is in the mapping, else default.",
    ),
    NativeDef::new(
        "keys(self, /)",
        |a| call_method(inner(a[0])?, "keys", &[]),
        "D.keys() -> a set-like object providing a view on D's keys",
    ),
    NativeDef::new(
        "values(self, /)",
        |a| call_method(inner(a[0])?, "values", &[]),
        "D.values() -> an object providing a view on D's values",
    ),
    NativeDef::new(
        "items(self, /)",
        |a| call_method(inner(a[0])?, "items", &[]),
        "D.items() -> a set-like object providing a view on D's items",
    ),
    NativeDef::new("copy(self, /)", |a| call_method(inner(a[0])?, "copy", &[]), "D.copy() -> a shallow copy of D"),
    NativeDef::class("__class_getitem__(cls, object, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "mappingproxy",
    kind: Kind::MappingProxy,
    doc: "Read-only proxy of a mapping.",
    flags: f::MAPPING,
    methods: &[METHODS],
    ..TypeDef::EMPTY
}];

/// A view of `mapping`.
pub fn new(mapping: Value) -> Value {
    alloc(MappingProxy { header: MappingProxy::HEADER, mapping: Slot::new(mapping) }).value()
}
/// The mapping behind a proxy; other values themselves.
pub fn unwrap(v: Value) -> Value {
    v.cast::<MappingProxy>().map_or(v, |p| p.mapping.get_or_none())
}
fn inner(v: Value) -> Res {
    Ok(unwrap(v))
}
fn make(a: &Args) -> Res {
    let m = a[1];
    let t = type_of(m);
    let sequence = m.cast::<List>().is_some() || m.cast::<Tuple>().is_some();
    if sequence || (m.cast::<Dict>().is_none() && t.special(Special::GetItem).is_none()) {
        return Err(type_error(format!("mappingproxy() argument must be a mapping, not {}", t.name_text())));
    }
    Ok(new(m))
}
fn repr(a: &Args) -> Res {
    let r = text::repr(inner(a[0])?)?;
    let mut b = crate::object::str::StrBuilder::new();
    b.push_text("mappingproxy(");
    b.push_str(r);
    b.push_text(")");
    b.finish().map(Gc::value)
}
fn contains(a: &Args) -> Res {
    item::contains(inner(a[0])?, a[1]).map(boolean)
}
fn rich(a: &Args, op: Cmp) -> Res {
    rich_compare(inner(a[0])?, unwrap(a[1]), op)
}
fn ior(_: &Args) -> Res {
    Err(type_error("'|=' is not supported by mappingproxy; use '|' instead"))
}
fn reversed(a: &Args) -> Res {
    let m = inner(a[0])?;
    match type_of(m).special(Special::Reversed) {
        Some(f) => crate::protocol::call::call_bound(f, m, &[], None),
        None => Err(type_error(format!("'{}' object is not reversible", type_of(m).name_text()))),
    }
}
fn get(a: &Args) -> Res {
    call_method(inner(a[0])?, "get", &[a[1], a.opt(2).unwrap_or_else(none)])
}
