//! `object`.

use crate::builtins::exceptions::type_error;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::gc::Gc;
use crate::object::{Raised, Res, none};
use crate::protocol::attr;
use crate::protocol::call::no_attribute;

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
pub static SETATTR: &[NativeDef] = &[
    NativeDef::new("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    NativeDef::new("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "object",
    kind: Kind::Object,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    flags: f::BASETYPE,
    methods: &[GETATTRIBUTE, SETATTR],
    ..TypeDef::EMPTY
}];

/// The attribute name argument.
pub fn attr_name(v: Value) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>().ok_or_else(|| type_error(format!("attribute name must be string, not '{}'", type_of(v).name_text())))
}
fn getattribute(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    match attr::generic_get(a[0], type_of(a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(no_attribute(a[0], name)),
    }
}
fn setattr(a: &Args) -> Res {
    attr::generic_set(a[0], attr_name(a[1])?, Some(a[2])).map(|()| none())
}
fn delattr(a: &Args) -> Res {
    attr::generic_set(a[0], attr_name(a[1])?, None).map(|()| none())
}
/// Is this what classes inherit from `object` as `__new__`?
pub fn is_default_new(new: Option<crate::object::value::Value>) -> bool {
    match new {
        None => true,
        Some(n) => n
            .exact::<crate::object::native::NativeFunction>()
            .is_some_and(|n| n.owner.get() == Some(crate::object::shape::type_of_kind(Kind::Object))),
    }
}
