//! `set` and `frozenset`: the table of a dict whose values are `None`.

use std::cell::Cell;

use super::dict::Dict;
use super::gc::{Gc, Ptr, alloc};
use crate::layout;

layout! {
    pub struct Set: Set {
        gc table: Ptr<Dict>,
    }
}
layout! {
    pub struct FrozenSet: FrozenSet {
        gc table: Ptr<Dict>,
        /// 0: not computed yet.
        raw hash: Cell<i64>,
    }
}
impl Set {
    pub fn new() -> Gc<Set> {
        Set::of(Dict::new())
    }
    pub fn of(table: Gc<Dict>) -> Gc<Set> {
        alloc(Set { header: Set::HEADER, table: Ptr::new(table) })
    }
}
impl FrozenSet {
    pub fn of(table: Gc<Dict>) -> Gc<FrozenSet> {
        alloc(FrozenSet { header: FrozenSet::HEADER, table: Ptr::new(table), hash: Cell::new(0) })
    }
}
