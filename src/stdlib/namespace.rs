//! `types.SimpleNamespace` for native modules.

use crate::builtins::simple_namespace;
use crate::object::Res;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::types::Type;
use crate::protocol::attr;

/// The class.
pub fn class() -> Gc<Type> {
    simple_namespace::class()
}
/// A namespace with the entries of a dict.
pub fn of_dict(d: Gc<Dict>) -> Res {
    let v = simple_namespace::new(&[])?;
    for (k, x) in d.copy()?.iter() {
        if let Some(k) = k.cast::<Str>() {
            attr::generic_set(v, k, Some(x))?;
        }
    }
    Ok(v)
}
