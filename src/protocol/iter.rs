//! Iteration.

use super::call::call_bound;
use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::str_::StrAsciiIter;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::generator::Generator;
use crate::object::iters::{DictKeyIter, Enumerate, ListIter, TupleIter, Zip};
use crate::object::list::List;
use crate::object::shape::type_of;
use crate::object::slice::{Range, RangeIter};
use crate::object::special::Special;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::thread::thread;

/// `iter(v)`
pub fn get_iter(v: Value) -> Res {
    if let Some(l) = v.exact::<List>() {
        return Ok(ListIter::over(l));
    }
    if let Some(t) = v.exact::<Tuple>() {
        return Ok(TupleIter::over(t));
    }
    if let Some(d) = v.exact::<Dict>() {
        return Ok(DictKeyIter::over(d, 0));
    }
    if let Some(r) = v.exact::<Range>() {
        return Ok(crate::builtins::range::iterator(r));
    }
    let t = type_of(v);
    match t.special(Special::Iter) {
        Some(m) if m == none() => Err(type_error(format!("'{}' object is not iterable", t.name_text()))),
        Some(m) => {
            let it = call_bound(m, v, &[], None)?;
            if type_of(it).special(Special::Next).is_none() {
                return Err(type_error(format!("iter() returned non-iterator of type '{}'", type_of(it).name_text())));
            }
            Ok(it)
        }
        None if t.special(Special::GetItem).is_some()
            && !t.has_flag(crate::object::types::type_flags::MAPPING)
            && crate::builtins::union::members(v).is_none() =>
        {
            Ok(crate::builtins::iterators::sequence_iterator(v))
        }
        None => Err(type_error(format!("'{}' object is not iterable", t.name_text()))),
    }
}
/// `next(it)`; `None` when exhausted.
pub fn next(it: Value) -> Result<Option<Value>, Raised> {
    if let Some(f) = crate::builtins::iterators::fast_next(it) {
        return match f(it) {
            // from a function that the iterator calls: ends the iteration all the same
            Err(Raised) if thread().catch(Exc::StopIteration) => Ok(None),
            r => r,
        };
    }
    let Some(m) = type_of(it).special(Special::Next) else {
        return Err(type_error(format!("'{}' object is not an iterator", type_of(it).name_text())));
    };
    match call_bound(m, it, &[], None) {
        Ok(v) => Ok(Some(v)),
        Err(Raised) if thread().catch(Exc::StopIteration) => Ok(None),
        Err(e) => Err(e),
    }
}
/// The items of an iterable, one by one; lists and tuples need no iterator.
pub enum Items {
    List(Gc<List>, usize),
    Tuple(Gc<Tuple>, usize),
    Iterator(Value),
}

impl Items {
    pub fn of(v: Value) -> Result<Items, Raised> {
        if let Some(l) = v.exact::<List>() {
            return Ok(Items::List(l, 0));
        }
        if let Some(t) = v.exact::<Tuple>() {
            return Ok(Items::Tuple(t, 0));
        }
        Ok(Items::Iterator(get_iter(v)?))
    }
    /// Where they come from: the iterator, or what needs none.
    pub fn source(&self) -> Value {
        match self {
            Items::List(l, _) => l.value(),
            Items::Tuple(t, _) => t.value(),
            Items::Iterator(it) => *it,
        }
    }
    #[inline]
    pub fn next(&mut self) -> Result<Option<Value>, Raised> {
        let (item, at) = match self {
            Items::List(l, at) => (l.get(*at), at),
            Items::Tuple(t, at) => (t.items().get(*at).copied(), at),
            Items::Iterator(it) => return next(*it),
        };
        *at += 1;
        Ok(item)
    }
}

/// Calls `f` with each item.
pub fn for_each(v: Value, mut f: impl FnMut(Value) -> Result<(), Raised>) -> Result<(), Raised> {
    let mut items = Items::of(v)?;
    while let Some(x) = items.next()? {
        f(x)?;
    }
    Ok(())
}
/// All items of an iterable.
pub fn collect(v: Value) -> Result<GcVec, Raised> {
    let mut out = GcVec::new();
    if v.exact::<Generator>().is_some() {
        let l = List::new();
        crate::builtins::list::extend_from(l, v)?;
        l.items().iter().for_each(|x| out.push(*x));
        return Ok(out);
    }
    for_each(v, |x| {
        out.push(x);
        Ok(())
    })?;
    Ok(out)
}
pub fn to_list(v: Value) -> Result<Gc<List>, Raised> {
    if let Some(l) = v.exact::<List>() {
        return List::from_slice(l.items());
    }
    let out = List::new();
    if v.exact::<Generator>().is_some() {
        crate::builtins::list::extend_from(out, v)?;
        return Ok(out);
    }
    ask_length(v)?;
    for_each(v, |x| out.push(x))?;
    Ok(out)
}
/// Where CPython asks an iterable for its length before taking its items, programs see it asked.
pub fn ask_length(v: Value) -> Result<(), Raised> {
    if type_of(v).def.get().is_none() {
        super::item::length_hint(v, 0)?;
    }
    Ok(())
}
pub fn to_tuple(v: Value) -> Result<Gc<Tuple>, Raised> {
    if let Some(t) = v.exact::<Tuple>() {
        return Ok(t);
    }
    Tuple::try_new(collect(v)?.as_slice())
}
/// How many items an iterator of a built-in class is going to give, if that is easy to tell; no program sees the question.
pub fn items_left(it: Value) -> Option<usize> {
    let behind = |len: usize, index: usize| len.saturating_sub(index);
    if let Some(i) = it.exact::<ListIter>() {
        return i.list.get().map(|l| behind(l.len(), i.index.get()));
    }
    if let Some(i) = it.exact::<RangeIter>() {
        return usize::try_from(i.left.get()).ok();
    }
    if let Some(i) = it.exact::<TupleIter>() {
        return i.tuple.get().map(|t| behind(t.len(), i.index.get()));
    }
    if let Some(i) = it.exact::<StrAsciiIter>() {
        return i.text.get().map(|t| behind(t.len, i.at.get()));
    }
    if let Some(e) = it.exact::<Enumerate>() {
        // what it goes over is no `enumerate` or `zip` that goes over others again, and so on
        return e.it.get().filter(|i| is_plain_iterator(*i)).and_then(items_left);
    }
    if let Some(z) = it.exact::<Zip>() {
        let its = z.its.get()?;
        return its.items().iter().try_fold(usize::MAX, |least, i| {
            let n = if is_plain_iterator(*i) { items_left(*i)? } else { return None };
            Some(least.min(n))
        });
    }
    None
}
fn is_plain_iterator(it: Value) -> bool {
    it.exact::<Enumerate>().is_none() && it.exact::<Zip>().is_none()
}
/// What `f` of a native iterator class is: advances without raising StopIteration.
pub type NextFn = fn(Value) -> Result<Option<Value>, Raised>;
