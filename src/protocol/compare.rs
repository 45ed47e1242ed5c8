//! Truth, comparison, hashing.

use super::call::call_bound;
use crate::builtins::exceptions::type_error;
use crate::object::int::Bool;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
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
    if let (Some(x), Some(y)) = (a.exact::<Str>(), b.exact::<Str>())
        && matches!(op, Cmp::Eq | Cmp::Ne)
    {
        return Ok(boolean(x.same(y) == (op == Cmp::Eq)));
    }
    if let (Some(x), Some(y)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        return crate::builtins::tuple::compare(x, y, op);
    }
    if let (Some(x), Some(y)) = (a.exact::<List>(), b.exact::<List>()) {
        return crate::builtins::list::compare(x, y, op);
    }
    thread().check_native_stack(" in comparison")?;
    let (ta, tb) = (type_of(a), type_of(b));
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
    if !tried_reflected && let Some(m) = tb.special(op.swapped().special()) {
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    match op {
        Cmp::Eq => Ok(boolean(a == b)),
        Cmp::Ne => Ok(boolean(a != b)),
        _ => Err(type_error(format!(
            "'{}' not supported between instances of '{}' and '{}'",
            op.symbol(),
            ta.name_text(),
            tb.name_text()
        ))),
    }
}
/// The truth of `a op b`.
pub fn compare(a: Value, b: Value, op: Cmp) -> Result<bool, Raised> {
    truth(rich_compare(a, b, op)?)
}
/// The truth of `a == b`.
pub fn eq(a: Value, b: Value) -> Result<bool, Raised> {
    compare(a, b, Cmp::Eq)
}
/// `a is b or a == b`, as containers compare.
pub fn is_or_eq(a: Value, b: Value) -> Result<bool, Raised> {
    Ok(a == b || eq(a, b)?)
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
pub fn hash(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(crate::object::hash::hash_i64(i));
    }
    if v.is_ptr() && kind_of_ptr(v.bits()) == Kind::Str && v.exact::<Str>().is_some() {
        // SAFETY: just checked.
        return Ok(unsafe { v.cast_unchecked::<Str>() }.hash_value());
    }
    if let Some(t) = v.exact::<Tuple>() {
        return crate::builtins::tuple::hash(t);
    }
    if let Some(f) = v.as_float_imm() {
        return Ok(crate::object::hash::hash_f64(f, v.bits()));
    }
    let t = type_of(v);
    match t.special(Special::Hash) {
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
