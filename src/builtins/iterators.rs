//! The built-in iterators.

use crate::object::types::TypeDef;
use crate::object::value::Value;
use crate::protocol::iter::NextFn;

pub static TYPES: &[TypeDef] = &[];

/// An iterator over the old sequence protocol (`__getitem__` from 0 on).
pub fn sequence_iterator(v: Value) -> Value {
    v
}
/// The native step of a built-in iterator, if `it` is one.
pub fn fast_next(it: Value) -> Option<NextFn> {
    let _ = it;
    None
}
