//! Layouts of the built-in iterators and of the views of a dict. An iterator whose source slot is empty is exhausted.

use std::cell::Cell;

use super::dict::Dict;
use super::gc::{Gc, Ptr, Slot, alloc};
use super::list::List;
pub use super::list::ListIter;
use super::set::Set;
use super::tuple::Tuple;
use super::value::Value;
use crate::layout;

layout! {
    /// `index` is one more than the index of the next item.
    pub struct ListRevIter: ListRevIter {
        gc list: Ptr<List>,
        raw index: Cell<usize>,
    }
}
layout! {
    pub struct TupleIter: TupleIter {
        gc tuple: Ptr<Tuple>,
        raw index: Cell<usize>,
    }
}
layout! {
    /// Over `__getitem__`.
    pub struct SeqIter: SeqIter {
        gc seq: Slot,
        raw index: Cell<i64>,
    }
}
layout! {
    /// `iter(callable, sentinel)`
    pub struct CallIter: CallIter {
        gc callable: Slot,
        gc sentinel: Slot,
    }
}
layout! {
    /// A range whose values are not all small ints: `next`, then every `step` more, `left` times.
    pub struct LongRangeIter: LongRangeIter {
        gc next: Slot,
        gc step: Slot,
        gc left: Slot,
    }
}
layout! {
    pub struct SetIter: SetIter {
        gc set: Ptr<Set>,
        raw pos: Cell<usize>,
        /// Size of the set at the start; `CHANGED` once it was found changed.
        raw used: Cell<usize>,
        raw left: Cell<usize>,
    }
}
/// Size noted in an iterator whose container changed.
pub const CHANGED: usize = usize::MAX;

macro_rules! dict_iters {
    ($($name:ident)*) => { $(
        layout! {
            /// `pos` is the number of the next entry, for reversed iterators one more than that.
            pub struct $name: $name {
                gc dict: Ptr<Dict>,
                raw pos: Cell<usize>,
                /// Size of the dict at the start; `CHANGED` once it was found changed.
                raw used: Cell<usize>,
                raw left: Cell<usize>,
            }
        }
        impl $name {
            pub fn over(d: Gc<Dict>, pos: usize) -> Value {
                alloc($name {
                    header: $name::HEADER,
                    dict: Ptr::new(d),
                    pos: Cell::new(pos),
                    used: Cell::new(d.len()),
                    left: Cell::new(d.len()),
                })
                .value()
            }
        }
    )* };
}
dict_iters! { DictKeyIter DictValueIter DictItemIter DictRevKeyIter DictRevValueIter DictRevItemIter }

macro_rules! dict_views {
    ($($name:ident)*) => { $(
        layout! {
            pub struct $name: $name {
                gc dict: Ptr<Dict>,
            }
        }
        impl $name {
            pub fn over(d: Gc<Dict>) -> Value {
                alloc($name { header: $name::HEADER, dict: Ptr::new(d) }).value()
            }
        }
    )* };
}
dict_views! { DictKeys DictValues DictItems }

layout! {
    /// `big` takes over when `index` does not fit.
    pub struct Enumerate: Enumerate {
        gc it: Slot,
        gc big: Slot,
        raw index: Cell<i64>,
    }
}
layout! {
    pub struct Zip: Zip {
        gc its: Ptr<Tuple>,
        raw strict: Cell<bool>,
    }
}
layout! {
    pub struct Map: Map {
        gc func: Slot,
        gc its: Ptr<Tuple>,
        raw strict: Cell<bool>,
    }
}
layout! {
    pub struct Filter: Filter {
        gc func: Slot,
        gc it: Slot,
    }
}
layout! {
    /// `index` is one more than the index of the next item.
    pub struct Reversed: Reversed {
        gc seq: Slot,
        raw index: Cell<usize>,
    }
}
impl ListIter {
    pub fn over(l: Gc<List>) -> Value {
        alloc(ListIter { header: ListIter::HEADER, list: Ptr::new(l), index: Cell::new(0) }).value()
    }
}
impl ListRevIter {
    pub fn over(l: Gc<List>) -> Value {
        alloc(ListRevIter { header: ListRevIter::HEADER, list: Ptr::new(l), index: Cell::new(l.len()) }).value()
    }
}
impl TupleIter {
    pub fn over(t: Gc<Tuple>) -> Value {
        alloc(TupleIter { header: TupleIter::HEADER, tuple: Ptr::new(t), index: Cell::new(0) }).value()
    }
}
impl SetIter {
    pub fn over(s: Gc<Set>) -> Value {
        alloc(SetIter {
            header: SetIter::HEADER,
            set: Ptr::new(s),
            pos: Cell::new(0),
            used: Cell::new(s.len()),
            left: Cell::new(s.len()),
        })
        .value()
    }
}
