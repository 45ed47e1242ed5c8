//! Truth, comparison, hashing.

use super::call::call_bound;
use crate::builtins::exceptions::type_error;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::int::Bool;
use crate::object::kind::Kind;
use crate::object::shape::{kind_of_ptr, type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::thread::thread;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Cmp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}
impl Cmp {
    pub const ALL: [Cmp; 6] = [Cmp::Lt, Cmp::Le, Cmp::Eq, Cmp::Ne, Cmp::Gt, Cmp::Ge];
    pub fn special(self) -> Special {
        [Special::Lt, Special::Le, Special::Eq, Special::Ne, Special::Gt, Special::Ge][self as usize]
    }
    /// The comparison with the operands exchanged.
    pub fn swapped(self) -> Cmp {
        [Cmp::Gt, Cmp::Ge, Cmp::Eq, Cmp::Ne, Cmp::Lt, Cmp::Le][self as usize]
    }
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    pub fn holds(self, o: std::cmp::Ordering) -> bool {
        match self {
            Cmp::Lt => o.is_lt(),
            Cmp::Le => o.is_le(),
            Cmp::Eq => o.is_eq(),
            Cmp::Ne => o.is_ne(),
            Cmp::Gt => o.is_gt(),
            Cmp::Ge => o.is_ge(),
        }
    }
    /// As `holds` for operands that may be unordered (NaN).
    pub fn holds_partial(self, o: Option<std::cmp::Ordering>) -> bool {
        match o {
            Some(o) => self.holds(o),
            None => self == Cmp::Ne,
        }
    }
}

/// `a op b`, any result.
pub fn rich_compare(a: Value, b: Value, op: Cmp) -> Res {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return Ok(boolean(op.holds(x.cmp(&y))));
    }
    if let (Some(x), Some(y)) = (a.as_float_imm(), b.as_float_imm()) {
        return Ok(boolean(op.holds_partial(x.partial_cmp(&y))));
    }
    match builtin_compare(a, b, op) {
        Some(r) => r,
        None => general_compare(a, b, op),
    }
}
/// Classes whose instances are never equal to those of another of these classes.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Number,
    Str,
    None,
    Tuple,
    List,
    Dict,
    Other,
}
fn sort_of(v: Value) -> Sort {
    let Some(h) = v.header() else { return Sort::Number };
    const INT: u32 = Kind::Int as u32;
    const FLOAT: u32 = Kind::Float as u32;
    const BOOL: u32 = Kind::Bool as u32;
    const STR: u32 = Kind::Str as u32;
    const NONE: u32 = Kind::NoneType as u32;
    const TUPLE: u32 = Kind::Tuple as u32;
    const LIST: u32 = Kind::List as u32;
    const DICT: u32 = Kind::Dict as u32;
    match h.shape() {
        INT | FLOAT | BOOL => Sort::Number,
        STR => Sort::Str,
        NONE => Sort::None,
        TUPLE => Sort::Tuple,
        LIST => Sort::List,
        DICT => Sort::Dict,
        _ => Sort::Other,
    }
}
/// Comparisons of exactly built-in classes that need no look at the classes' methods; `None`: others.
#[inline]
fn builtin_compare(a: Value, b: Value, op: Cmp) -> Option<Res> {
    let (s, t) = (sort_of(a), sort_of(b));
    let equality = matches!(op, Cmp::Eq | Cmp::Ne);
    if s != t {
        return if equality && s != Sort::Other && t != Sort::Other { Some(Ok(boolean(op == Cmp::Ne))) } else { None };
    }
    // SAFETY (casts): the sort names the exact class.
    unsafe {
        match s {
            Sort::Str => {
                let (x, y) = (a.cast_unchecked::<Str>(), b.cast_unchecked::<Str>());
                Some(Ok(boolean(if equality {
                    x.same(y) == (op == Cmp::Eq)
                } else {
                    op.holds(crate::object::str::compare(x, y))
                })))
            }
            Sort::Tuple => Some(crate::builtins::tuple::compare(a.cast_unchecked(), b.cast_unchecked(), op)),
            Sort::List => Some(crate::builtins::list::compare(a.cast_unchecked(), b.cast_unchecked(), op)),
            Sort::None if equality => Some(Ok(boolean(op == Cmp::Eq))),
            Sort::Number => compare_mixed(a, b, op),
            _ => None,
        }
    }
}
/// A small int and an immediate float, where the conversion is exact.
fn compare_mixed(a: Value, b: Value, op: Cmp) -> Option<Res> {
    let exact = |v: Value| match v.as_small() {
        Some(i) if i.unsigned_abs() <= 1 << 53 => Some(i as f64),
        Some(_) => None,
        None => v.as_float_imm(),
    };
    Some(Ok(boolean(op.holds_partial(exact(a)?.partial_cmp(&exact(b)?)))))
}
fn general_compare(a: Value, b: Value, op: Cmp) -> Res {
    thread().check_native_stack(" in comparison")?;
    let (ta, tb) = (type_of(a), type_of(b));
    if let (Some(x), Some(y)) = (a.cast::<Str>(), b.cast::<Str>())
        && matches!(op, Cmp::Eq | Cmp::Ne)
        && compares_as_str(ta)
        && compares_as_str(tb)
    {
        return Ok(boolean(x.same(y) == (op == Cmp::Eq)));
    }
    if matches!(op, Cmp::Eq | Cmp::Ne) && compares_identity(ta) && compares_identity(tb) {
        return Ok(boolean((a == b) == (op == Cmp::Eq)));
    }
    let mut tried_reflected = false;
    if ta != tb
        && tb.is_subtype(ta)
        && let Some(m) = tb.special(op.swapped().special())
    {
        tried_reflected = true;
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    if let Some(m) = ta.special(op.special()) {
        let r = call_bound(m, a, &[b], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    if tried_reflected { unanswered(a, b, op) } else { after_left(a, b, op) }
}
/// `a op b` when the method of `a` has been asked and does not know how.
pub fn after_left(a: Value, b: Value, op: Cmp) -> Res {
    if let Some(m) = type_of(b).special(op.swapped().special()) {
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    unanswered(a, b, op)
}
/// Neither operand knew how.
fn unanswered(a: Value, b: Value, op: Cmp) -> Res {
    match op {
        Cmp::Eq => Ok(boolean(a == b)),
        Cmp::Ne => Ok(boolean(a != b)),
        _ => Err(type_error(format!(
            "'{}' not supported between instances of '{}' and '{}'",
            op.symbol(),
            type_of(a).name_text(),
            type_of(b).name_text()
        ))),
    }
}
/// Are `==` and `!=` of this class those of `object`?
#[inline(always)]
fn compares_identity(t: Gc<Type>) -> bool {
    let object = type_of_kind(Kind::Object);
    t.special(Special::Eq) == object.special(Special::Eq) && t.special(Special::Ne) == object.special(Special::Ne)
}
/// Is it as a key just itself: an object that hashes and compares by identity?
#[inline]
pub fn is_identity_key(v: Value) -> bool {
    v.is_ptr() && {
        let t = type_of(v);
        t.special(Special::Hash) == type_of_kind(Kind::Object).special(Special::Hash) && compares_identity(t)
    }
}
/// The shape of an object that is as a key just itself, for now.
pub fn identity_shape(v: Value) -> Option<u32> {
    v.header().filter(|_| is_identity_key(v)).map(|h| h.shape())
}
/// Are `==` and `!=` of this class those of `str`?
fn compares_as_str(t: Gc<Type>) -> bool {
    let s = type_of_kind(Kind::Str);
    t == s || (t.special(Special::Eq) == s.special(Special::Eq) && t.special(Special::Ne) == s.special(Special::Ne))
}
/// The truth of `a op b`.
pub fn compare(a: Value, b: Value, op: Cmp) -> Result<bool, Raised> {
    if let (Some(x), Some(y)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Ok(match op {
            Cmp::Eq => x.same(y),
            Cmp::Ne => !x.same(y),
            _ => op.holds(crate::object::str::compare(x, y)),
        });
    }
    if matches!(op, Cmp::Eq | Cmp::Ne)
        && let (Some(x), Some(y)) = (as_text(a), as_text(b))
    {
        return Ok(x.same(y) == (op == Cmp::Eq));
    }
    truth(rich_compare(a, b, op)?)
}
/// A string, or an instance of a subclass that compares as strings do.
#[inline]
pub fn as_text(v: Value) -> Option<Gc<Str>> {
    if v.is_ptr() && kind_of_ptr(v.bits()) == Kind::Str && compares_as_str(type_of(v)) { v.cast() } else { None }
}
/// As `as_text`, if it hashes like a string as well.
pub fn as_text_key(v: Value) -> Option<Gc<Str>> {
    as_text(v).filter(|_| hashes_as(v, Kind::Str))
}
/// Has the class of an instance of a subclass the `__hash__` of this built-in one?
fn hashes_as(v: Value, k: Kind) -> bool {
    type_of(v).special(Special::Hash) == type_of_kind(k).special(Special::Hash)
}
/// The truth of `a == b`.
pub fn eq(a: Value, b: Value) -> Result<bool, Raised> {
    compare(a, b, Cmp::Eq)
}
/// `a is b or a == b`, as containers compare.
#[inline]
pub fn is_or_eq(a: Value, b: Value) -> Result<bool, Raised> {
    Ok(a == b || !(a.is_small() && b.is_small()) && eq(a, b)?)
}

/// `is_or_eq` of two keys with the same hash, which seldom differ: tuples of the same items and bytes need no general comparison.
pub fn same_key(a: Value, b: Value) -> Result<bool, Raised> {
    if a == b {
        return Ok(true);
    }
    if let (Some(x), Some(y)) = (a.exact::<Tuple>(), b.exact::<Tuple>())
        && x.items() == y.items()
    {
        return Ok(true);
    }
    if let (Some(x), Some(y)) = (a.exact::<Bytes>(), b.exact::<Bytes>()) {
        return Ok(x.same(y));
    }
    eq(a, b)
}

/// `bool(v)`
#[inline]
pub fn truth(v: Value) -> Result<bool, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i != 0);
    }
    if let Some(b) = v.exact::<Bool>() {
        return Ok(b.truth);
    }
    truth_slow(v)
}
fn truth_slow(v: Value) -> Result<bool, Raised> {
    if v == none() {
        return Ok(false);
    }
    if let Some(f) = v.as_float_imm() {
        return Ok(f != 0.0);
    }
    if let Some(n) = super::item::builtin_len(v) {
        return Ok(n != 0);
    }
    let t = type_of(v);
    if let Some(m) = t.special(Special::Bool) {
        let r = call_bound(m, v, &[], None)?;
        return match r.cast::<Bool>() {
            Some(b) => Ok(b.truth),
            None => Err(type_error(format!("__bool__ should return bool, returned {}", type_of(r).name_text()))),
        };
    }
    if t.special(Special::Len).is_some() {
        return Ok(super::item::len(v)? != 0);
    }
    Ok(true)
}

/// `hash(v)`
#[inline]
pub fn hash(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(crate::object::hash::hash_i64(i));
    }
    match v.exact::<Str>() {
        Some(s) => Ok(s.hash_value()),
        None => hash_other(v),
    }
}
#[inline(never)]
fn hash_other(v: Value) -> Result<i64, Raised> {
    if let Some(t) = v.exact::<Tuple>() {
        return crate::builtins::tuple::hash(t);
    }
    if let Some(b) = v.exact::<Bytes>() {
        return Ok(crate::builtins::bytes_::hash_value(b));
    }
    if let Some(f) = v.as_float_imm() {
        return Ok(crate::object::hash::hash_f64(f, v.bits()));
    }
    if let Some(t) = v.cast::<Tuple>().filter(|_| hashes_as(v, Kind::Tuple)) {
        return crate::builtins::tuple::hash(t);
    }
    if let Some(s) = v.cast::<Str>().filter(|_| hashes_as(v, Kind::Str)) {
        return Ok(s.hash_value());
    }
    let t = type_of(v);
    match t.special(Special::Hash) {
        Some(m) if crate::builtins::object::is_own_wrapper(m) => Ok(crate::builtins::object::identity_hash(v)),
        Some(m) if m != none() => {
            let r = call_bound(m, v, &[], None)?;
            match r.as_int() {
                // a hash is a machine word, which may be more than a small int
                Some(i) => Ok(i.to_i64().map_or_else(|| i.hash(), crate::object::hash::not_minus_one)),
                None => Err(type_error("__hash__ method should return an integer")),
            }
        }
        _ => Err(type_error(format!("unhashable type: '{}'", t.name_text()))),
    }
}
/// What a container raises for a key whose `hash` raised: a `TypeError` becomes "cannot use 'list' as a dict key (…)".
#[cold]
pub fn unhashable_as(key: Value, role: &str, r: Raised) -> Raised {
    let t = thread();
    match t.exception() {
        Some(e) if type_of(e.value()) == crate::builtins::exceptions::Exc::TypeError.class() => {
            t.clear_exception();
            let why = match super::text::str_of(e.value()) {
                Ok(s) => s.to_text().into_owned(),
                Err(r) => return r,
            };
            type_error(format!("cannot use '{}' as {role} ({why})", type_of(key).name_text()))
        }
        _ => r,
    }
}
