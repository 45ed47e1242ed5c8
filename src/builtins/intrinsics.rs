//! `INTRINSIC1` and `INTRINSIC2`.

use crate::object::value::Value;
use crate::object::{Res, none};

pub fn intrinsic1(kind: u16, v: Value) -> Res {
    let _ = (kind, v);
    Ok(none())
}
pub fn intrinsic2(kind: u16, v: Value, w: Value) -> Res {
    let _ = (kind, v, w);
    Ok(none())
}
