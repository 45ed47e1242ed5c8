//! `types.GenericAlias` and unions.

use crate::object::Res;
use crate::object::types::TypeDef;
use crate::object::value::Value;

pub static TYPES: &[TypeDef] = &[];

/// `origin[args]`
pub fn new(origin: Value, args: Value) -> Res {
    let _ = args;
    Ok(origin)
}
