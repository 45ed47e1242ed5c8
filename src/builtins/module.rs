//! `module`.

use crate::builtins::exceptions::attribute_error;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::{Raised, Res};
use crate::protocol::attr;

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "module",
    kind: Kind::Module,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[GETATTRIBUTE],
    ..TypeDef::EMPTY
}];
fn getattribute(a: &Args) -> Res {
    attr::get_attr(a[0], crate::builtins::object::attr_name(a[1])?)
}
/// `AttributeError: module 'x' has no attribute 'y'`
pub fn no_attribute(m: Gc<Module>, name: Gc<Str>) -> Raised {
    let n = m.dict.get().and_then(|d| d.get_text("__name__")).and_then(|n| n.cast::<Str>());
    let text = match n {
        Some(n) => format!("module '{}' has no attribute '{}'", n.to_text(), name.to_text()),
        None => format!("module has no attribute '{}'", name.to_text()),
    };
    attribute_error(text, m.value(), name.value())
}
