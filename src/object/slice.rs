//! `slice`, `range` and the iterator over a `range` of machine-sized ints.

use std::cell::Cell;

use super::gc::{Gc, Slot, alloc};
use super::value::Value;
use crate::layout;

layout! {
    /// Each part is any object, `None` where left out.
    pub struct Slice: Slice {
        gc start: Slot,
        gc stop: Slot,
        gc step: Slot,
    }
}
layout! {
    /// Parts are ints of any size; `len` is an int as well.
    pub struct Range: Range {
        gc start: Slot,
        gc stop: Slot,
        gc step: Slot,
        gc len: Slot,
    }
}
layout! {
    /// `next`, then every `step` more, `left` times; all values are small ints.
    pub struct RangeIter: RangeIter {
        raw next: Cell<i64>,
        raw step: Cell<i64>,
        raw left: Cell<i64>,
    }
}
impl Slice {
    pub fn new(start: Value, stop: Value, step: Value) -> Gc<Slice> {
        alloc(Slice { header: Slice::HEADER, start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) })
    }
}
