//! Subscripts, lengths, containment.

use super::call::call_bound;
use super::{attr, compare, iter};
use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::shape::type_of;
use crate::object::slice::Slice;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};

/// `v[key]`
pub fn get_item(v: Value, key: Value) -> Res {
    if let (Some(d), true) = (v.exact::<Dict>(), true) {
        return match d.get(key)? {
            Some(x) => Ok(x),
            None => Err(crate::builtins::exceptions::key_error(key)),
        };
    }
    if let Some(i) = key.as_small() {
        let items = match (v.exact::<List>(), v.exact::<Tuple>()) {
            (Some(l), _) => Some(l.items()),
            (_, Some(t)) => Some(t.items()),
            _ => None,
        };
        if let Some(items) = items {
            let j = if i < 0 { i + items.len() as i64 } else { i };
            if let Some(&x) = usize::try_from(j).ok().and_then(|j| items.get(j)) {
                return Ok(x);
            }
        }
    }
    if let Some(s) = v.exact::<Str>() {
        return crate::builtins::str_::subscript(s, key);
    }
    let t = type_of(v);
    if let Some(m) = t.special(Special::GetItem) {
        return call_bound(m, v, &[key], None);
    }
    if let Some(c) = v.cast::<Type>() {
        if let Some(m) = attr::get_opt(v, Special::ClassGetItem.interned())? {
            return super::call::call(m, &[key]);
        }
        if c == crate::object::shape::type_of_kind(crate::object::kind::Kind::Type) {
            return crate::builtins::generic_alias::new(v, key);
        }
        return Err(type_error(format!("type '{}' is not subscriptable", c.name_text())));
    }
    Err(type_error(format!("'{}' object is not subscriptable", t.name_text())))
}
/// `v[key] = x`
pub fn set_item(v: Value, key: Value, x: Value) -> Result<(), Raised> {
    if let Some(d) = v.exact::<Dict>() {
        return d.set(key, x);
    }
    match type_of(v).special(Special::SetItem) {
        Some(m) => call_bound(m, v, &[key, x], None).map(|_| ()),
        None => Err(type_error(format!("'{}' object does not support item assignment", type_of(v).name_text()))),
    }
}
/// `del v[key]`
pub fn del_item(v: Value, key: Value) -> Result<(), Raised> {
    match type_of(v).special(Special::DelItem) {
        Some(m) => call_bound(m, v, &[key], None).map(|_| ()),
        None => {
            let t = type_of(v);
            let does_not = if is_sequence_like(t) && super::number::has_index(key) { "doesn't" } else { "does not" };
            Err(type_error(format!("'{}' object {does_not} support item deletion", t.name_text())))
        }
    }
}
/// Classes that CPython gives a table of sequence methods, whatever is in it.
fn is_sequence_like(t: Gc<crate::object::types::Type>) -> bool {
    use crate::object::kind::Kind;
    const KINDS: &[Kind] = &[
        Kind::Str,
        Kind::Bytes,
        Kind::Tuple,
        Kind::Range,
        Kind::Set,
        Kind::FrozenSet,
        Kind::DictKeys,
        Kind::DictValues,
        Kind::DictItems,
        Kind::MappingProxy,
        Kind::MemoryView,
    ];
    t.has_flag(crate::object::types::type_flags::HEAP)
        || KINDS.iter().any(|k| crate::object::shape::type_of_kind(*k) == t)
}
/// `len(v)`
pub fn len(v: Value) -> Result<usize, Raised> {
    if let Some(l) = v.exact::<List>() {
        return Ok(l.len());
    }
    if let Some(s) = v.exact::<Str>() {
        return Ok(s.len());
    }
    if let Some(t) = v.exact::<Tuple>() {
        return Ok(t.len());
    }
    if let Some(d) = v.exact::<Dict>() {
        return Ok(d.len());
    }
    let Some(m) = type_of(v).special(Special::Len) else {
        return Err(type_error(format!("object of type '{}' has no len()", type_of(v).name_text())));
    };
    let r = call_bound(m, v, &[], None)?;
    let i = super::number::index(r)?;
    match i.as_int() {
        Some(i) if i.is_negative() => Err(value_error("__len__() should return >= 0")),
        Some(i) => match i.to_i64() {
            Some(n) => Ok(n as usize),
            None => Err(overflow_error("cannot fit 'int' into an index-sized integer")),
        },
        None => Ok(0),
    }
}
/// `operator.length_hint(v, default)`
pub fn length_hint(v: Value, default: usize) -> Result<usize, Raised> {
    if type_of(v).special(Special::Len).is_some() {
        match len(v) {
            Ok(n) => return Ok(n),
            Err(Raised) if crate::thread::thread().catch(crate::builtins::exceptions::Exc::TypeError) => {}
            Err(e) => return Err(e),
        }
    }
    let Some(m) = type_of(v).special(Special::LengthHint) else { return Ok(default) };
    let r = match call_bound(m, v, &[], None) {
        Ok(r) => r,
        Err(Raised) if crate::thread::thread().catch(crate::builtins::exceptions::Exc::TypeError) => {
            return Ok(default);
        }
        Err(e) => return Err(e),
    };
    if r == crate::object::not_implemented() {
        return Ok(default);
    }
    match r.as_int() {
        Some(i) if !i.is_negative() && i.to_i64().is_some() => Ok(i.to_i64().unwrap_or(0) as usize),
        Some(i) if i.to_i64().is_none() => Err(overflow_error("Python int too large to convert to C ssize_t")),
        Some(_) => Err(value_error("__length_hint__() should return >= 0")),
        None => Err(type_error(format!("__length_hint__ must be an integer, not {}", type_of(r).name_text()))),
    }
}
/// `x in v`
pub fn contains(v: Value, x: Value) -> Result<bool, Raised> {
    if let Some(d) = v.exact::<Dict>() {
        return d.contains(x);
    }
    if let Some(s) = v.exact::<Set>() {
        return crate::builtins::set_::contains_value(s, x);
    }
    if let Some(l) = v.exact::<List>() {
        return crate::builtins::list::holds(l, x);
    }
    if let Some(t) = v.exact::<Tuple>() {
        return crate::builtins::tuple::holds(t, x);
    }
    match type_of(v).special(Special::Contains) {
        Some(m) if m == none() => Err(type_error(format!("'{}' object is not a container", type_of(v).name_text()))),
        Some(m) => compare::truth(call_bound(m, v, &[x], None)?),
        None => {
            let it = match iter::get_iter(v) {
                Ok(it) => it,
                Err(Raised) if crate::thread::thread().catch(crate::builtins::exceptions::Exc::TypeError) => {
                    return Err(type_error(format!(
                        "argument of type '{}' is not a container or iterable",
                        type_of(v).name_text()
                    )));
                }
                Err(e) => return Err(e),
            };
            while let Some(y) = iter::next(it)? {
                if compare::is_or_eq(y, x)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

/// A slice applied to a sequence of `len` items.
#[derive(Clone, Copy, Debug)]
pub struct SliceRange {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    /// How many items.
    pub count: usize,
}
impl SliceRange {
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |i| (self.start + i as i64 * self.step) as usize)
    }
}
/// start, stop, step as written, clipped to the machine's range, defaults filled in.
pub fn unpack_slice(s: Gc<Slice>) -> Result<(i64, i64, i64), Raised> {
    let part = |v: Value, default: i64| -> Result<i64, Raised> {
        if v == none() {
            return Ok(default);
        }
        if !super::number::has_index(v) {
            return Err(type_error("slice indices must be integers or None or have an __index__ method"));
        }
        super::number::to_index_clipped(v)
    };
    let step = part(s.step.get_or_none(), 1)?.max(-i64::MAX);
    if step == 0 {
        return Err(value_error("slice step cannot be zero"));
    }
    let start = part(s.start.get_or_none(), if step < 0 { i64::MAX } else { 0 })?;
    let stop = part(s.stop.get_or_none(), if step < 0 { i64::MIN } else { i64::MAX })?;
    Ok((start, stop, step))
}
/// Clips to a sequence of `len` items.
pub fn adjust_slice((start, stop, step): (i64, i64, i64), len: usize) -> SliceRange {
    let n = len as i64;
    let clip = |i: i64| {
        if i < 0 {
            (i.saturating_add(n)).max(if step < 0 { -1 } else { 0 })
        } else {
            i.min(if step < 0 { n - 1 } else { n })
        }
    };
    let (start, stop) = (clip(start), clip(stop));
    let count = if step < 0 {
        if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
    } else if start < stop {
        (stop - start - 1) / step + 1
    } else {
        0
    };
    SliceRange { start, stop, step, count: count as usize }
}
pub fn slice_range(s: Gc<Slice>, len: usize) -> Result<SliceRange, Raised> {
    Ok(adjust_slice(unpack_slice(s)?, len))
}
/// An index value into a sequence of `len` items; `IndexError(message)` if out of range.
pub fn sequence_index(key: Value, len: usize, message: &str) -> Result<usize, Raised> {
    let i = super::number::to_index(key)?;
    let j = if i < 0 { i + len as i64 } else { i };
    if j < 0 || j >= len as i64 {
        return Err(crate::builtins::exceptions::index_error(message));
    }
    Ok(j as usize)
}
