//! `type`.

use crate::builtins::object::attr_name;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::{Res, none};
use crate::protocol::attr;
use crate::protocol::call::no_attribute;

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
pub static SETATTR: &[NativeDef] = &[
    NativeDef::new("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    NativeDef::new("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "type",
    kind: Kind::Type,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    flags: f::BASETYPE | f::WEAKREF,
    methods: &[GETATTRIBUTE, SETATTR],
    ..TypeDef::EMPTY
}];

fn getattribute(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    match a[0].cast::<Type>() {
        Some(c) => attr::type_get(c, name)?.ok_or(()).or_else(|()| Err(no_attribute(a[0], name))),
        None => Err(no_attribute(a[0], name)),
    }
}
fn setattr(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    a[0].cast::<Type>().map_or(Ok(()), |c| attr::type_set(c, name, Some(a[2]))).map(|()| none())
}
fn delattr(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    a[0].cast::<Type>().map_or(Ok(()), |c| attr::type_set(c, name, None)).map(|()| none())
}
/// Follows up a changed class attribute (flags that depend on special methods).
pub fn attribute_changed(c: Gc<Type>, name: Gc<Str>) {
    if name.is_text("__del__") {
        c.add_flag(f::FINALIZER);
    }
}
/// `isinstance(v, cls)` with all hooks, for one class.
pub fn is_instance(v: crate::object::value::Value, cls: crate::object::value::Value) -> Result<bool, crate::object::Raised> {
    Ok(cls.cast::<Type>().is_some_and(|c| crate::object::shape::type_of(v).is_subtype(c)))
}
