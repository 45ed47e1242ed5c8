//! Small things that many builtins need.

use super::exceptions::system_error;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::native::{GetSet, GetSetDef};
use crate::object::str::Str;
use crate::object::types::Type;
use crate::object::{Raised, Res};
use crate::protocol::call::call_method;
use crate::protocol::compare::truth;

/// A name of the `builtins` module.
pub fn builtin(name: &str) -> Res {
    super::module_get(name).ok_or_else(|| system_error(format!("lost builtins.{name}")))
}
/// `importlib.import_module(name)` for an absolute name.
pub fn import_module(name: &str) -> Res {
    crate::import::import_module(name)
}
/// `str.isidentifier`
pub fn is_identifier(s: Gc<Str>) -> bool {
    if let Some(t) = s.as_ascii() {
        let b = t.as_bytes();
        return b.first().is_some_and(|c| c.is_ascii_alphabetic() || *c == b'_')
            && b.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'_');
    }
    match call_method(s.value(), "isidentifier", &[]).and_then(truth) {
        Ok(yes) => yes,
        Err(Raised) => {
            crate::thread::thread().clear_exception();
            false
        }
    }
}
/// Adds computed attributes to a class's name space.
pub fn fill_getsets(t: Gc<Type>, defs: &'static [GetSetDef]) {
    for def in defs {
        super::put(t.dict.gc(), def.name, alloc(GetSet { header: GetSet::HEADER, owner: Ptr::new(t), def }).value());
    }
}
