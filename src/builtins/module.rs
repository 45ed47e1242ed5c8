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
/// `from m import name` where `m` has no such attribute: the submodule, or ImportError.
pub fn import_from_missing(m: crate::object::value::Value, name: Gc<Str>) -> Res {
    let text = |n: &str| attr::get_opt(m, Str::intern(n)).map(|v| v.and_then(|v| v.cast::<Str>()));
    let package = text("__name__")?;
    if let Some(p) = package {
        let full = Str::new(&format!("{}.{}", p.to_text(), name.to_text()));
        if let Some(v) = crate::vm::vm().modules.gc().get_str(full) {
            return Ok(v);
        }
    }
    let origin = text("__file__")?;
    let shown = package.map_or("<unknown module name>".into(), |p| p.to_text().into_owned());
    let message = format!(
        "cannot import name '{}' from '{shown}' ({})",
        name.to_text(),
        origin.map_or("unknown location".into(), |o| o.to_text().into_owned())
    );
    let e = crate::builtins::exceptions::import_error(
        crate::builtins::exceptions::Exc::ImportError,
        message,
        package.map(|p| p.value()),
        origin.map(|o| o.value()),
    );
    if let Some(x) = crate::thread::thread().exception() {
        x.fields[3].set(x, name.value());
    }
    Err(e)
}
/// `from m import *` into a name space.
pub fn import_all(m: crate::object::value::Value, ns: crate::object::value::Value) -> Result<(), Raised> {
    use crate::protocol::{item, iter};
    let all = attr::get_opt(m, Str::intern("__all__"))?;
    let names = match all {
        Some(a) => iter::collect(a)?,
        None => match attr::instance_dict(m)? {
            Some(d) => d
                .iter()
                .map(|(k, _)| k)
                .filter(|k| k.cast::<Str>().is_some_and(|s| s.is_empty() || s.point(0) != '_' as u32))
                .collect(),
            None => {
                return Err(crate::builtins::exceptions::raise(
                    crate::builtins::exceptions::Exc::ImportError,
                    "from-import-* object has no __dict__ and no __all__",
                ));
            }
        },
    };
    for n in names.iter() {
        let Some(s) = n.cast::<Str>() else {
            return Err(crate::builtins::exceptions::type_error("Item in __all__ must be str"));
        };
        item::set_item(ns, n, attr::get_attr(m, s)?)?;
    }
    Ok(())
}
