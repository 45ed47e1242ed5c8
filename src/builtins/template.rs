//! Template strings (PEP 750): `Template` and `Interpolation`.

use crate::object::value::Value;
use crate::object::{Res, none};

pub fn template(strings: Value, interpolations: Value) -> Res {
    let _ = (strings, interpolations);
    Ok(none())
}
pub fn interpolation(value: Value, expression: Value, conversion: usize, spec: Option<Value>) -> Res {
    let _ = (value, expression, conversion, spec);
    Ok(none())
}
