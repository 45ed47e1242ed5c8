//! Iteration over sets in traces: the search for the next key is a call that only reads the table; the iterator is stepped in place.
//!
//! As in `items`, each function emits what happens for operands like those it sees now, under guards; the step itself is the
//! interpreter's. `None`: nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Op as Ir, Ref, Ty};

use super::calls::site;
use super::dicts::{self, Place};
use super::ops::RV;
use super::quiet::of;
use super::recorder::{Rec, class, rec};
use crate::object::gc::Gc;
use crate::object::iters::SetIter;
use crate::object::kind::Kind;
use crate::object::set::Set;
use crate::object::value::Value;

const MISSING: i64 = -1;
const OVER: i32 = offset_of!(SetIter, set) as i32;
const POS: i32 = offset_of!(SetIter, pos) as i32;
const USED: i32 = offset_of!(SetIter, used) as i32;
const LEFT: i32 = offset_of!(SetIter, left) as i32;

/// The place of the first key at or after a place.
unsafe extern "sysv64" fn next_element(s: u64, from: i64) -> i64 {
    of::<Set>(s).next_entry(from as usize).map_or(MISSING, |e| e.0 as i64)
}

/// `iter(x)` of a set or frozenset.
pub fn get_iter(x: RV) -> Option<Ref> {
    let s = site(size_of::<SetIter>(), Kind::SetIter as u64)?;
    let r = rec();
    r.guard_class(x.r, x.v);
    let o = r.builder.op(Ir::UnboxPtr, &[x.r]);
    let used = r.builder.load(Ty::Int, o, offset_of!(Set, used) as i32, class::SETS);
    let zero = r.builder.kint(0);
    let o = r.builder.alloc(s);
    for (offset, w) in [(OVER, x.r), (POS, zero), (USED, used), (LEFT, used)] {
        r.builder.store(o, w, offset, class::ITER);
    }
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
/// The place of the next key of an iterator whose set is as it was at its start.
fn place(it: Value) -> Option<i64> {
    let i = it.exact::<SetIter>()?;
    let s: Gc<Set> = i.set.get()?;
    if i.used.get() != s.len() {
        return None;
    }
    match s.next_entry(i.pos.get()) {
        Some(_) if i.left.get() == 0 => None,
        next => Some(next.map_or(MISSING, |e| e.0 as i64)),
    }
}
/// Emits the search for the next key: the iterator, its set, the key's place.
fn step(r: &mut Rec, x: Ref) -> (Ref, Ref, Ref) {
    let o = r.object(x);
    r.guard_shape(o, Kind::SetIter as u32);
    let s = r.builder.load(Ty::Tagged, o, OVER, class::ITER);
    r.guard(Ir::GuardSet, &[s]);
    let p = r.builder.op(Ir::UnboxPtr, &[s]);
    let used = r.builder.load(Ty::Int, p, offset_of!(Set, used) as i32, class::SETS);
    let before = r.builder.load(Ty::Int, o, USED, class::ITER);
    let same = r.builder.op(Ir::Ieq, &[used, before]);
    r.guard_bool(same, true);
    let pos = r.builder.load(Ty::Int, o, POS, class::ITER);
    let entry = next_element as *const ();
    let i = dicts::call(r, "next_element", entry, &[s, pos], Ty::Int, &[class::SETS], false);
    (o, p, i)
}
/// The next key of an iterator that is not at its end.
pub fn next(it: Value, x: Ref) -> Option<Ref> {
    let now = place(it).filter(|n| *n != MISSING)?;
    let r = rec();
    let (o, s, i) = step(r, x);
    dicts::guard_presence(r, Place { now, index: i });
    let (zero, one) = (r.builder.kint(0), r.builder.kint(1));
    let left = r.builder.load(Ty::Int, o, LEFT, class::ITER);
    let more = r.builder.op(Ir::Igt, &[left, zero]);
    r.guard_bool(more, true);
    let table = r.builder.load(Ty::Ptr, s, offset_of!(Set, table) as i32, class::SETS);
    let pair = r.builder.op(Ir::Iadd, &[i, i]);
    let key = r.builder.loadx(Ty::Tagged, table, pair, 16 + 8, class::SETS);
    let left = r.builder.op(Ir::Isub, &[left, one]);
    let i = r.builder.op(Ir::Iadd, &[i, one]);
    r.builder.store(o, left, LEFT, class::ITER);
    r.builder.store(o, i, POS, class::ITER);
    Some(key)
}
/// Is it an iterator over a set at its end?
pub fn at_end(it: Value) -> Option<bool> {
    place(it).map(|n| n == MISSING)
}
/// The step of an iterator over a set that is at its end.
pub fn exhausted(it: Value, x: Ref) -> Option<()> {
    let now = place(it).filter(|n| *n == MISSING)?;
    let r = rec();
    let (o, _, i) = step(r, x);
    dicts::guard_presence(r, Place { now, index: i });
    let none = r.builder.kval(0);
    r.builder.store(o, none, OVER, class::ITER);
    Some(())
}
