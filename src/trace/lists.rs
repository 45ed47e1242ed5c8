//! Lists that a trace makes: displays, and what comprehensions fill. Those that are likely to grow get room at once.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, ClassSet, Helper as IrHelper, Op as Ir, Ref, Ty};

use super::calls::site;
use super::items::{object, zipped};
use super::quiet::exact_kind;
use super::recorder::{Rec, class, rec};
use crate::builtins::str_::StrAsciiIter;
use crate::object::buffer::Array;
use crate::object::gc::Gc;
use crate::object::iters::{Enumerate, TupleIter, Zip};
use crate::object::kind::Kind;
use crate::object::list::{List, ListIter};
use crate::object::slice::RangeIter;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::protocol::iter::items_left;

/// Words of an array that the trace itself makes and clears.
const INLINE: usize = 16;

/// An array of as many words as are likely to be needed, all of them 0; none if there are no items, or there is no room.
unsafe extern "sysv64" fn new_array(n: i64) -> u64 {
    match usize::try_from(n) {
        Ok(n) if n > 0 => Array::hoped_for(Array::room(n.min(List::FORESEEN))).map_or(0, Gc::addr),
        _ => 0,
    }
}
fn call_new_array(r: &mut Rec, n: Ref) -> Ref {
    let h = IrHelper {
        name: "new_array".into(),
        address: new_array as *const () as u64,
        args: vec![Ty::Int],
        ret: Ty::Ptr,
        reads: ClassSet::NONE,
        writes: ClassSet::NONE,
        pure_call: false,
        raises: false,
        collects: true,
        lazy: None,
    };
    r.builder.call(&h, &[n])
}
/// A list of the items. `before`: what the register it goes to holds now; if that is a list like this one that has grown since, it
/// may have been made here in the turn before.
pub fn new(items: &[Ref], before: Option<Value>) -> Option<Ref> {
    let grown = before.and_then(|v| v.exact::<List>()).map_or(0, Gc::<List>::len);
    let wanted = if grown > items.len() { Array::room(grown.min(List::FORESEEN)) } else { items.len() };
    let r = rec();
    if wanted == 0 {
        let none = r.builder.kptr(0);
        return list(r, none, 0);
    }
    if items.is_empty() && wanted > INLINE {
        let n = r.builder.kint(wanted as i64);
        let a = call_new_array(r, n);
        return list(r, a, 0);
    }
    let words = wanted.min(INLINE).max(items.len());
    let array = site(16 + 8 * words, Kind::Array as u64)?;
    let a = r.builder.alloc(array);
    let n = r.builder.kint(words as i64);
    r.builder.store(a, n, offset_of!(Array, cap) as i32, class::ARRAY);
    let nothing = r.builder.kval(0);
    for i in 0..words {
        let x = items.get(i).copied().unwrap_or(nothing);
        r.builder.store(a, x, 16 + 8 * i as i32, class::ITEMS);
    }
    list(r, a, items.len())
}
fn list(r: &mut Rec, array: Ref, len: usize) -> Option<Ref> {
    let s = site(size_of::<List>(), Kind::List as u64)?;
    let n = r.builder.kint(len as i64);
    let l = r.builder.alloc(s);
    r.builder.store(l, array, offset_of!(List, array) as i32, class::ARRAY);
    r.builder.store(l, n, offset_of!(List, len) as i32, class::LIST);
    Some(r.builder.op(Ir::BoxPtr, &[l]))
}
/// An empty list for the items of an iterator, most of whose classes know how many those are.
pub fn for_items(it: Value, x: Ref) -> Option<Ref> {
    let r = rec();
    let a = match items_left(it).and_then(|_| left(r, it, x)) {
        Some(n) => call_new_array(r, n),
        None => r.builder.kptr(0),
    };
    list(r, a, 0)
}
/// How many items an iterator has still to give, for those that `items_left` knows; it may not be true, and be negative.
fn left(r: &mut Rec, it: Value, x: Ref) -> Option<Ref> {
    let kind = exact_kind(it)?;
    Some(match kind {
        Kind::RangeIter => {
            let o = object(r, x, kind);
            r.builder.load(Ty::Int, o, offset_of!(RangeIter, left) as i32, class::ITER)
        }
        Kind::ListIter => {
            let (over, index) = (offset_of!(ListIter, list), offset_of!(ListIter, index));
            behind(r, x, kind, (over, index), (offset_of!(List, len), class::LIST))
        }
        Kind::TupleIter => {
            let (over, index) = (offset_of!(TupleIter, tuple), offset_of!(TupleIter, index));
            behind(r, x, kind, (over, index), (8, Class::CONST))
        }
        Kind::StrAsciiIter => {
            let (over, index) = (offset_of!(StrAsciiIter, text), offset_of!(StrAsciiIter, at));
            behind(r, x, kind, (over, index), (offset_of!(Str, len), Class::CONST))
        }
        Kind::Enumerate => {
            let inner = it.exact::<Enumerate>()?.it.get()?;
            let o = object(r, x, kind);
            let i = r.load_tagged(o, offset_of!(Enumerate, it), Class::CONST);
            left(r, inner, i)?
        }
        Kind::Zip => {
            let its: Gc<Tuple> = it.exact::<Zip>()?.its.get()?;
            if !(1..=4).contains(&its.len()) {
                return None;
            }
            let t = zipped(r, x, its);
            let mut least = None;
            for (i, inner) in its.items().iter().enumerate() {
                let x = r.load_tagged(t, 16 + 8 * i, Class::CONST);
                let n = left(r, *inner, x)?;
                least = Some(least.map_or(n, |m| r.builder.op(Ir::Imin, &[m, n])));
            }
            least?
        }
        _ => return None,
    })
}
/// The length of what an iterator goes over, less its index.
fn behind(r: &mut Rec, x: Ref, kind: Kind, (over, index): (usize, usize), (len, class_of_len): (usize, Class)) -> Ref {
    let o = object(r, x, kind);
    let l = r.load_tagged(o, over, class::ITER);
    r.guard(Ir::GuardSet, &[l]);
    let l = r.builder.op(Ir::UnboxPtr, &[l]);
    let index = r.builder.load(Ty::Int, o, index as i32, class::ITER);
    let len = r.builder.count(l, len as i32, class_of_len);
    r.builder.op(Ir::Isub, &[len, index])
}
