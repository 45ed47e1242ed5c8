//! The iterators over the built-in containers, and the table of native step functions that loops use.
//!
//! `fast_next` finds the step function of an iterator whose class is exactly a built-in one; `__next__` of all these classes
//! is one native method that looks in the same table.

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, runtime_error, stop_iteration};
use crate::builtins::util::{builtin, this, tuple};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot, alloc};
use crate::object::iters::*;
use crate::object::kind::{KIND_COUNT, Kind};
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::slice::RangeIter;
use crate::object::special::Special;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none, not_implemented};
use crate::protocol::iter::NextFn;
use crate::protocol::number::{self, BinOp};
use crate::protocol::{call, compare, item};
use crate::stdlib::_collections::deque;
use crate::stdlib::itertools;
use crate::thread::thread;

type Step = Result<Option<Value>, Raised>;

/// Step functions by kind.
pub static NEXT: [Option<NextFn>; KIND_COUNT] = {
    let mut t: [Option<NextFn>; KIND_COUNT] = [None; KIND_COUNT];
    t[Kind::ListIter as usize] = Some(list_next);
    t[Kind::ListRevIter as usize] = Some(list_rev_next);
    t[Kind::TupleIter as usize] = Some(tuple_next);
    t[Kind::SeqIter as usize] = Some(seq_next);
    t[Kind::CallIter as usize] = Some(call_next);
    t[Kind::RangeIter as usize] = Some(range_next);
    t[Kind::LongRangeIter as usize] = Some(long_range_next);
    t[Kind::SetIter as usize] = Some(set_next);
    t[Kind::DictKeyIter as usize] = Some(dict_key_next);
    t[Kind::DictValueIter as usize] = Some(dict_value_next);
    t[Kind::DictItemIter as usize] = Some(dict_item_next);
    t[Kind::DictRevKeyIter as usize] = Some(dict_rev_key_next);
    t[Kind::DictRevValueIter as usize] = Some(dict_rev_value_next);
    t[Kind::DictRevItemIter as usize] = Some(dict_rev_item_next);
    t[Kind::StrIter as usize] = Some(super::str_::next);
    t[Kind::StrAsciiIter as usize] = Some(super::str_::next);
    t[Kind::BytesIter as usize] = Some(super::bytes_::next);
    t[Kind::ByteArrayIter as usize] = Some(super::bytearray::next);
    t[Kind::MemoryIter as usize] = Some(super::memoryview::next);
    t[Kind::Enumerate as usize] = Some(super::lazy::enumerate_next);
    t[Kind::Zip as usize] = Some(super::lazy::zip_next);
    t[Kind::Map as usize] = Some(super::lazy::map_next);
    t[Kind::Filter as usize] = Some(super::lazy::filter_next);
    t[Kind::Reversed as usize] = Some(super::lazy::reversed_next);
    t[Kind::NumArrayIter as usize] = Some(crate::stdlib::array::array_next);
    t[Kind::DequeIter as usize] = Some(deque::deque_next);
    t[Kind::DequeRevIter as usize] = Some(deque::deque_rev_next);
    t[Kind::OdictIter as usize] = Some(crate::stdlib::_collections::ordered::odict_next);
    t[Kind::Accumulate as usize] = Some(itertools::basic::accumulate_next);
    t[Kind::Batched as usize] = Some(itertools::group::batched_next);
    t[Kind::Chain as usize] = Some(itertools::basic::chain_next);
    t[Kind::Combinations as usize] = Some(itertools::combine::combinations_next);
    t[Kind::CombinationsReplacing as usize] = Some(itertools::combine::replacing_next);
    t[Kind::Compress as usize] = Some(itertools::basic::compress_next);
    t[Kind::Count as usize] = Some(itertools::basic::count_next);
    t[Kind::Cycle as usize] = Some(itertools::basic::cycle_next);
    t[Kind::DropWhile as usize] = Some(itertools::basic::dropwhile_next);
    t[Kind::FilterFalse as usize] = Some(itertools::basic::filterfalse_next);
    t[Kind::GroupBy as usize] = Some(itertools::group::groupby_next);
    t[Kind::Grouper as usize] = Some(itertools::group::grouper_next);
    t[Kind::ISlice as usize] = Some(itertools::group::islice_next);
    t[Kind::Pairwise as usize] = Some(itertools::basic::pairwise_next);
    t[Kind::Permutations as usize] = Some(itertools::combine::permutations_next);
    t[Kind::Product as usize] = Some(itertools::combine::product_next);
    t[Kind::Repeat as usize] = Some(itertools::basic::repeat_next);
    t[Kind::StarMap as usize] = Some(itertools::basic::starmap_next);
    t[Kind::TakeWhile as usize] = Some(itertools::basic::takewhile_next);
    t[Kind::Tee as usize] = Some(itertools::group::tee_next);
    t[Kind::ZipLongest as usize] = Some(itertools::basic::zip_longest_next);
    t
};

/// The native step of a built-in iterator, if `it` is one (of exactly a built-in class).
#[inline]
pub fn fast_next(it: Value) -> Option<NextFn> {
    NEXT.get(it.header()?.shape() as usize).copied().flatten()
}

/// `__iter__` and `__next__` of every class with a row in `NEXT`.
pub static ITERATOR: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", super::util::return_self, "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", next_method, "Implement next(self)."),
];
fn next_method(a: &Args) -> Res {
    let step = NEXT[kind_of_ptr(a[0].bits()) as usize].expect("a class with this method has a step function");
    match step(a[0])? {
        Some(v) => Ok(v),
        None => Err(stop_iteration(None)),
    }
}

macro_rules! iterator_type {
    ($name:literal, $kind:ident, $($methods:expr),*) => {
        TypeDef { name: $name, kind: Kind::$kind, flags: f::NO_NEW, methods: &[ITERATOR, $($methods),*], ..TypeDef::EMPTY }
    };
}
pub static TYPES: &[TypeDef] = &[
    iterator_type!("list_iterator", ListIter, LIST),
    iterator_type!("list_reverseiterator", ListRevIter, LIST_REV),
    iterator_type!("tuple_iterator", TupleIter, TUPLE),
    iterator_type!("iterator", SeqIter, SEQ),
    iterator_type!("callable_iterator", CallIter, CALL),
    iterator_type!("range_iterator", RangeIter, RANGE),
    iterator_type!("longrange_iterator", LongRangeIter, LONG_RANGE),
    iterator_type!("set_iterator", SetIter, SET),
    iterator_type!("dict_keyiterator", DictKeyIter, DICT),
    iterator_type!("dict_valueiterator", DictValueIter, DICT),
    iterator_type!("dict_itemiterator", DictItemIter, DICT),
    iterator_type!("dict_reversekeyiterator", DictRevKeyIter, DICT),
    iterator_type!("dict_reversevalueiterator", DictRevValueIter, DICT),
    iterator_type!("dict_reverseitemiterator", DictRevItemIter, DICT),
];
const HINT: &str = "Private method returning an estimate of len(list(it)).";
const REDUCE: &str = "Return state information for pickling.";
const SETSTATE: &str = "Set state information for unpickling.";

/// `(iter, (source,), index)`
fn reduce_iter(source: Value, index: Option<Value>) -> Res {
    let args = tuple(&[source]);
    Ok(match index {
        Some(i) => tuple(&[builtin("iter")?, args, i]),
        None => tuple(&[builtin("iter")?, args]),
    })
}
/// State given to `__setstate__` clipped to `low..=high`.
pub fn clipped_state(v: Value, low: i64, high: i64) -> Result<i64, Raised> {
    Ok(number::to_ssize(v)?.min(high).max(low))
}

// --- list
static LIST: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", list_hint, HINT),
    NativeDef::new("__reduce__(self, /)", list_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", list_setstate, SETSTATE),
];
fn list_next(it: Value) -> Step {
    // SAFETY: the table of steps is by kind.
    let it = unsafe { it.cast_unchecked::<ListIter>() };
    let Some(l) = it.list.get() else { return Ok(None) };
    let i = it.index.get();
    let r = l.get(i);
    match r {
        Some(_) => it.index.set(i + 1),
        None => it.list.set(it, None),
    }
    Ok(r)
}
fn list_hint(a: &Args) -> Res {
    let it = this::<ListIter>(a);
    Ok(Value::usize(it.list.get().map_or(0, |l| l.len().saturating_sub(it.index.get()))))
}
fn list_reduce(a: &Args) -> Res {
    let it = this::<ListIter>(a);
    match it.list.get() {
        Some(l) => reduce_iter(l.value(), Some(Value::usize(it.index.get()))),
        None => reduce_iter(List::new().value(), None),
    }
}
fn list_setstate(a: &Args) -> Res {
    let it = this::<ListIter>(a);
    if let Some(l) = it.list.get() {
        it.index.set(clipped_state(a[1], 0, l.len() as i64)? as usize);
    }
    Ok(none())
}

static LIST_REV: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", list_rev_hint, HINT),
    NativeDef::new("__reduce__(self, /)", list_rev_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", list_rev_setstate, SETSTATE),
];
fn list_rev_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<ListRevIter>() };
    let Some(l) = it.list.get() else { return Ok(None) };
    let i = it.index.get();
    if i > 0
        && let Some(v) = l.get(i - 1)
    {
        it.index.set(i - 1);
        return Ok(Some(v));
    }
    it.list.set(it, None);
    Ok(None)
}
fn list_rev_hint(a: &Args) -> Res {
    let it = this::<ListRevIter>(a);
    let n = it.index.get();
    Ok(Value::usize(it.list.get().map_or(0, |l| if n <= l.len() { n } else { 0 })))
}
fn list_rev_reduce(a: &Args) -> Res {
    let it = this::<ListRevIter>(a);
    match it.list.get() {
        Some(l) => Ok(tuple(&[builtin("reversed")?, tuple(&[l.value()]), Value::int(it.index.get() as i64 - 1)])),
        _ => reduce_iter(List::new().value(), None),
    }
}
fn list_rev_setstate(a: &Args) -> Res {
    let it = this::<ListRevIter>(a);
    if let Some(l) = it.list.get() {
        it.index.set((clipped_state(a[1], -1, l.len() as i64 - 1)? + 1) as usize);
    }
    Ok(none())
}

// --- tuple
static TUPLE: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", tuple_hint, HINT),
    NativeDef::new("__reduce__(self, /)", tuple_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", tuple_setstate, SETSTATE),
];
#[inline]
pub fn tuple_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<TupleIter>() };
    let Some(t) = it.tuple.get() else { return Ok(None) };
    let i = it.index.get();
    if i < t.len() {
        it.index.set(i + 1);
        return Ok(Some(t.get(i)));
    }
    it.tuple.set(it, None);
    Ok(None)
}
fn tuple_hint(a: &Args) -> Res {
    let it = this::<TupleIter>(a);
    Ok(Value::usize(it.tuple.get().map_or(0, |t| t.len() - it.index.get())))
}
fn tuple_reduce(a: &Args) -> Res {
    let it = this::<TupleIter>(a);
    match it.tuple.get() {
        Some(t) => reduce_iter(t.value(), Some(Value::usize(it.index.get()))),
        None => reduce_iter(Tuple::empty().value(), None),
    }
}
fn tuple_setstate(a: &Args) -> Res {
    let it = this::<TupleIter>(a);
    if let Some(t) = it.tuple.get() {
        it.index.set(clipped_state(a[1], 0, t.len() as i64)? as usize);
    }
    Ok(none())
}

// --- anything with __getitem__
static SEQ: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", seq_hint, HINT),
    NativeDef::new("__reduce__(self, /)", seq_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", seq_setstate, SETSTATE),
];
/// An iterator over the old sequence protocol (`__getitem__` from 0 on).
pub fn sequence_iterator(v: Value) -> Value {
    alloc(SeqIter { header: SeqIter::HEADER, seq: Slot::new(v), index: Cell::new(0) }).value()
}
fn seq_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<SeqIter>() };
    let Some(s) = it.seq.get() else { return Ok(None) };
    let i = it.index.get();
    if i == i64::MAX {
        return Err(crate::builtins::exceptions::overflow_error("iter index too large"));
    }
    match item::get_item(s, Value::int(i)) {
        Ok(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        Err(Raised) if thread().catch(Exc::IndexError) || thread().catch(Exc::StopIteration) => {
            it.seq.set(it, None);
            Ok(None)
        }
        Err(e) => Err(e),
    }
}
fn seq_hint(a: &Args) -> Res {
    let it = this::<SeqIter>(a);
    let Some(s) = it.seq.get() else { return Ok(Value::small(0)) };
    if type_of(s).special(Special::Len).is_none() {
        return Ok(not_implemented());
    }
    Ok(Value::int((item::len(s)? as i64 - it.index.get()).max(0)))
}
fn seq_reduce(a: &Args) -> Res {
    let it = this::<SeqIter>(a);
    match it.seq.get() {
        Some(s) => reduce_iter(s, Some(Value::int(it.index.get()))),
        None => reduce_iter(Tuple::empty().value(), None),
    }
}
fn seq_setstate(a: &Args) -> Res {
    let it = this::<SeqIter>(a);
    let i = number::to_ssize(a[1])?;
    if it.seq.is_some() {
        it.index.set(i.max(0));
    }
    Ok(none())
}

// --- iter(callable, sentinel)
static CALL: &[NativeDef] = &[NativeDef::new("__reduce__(self, /)", call_reduce, REDUCE)];
pub fn call_iterator(callable: Value, sentinel: Value) -> Value {
    alloc(CallIter { header: CallIter::HEADER, callable: Slot::new(callable), sentinel: Slot::new(sentinel) }).value()
}
fn call_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<CallIter>() };
    let Some(func) = it.callable.get() else { return Ok(None) };
    match call::call(func, &[]) {
        Ok(v) => {
            let Some(sentinel) = it.sentinel.get() else { return Ok(None) };
            if compare::is_or_eq(sentinel, v)? {
                it.callable.set(it, None);
                it.sentinel.set(it, None);
                return Ok(None);
            }
            Ok(Some(v))
        }
        Err(Raised) if thread().catch(Exc::StopIteration) => {
            it.callable.set(it, None);
            it.sentinel.set(it, None);
            Ok(None)
        }
        Err(e) => Err(e),
    }
}
fn call_reduce(a: &Args) -> Res {
    let it = this::<CallIter>(a);
    match (it.callable.get(), it.sentinel.get()) {
        (Some(c), Some(s)) => Ok(tuple(&[builtin("iter")?, tuple(&[c, s])])),
        _ => reduce_iter(Tuple::empty().value(), None),
    }
}

// --- range
static RANGE: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", range_hint, HINT),
    NativeDef::new("__reduce__(self, /)", range_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", range_setstate, SETSTATE),
];
/// All values of the range must be small ints, the one behind the last must fit an i64.
pub fn range_iterator(start: i64, step: i64, len: i64) -> Value {
    alloc(RangeIter { header: RangeIter::HEADER, next: Cell::new(start), step: Cell::new(step), left: Cell::new(len) })
        .value()
}
pub fn range_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<RangeIter>() };
    let left = it.left.get();
    if left <= 0 {
        return Ok(None);
    }
    let v = it.next.get();
    it.left.set(left - 1);
    it.next.set(v.wrapping_add(it.step.get()));
    Ok(Some(Value::small(v)))
}
fn range_hint(a: &Args) -> Res {
    Ok(Value::int(this::<RangeIter>(a).left.get()))
}
fn range_reduce(a: &Args) -> Res {
    let it = this::<RangeIter>(a);
    let (next, step, left) = (it.next.get(), it.step.get(), it.left.get());
    let r =
        super::range::new(Value::int(next), Value::int(next.wrapping_add(step.wrapping_mul(left))), Value::int(step))?;
    reduce_iter(r.value(), Some(none()))
}
fn range_setstate(a: &Args) -> Res {
    let it = this::<RangeIter>(a);
    let n = clipped_state(a[1], 0, it.left.get())?;
    it.next.set(it.next.get().wrapping_add(it.step.get().wrapping_mul(n)));
    it.left.set(it.left.get() - n);
    Ok(none())
}

static LONG_RANGE: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", long_range_hint, HINT),
    NativeDef::new("__reduce__(self, /)", long_range_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", long_range_setstate, SETSTATE),
];
pub fn long_range_iterator(start: Value, step: Value, len: Value) -> Value {
    alloc(LongRangeIter {
        header: LongRangeIter::HEADER,
        next: Slot::new(start),
        step: Slot::new(step),
        left: Slot::new(len),
    })
    .value()
}
fn long_range_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<LongRangeIter>() };
    let (v, left) = (it.next.get_or_none(), it.left.get_or_none());
    if left == Value::small(0) {
        return Ok(None);
    }
    let next = number::binary(BinOp::Add, v, it.step.get_or_none())?;
    it.left.set(it, number::binary(BinOp::Sub, left, Value::small(1))?);
    it.next.set(it, next);
    Ok(Some(v))
}
fn long_range_hint(a: &Args) -> Res {
    Ok(this::<LongRangeIter>(a).left.get_or_none())
}
fn long_range_reduce(a: &Args) -> Res {
    let it = this::<LongRangeIter>(a);
    let (next, step, left) = (it.next.get_or_none(), it.step.get_or_none(), it.left.get_or_none());
    let stop = number::binary(BinOp::Add, next, number::binary(BinOp::Mul, left, step)?)?;
    let r = super::range::new(next, stop, step)?;
    reduce_iter(r.value(), Some(none()))
}
fn long_range_setstate(a: &Args) -> Res {
    let it = this::<LongRangeIter>(a);
    let mut n = number::index(a[1])?;
    let left = it.left.get_or_none();
    if compare::compare(n, Value::small(0), compare::Cmp::Lt)? {
        n = Value::small(0);
    } else if compare::compare(n, left, compare::Cmp::Gt)? {
        n = left;
    }
    let skipped = number::binary(BinOp::Mul, n, it.step.get_or_none())?;
    let next = number::binary(BinOp::Add, it.next.get_or_none(), skipped)?;
    let left = number::binary(BinOp::Sub, left, n)?;
    it.next.set(it, next);
    it.left.set(it, left);
    Ok(none())
}

// --- set
static SET: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", set_hint, HINT),
    NativeDef::new("__reduce__(self, /)", set_reduce, REDUCE),
];
fn set_next(it: Value) -> Step {
    // SAFETY: as in `list_next`.
    let it = unsafe { it.cast_unchecked::<SetIter>() };
    let Some(s) = it.set.get() else { return Ok(None) };
    if it.used.get() != s.len() {
        it.used.set(CHANGED);
        return Err(runtime_error("Set changed size during iteration"));
    }
    match s.next_entry(it.pos.get()) {
        Some((i, k)) => {
            it.pos.set(i + 1);
            it.left.set(it.left.get().saturating_sub(1));
            Ok(Some(k))
        }
        None => {
            it.set.set(it, None);
            Ok(None)
        }
    }
}
fn set_hint(a: &Args) -> Res {
    let it = this::<SetIter>(a);
    let n = it.set.get().filter(|s| s.len() == it.used.get()).map_or(0, |_| it.left.get());
    Ok(Value::usize(n))
}
/// `(iter, ([what is left],))`: works on a copy of the iterator.
fn set_reduce(a: &Args) -> Res {
    let it = this::<SetIter>(a);
    let out = List::new();
    if let Some(s) = it.set.get() {
        let copy = SetIter::over(s);
        // SAFETY: just made.
        let c = unsafe { copy.cast_unchecked::<SetIter>() };
        c.pos.set(it.pos.get());
        c.used.set(it.used.get());
        while let Some(k) = set_next(copy)? {
            out.push(k)?;
        }
    }
    reduce_iter(out.value(), None)
}

// --- dict: the six layouts are the same
static DICT: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", dict_hint, HINT),
    NativeDef::new("__reduce__(self, /)", dict_reduce, REDUCE),
];
#[inline(always)]
fn dict_step(it: Value, reverse: bool) -> Result<Option<(Value, Value)>, Raised> {
    // SAFETY: as in `list_next`; all dict iterators have this layout.
    let it = unsafe { it.cast_unchecked::<DictKeyIter>() };
    let Some(d) = it.dict.get() else { return Ok(None) };
    if it.used.get() != d.len() {
        it.used.set(CHANGED);
        return Err(runtime_error("dictionary changed size during iteration"));
    }
    let pos = it.pos.get();
    let found = if reverse && pos > d.fill.get() {
        // cleared and filled again
        None
    } else if reverse {
        d.prev_entry(pos)
    } else {
        d.next_entry(pos)
    };
    let Some((i, k, v)) = found else {
        it.dict.set(it, None);
        return Ok(None);
    };
    if it.left.get() == 0 {
        it.dict.set(it, None);
        return Err(runtime_error("dictionary keys changed during iteration"));
    }
    it.left.set(it.left.get() - 1);
    it.pos.set(if reverse { i } else { i + 1 });
    Ok(Some((k, v)))
}
fn pair(e: Option<(Value, Value)>) -> Step {
    Ok(e.map(|(k, v)| tuple(&[k, v])))
}
fn dict_key_next(it: Value) -> Step {
    Ok(dict_step(it, false)?.map(|e| e.0))
}
fn dict_value_next(it: Value) -> Step {
    Ok(dict_step(it, false)?.map(|e| e.1))
}
fn dict_item_next(it: Value) -> Step {
    pair(dict_step(it, false)?)
}
fn dict_rev_key_next(it: Value) -> Step {
    Ok(dict_step(it, true)?.map(|e| e.0))
}
fn dict_rev_value_next(it: Value) -> Step {
    Ok(dict_step(it, true)?.map(|e| e.1))
}
fn dict_rev_item_next(it: Value) -> Step {
    pair(dict_step(it, true)?)
}
fn dict_hint(a: &Args) -> Res {
    let it = this::<DictKeyIter>(a);
    let n = it.dict.get().filter(|d| d.len() == it.used.get()).map_or(0, |_| it.left.get());
    Ok(Value::usize(n))
}
fn dict_reduce(a: &Args) -> Res {
    let it = this::<DictKeyIter>(a);
    let out = List::new();
    if let Some(d) = it.dict.get() {
        let kind = kind_of_ptr(a[0].bits());
        let copy = dict_iterator(kind, d);
        // SAFETY: just made; all dict iterators have this layout.
        let c = unsafe { copy.cast_unchecked::<DictKeyIter>() };
        c.pos.set(it.pos.get());
        c.used.set(it.used.get());
        c.left.set(it.left.get());
        let step = NEXT[kind as usize].expect("dict iterators have one");
        while let Some(k) = step(copy)? {
            out.push(k)?;
        }
    }
    reduce_iter(out.value(), None)
}
/// A fresh iterator of one of the six kinds.
pub fn dict_iterator(kind: Kind, d: Gc<Dict>) -> Value {
    let end = d.fill.get();
    match kind {
        Kind::DictValueIter => DictValueIter::over(d, 0),
        Kind::DictItemIter => DictItemIter::over(d, 0),
        Kind::DictRevKeyIter => DictRevKeyIter::over(d, end),
        Kind::DictRevValueIter => DictRevValueIter::over(d, end),
        Kind::DictRevItemIter => DictRevItemIter::over(d, end),
        _ => DictKeyIter::over(d, 0),
    }
}
