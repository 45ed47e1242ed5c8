//! Subscripts, lengths, containment.

use super::call::call_bound;
use super::{attr, compare, iter};
use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
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
    match builtin_get_item(v, key) {
        Some(r) => r,
        None => general_get_item(v, key),
    }
}
/// Subscripts of the built-in containers; `None`: some other class, or an index that has to be looked at closely.
#[inline]
fn builtin_get_item(v: Value, key: Value) -> Option<Res> {
    const DICT: u32 = Kind::Dict as u32;
    const LIST: u32 = Kind::List as u32;
    const TUPLE: u32 = Kind::Tuple as u32;
    const STR: u32 = Kind::Str as u32;
    const BYTES: u32 = Kind::Bytes as u32;
    // SAFETY (casts): these shapes are the exact built-in classes.
    unsafe {
        match v.header()?.shape() {
            DICT => Some(match v.cast_unchecked::<Dict>().get(key) {
                Ok(Some(x)) => Ok(x),
                Ok(None) => Err(crate::builtins::exceptions::key_error(key)),
                Err(e) => Err(e),
            }),
            LIST => match key.exact::<Slice>() {
                Some(s) => Some(crate::builtins::list::get_slice(v.cast_unchecked(), s)),
                None => item_at(v.cast_unchecked::<List>().items(), key),
            },
            TUPLE => item_at(v.cast_unchecked::<Tuple>().items(), key),
            STR => Some(crate::builtins::str_::subscript(v.cast_unchecked(), key)),
            BYTES => Some(crate::builtins::bytes_::subscript(v.cast_unchecked(), key)),
            _ => None,
        }
    }
}
#[inline]
fn item_at(items: &[Value], key: Value) -> Option<Res> {
    let i = key.as_small()?;
    let j = if i < 0 { i + items.len() as i64 } else { i };
    usize::try_from(j).ok().and_then(|j| items.get(j)).map(|&x| Ok(x))
}
fn general_get_item(v: Value, key: Value) -> Res {
    let t = type_of(v);
    if let Some(m) = t.special(Special::GetItem) {
        return call_bound(m, v, &[key], None);
    }
    if let Some(c) = v.cast::<Type>() {
        if let Some(m) = attr::get_opt(v, Special::ClassGetItem.interned())?.filter(|m| *m != none()) {
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
    if let (Some(l), Some(i)) = (v.exact::<List>(), key.as_small()) {
        let j = if i < 0 { i + l.len() as i64 } else { i } as usize;
        if j < l.len() {
            l.put(j, x);
            return Ok(());
        }
    }
    if let (Some(l), Some(s)) = (v.exact::<List>(), key.exact::<Slice>()) {
        return crate::builtins::list::assign_slice(l, s, x);
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
/// The length of an instance of exactly a built-in class.
#[inline]
pub fn builtin_len(v: Value) -> Option<usize> {
    const DICT: u32 = Kind::Dict as u32;
    const LIST: u32 = Kind::List as u32;
    const TUPLE: u32 = Kind::Tuple as u32;
    const STR: u32 = Kind::Str as u32;
    const BYTES: u32 = Kind::Bytes as u32;
    const BYTEARRAY: u32 = Kind::ByteArray as u32;
    const SET: u32 = Kind::Set as u32;
    // SAFETY (casts): these shapes are the exact built-in classes.
    unsafe {
        Some(match v.header()?.shape() {
            LIST => v.cast_unchecked::<List>().len(),
            STR => v.cast_unchecked::<Str>().len(),
            TUPLE => v.cast_unchecked::<Tuple>().len(),
            DICT => v.cast_unchecked::<Dict>().len(),
            BYTES => v.cast_unchecked::<Bytes>().len,
            BYTEARRAY => v.cast_unchecked::<ByteArray>().len.get(),
            SET => v.cast_unchecked::<Set>().len(),
            _ => return None,
        })
    }
}
/// `len(v)`
pub fn len(v: Value) -> Result<usize, Raised> {
    if let Some(n) = builtin_len(v) {
        return Ok(n);
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
    if let (Some(s), Some(n)) = (v.exact::<Str>(), x.exact::<Str>()) {
        return Ok(crate::builtins::str_methods::find_in(s, n, 0, s.len()).is_some());
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
    slice_parts(s.start.get_or_none(), s.stop.get_or_none(), s.step.get_or_none())
}
/// The same of the parts of a slice.
#[inline]
pub fn slice_parts(start: Value, stop: Value, step: Value) -> Result<(i64, i64, i64), Raised> {
    let plain = |v: Value, default: i64| if v == none() { Some(default) } else { v.as_small() };
    if let Some(step) = plain(step, 1)
        && step != 0
    {
        let (first, last) = if step < 0 { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
        if let (Some(start), Some(stop)) = (plain(start, first), plain(stop, last)) {
            return Ok((start, stop, step));
        }
    }
    slice_parts_of_any(start, stop, step)
}
#[inline(never)]
fn slice_parts_of_any(start: Value, stop: Value, step: Value) -> Result<(i64, i64, i64), Raised> {
    let part = |v: Value, default: i64| -> Result<i64, Raised> {
        if let Some(i) = v.as_small() {
            return Ok(i);
        }
        if v == none() {
            return Ok(default);
        }
        if !super::number::has_index(v) {
            return Err(type_error("slice indices must be integers or None or have an __index__ method"));
        }
        super::number::to_index_clipped(v)
    };
    let step = part(step, 1)?.max(-i64::MAX);
    if step == 0 {
        return Err(value_error("slice step cannot be zero"));
    }
    let start = part(start, if step < 0 { i64::MAX } else { 0 })?;
    let stop = part(stop, if step < 0 { i64::MIN } else { i64::MAX })?;
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
    let span = if step < 0 { start - stop } else { stop - start };
    let count = match step.unsigned_abs() {
        _ if span <= 0 => 0,
        1 => span,
        by => (span - 1) / by as i64 + 1,
    };
    SliceRange { start, stop, step, count: count as usize }
}
/// `v[start:stop:step]` of a list, tuple, string or bytes object, exactly of that class; `None`: of something else.
pub fn builtin_slice(v: Value, parts: (i64, i64, i64)) -> Option<Res> {
    if let Some(l) = v.exact::<List>() {
        return Some(crate::builtins::list::slice_of(l, adjust_slice(parts, l.len())).map(Gc::value));
    }
    if let Some(s) = v.exact::<Str>() {
        return Some(crate::builtins::str_::slice_of(s, adjust_slice(parts, s.len())));
    }
    if let Some(t) = v.exact::<Tuple>() {
        return Some(crate::builtins::tuple::slice_of(t, adjust_slice(parts, t.len())));
    }
    v.exact::<Bytes>().map(|b| crate::builtins::bytes_::slice_of(b, adjust_slice(parts, b.len)))
}
#[inline]
pub fn slice_range(s: Gc<Slice>, len: usize) -> Result<SliceRange, Raised> {
    let (start, stop) = (s.start.get_or_none(), s.stop.get_or_none());
    // the commonest ones: counted from the start, or up to the end
    let ends = if stop == none() { Some(len as i64) } else { stop.as_small() };
    if let (Some(from), Some(to)) = (start.as_small(), ends)
        && 0 <= from
        && from <= to
        && s.step.get_or_none() == none()
    {
        let (start, stop) = (from.min(len as i64), to.min(len as i64));
        return Ok(SliceRange { start, stop, step: 1, count: (stop - start) as usize });
    }
    slice_range_of_any(s, len)
}
#[inline(never)]
fn slice_range_of_any(s: Gc<Slice>, len: usize) -> Result<SliceRange, Raised> {
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
