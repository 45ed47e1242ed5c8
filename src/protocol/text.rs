//! `repr`, `str`, `format`, `ascii`.

use super::call::call_bound;
use crate::builtins::exceptions::{recursion_error, type_error};
use crate::builtins::format_spec;
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::value::Value;
use crate::thread::thread;

/// How deep reprs may be nested. The native stack allows more, but each level copies the text of all deeper ones.
const MAX_REPR_DEPTH: usize = 10_000;

/// `repr(v)`
pub fn repr(v: Value) -> Result<Gc<Str>, Raised> {
    const DOING: &str = " while getting the repr of an object";
    thread().check_native_stack(DOING)?;
    let t = type_of(v);
    let Some(m) = t.special(Special::Repr) else {
        return Ok(Str::new(&format!("<{} object at {:#x}>", super::call::full_name(t), v.bits())));
    };
    let depth = REPR_DEPTH.get();
    if depth >= MAX_REPR_DEPTH {
        return Err(recursion_error(&format!("maximum recursion depth exceeded{DOING}")));
    }
    REPR_DEPTH.set(depth + 1);
    let r = call_bound(m, v, &[], None);
    REPR_DEPTH.set(depth);
    let r = r?;
    r.cast::<Str>().ok_or_else(|| type_error(format!("__repr__ returned non-string (type {})", type_of(r).name_text())))
}
/// `str(v)`
pub fn str_of(v: Value) -> Result<Gc<Str>, Raised> {
    if let Some(s) = v.exact::<Str>() {
        return Ok(s);
    }
    if let Some(i) = v.as_small() {
        return crate::builtins::int_text::small_decimal(i);
    }
    thread().check_native_stack(" while getting the str of an object")?;
    let Some(m) = type_of(v).special(Special::Str) else { return repr(v) };
    let r = call_bound(m, v, &[], None)?;
    r.cast::<Str>().ok_or_else(|| type_error(format!("__str__ returned non-string (type {})", type_of(r).name_text())))
}
/// `ascii(v)`
pub fn ascii(v: Value) -> Result<Gc<Str>, Raised> {
    let r = repr(v)?;
    if r.ascii {
        return Ok(r);
    }
    let mut b = StrBuilder::new();
    for c in r.points() {
        match c {
            0..0x80 => b.push(c),
            0x80..0x100 => b.push_text(&format!("\\x{c:02x}")),
            0x100..0x10000 => b.push_text(&format!("\\u{c:04x}")),
            _ => b.push_text(&format!("\\U{c:08x}")),
        }
    }
    b.finish()
}
/// `format(v, spec)`
pub fn format(v: Value, spec: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if spec.is_empty()
        && let Some(s) = v.exact::<Str>()
    {
        return Ok(s);
    }
    if spec.is_empty()
        && let Some(i) = v.as_small()
    {
        return crate::builtins::int_text::small_decimal(i);
    }
    if let Some(s) = crate::builtins::quick_format::format(v, spec) {
        return Ok(s);
    }
    // the classes themselves cannot be changed
    if v.is_small() {
        return format_spec::format_int(v, spec);
    }
    if let Some(f) = v.as_float_imm().filter(|_| !spec.is_empty()) {
        return format_spec::format_float(v, f, spec);
    }
    if let Some(s) = v.exact::<Str>() {
        return format_spec::format_str(s, spec);
    }
    let t = type_of(v);
    let Some(m) = t.special(Special::Format) else {
        return Err(type_error(format!("Type {} doesn't define __format__", t.name_text())));
    };
    let r = call_bound(m, v, &[spec.value()], None)?;
    r.cast::<Str>().ok_or_else(|| type_error(format!("__format__ must return a str, not {}", type_of(r).name_text())))
}
/// Text for messages; never fails (an exception inside becomes a placeholder).
pub fn repr_text(v: Value) -> String {
    match repr(v) {
        Ok(s) => s.to_text().into_owned(),
        Err(_) => {
            thread().clear_exception();
            format!("<unprintable {} object>", type_of(v).name_text())
        }
    }
}
/// Is `repr` of this object being made right now (self-containing lists)? Enters it otherwise; call `repr_leave` after.
pub fn repr_enter(v: Value) -> bool {
    REPRS.with_borrow_mut(|r| {
        if r.contains(&!v.bits()) {
            return true;
        }
        r.push(!v.bits());
        false
    })
}
pub fn repr_leave(v: Value) {
    REPRS.with_borrow_mut(|r| {
        if let Some(i) = r.iter().rposition(|x| *x == !v.bits()) {
            r.remove(i);
        }
    })
}
thread_local! {
    static REPR_DEPTH: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    // complemented addresses: the objects are on the native stack of whoever makes their repr
    static REPRS: std::cell::RefCell<Vec<u64>> = const { std::cell::RefCell::new(vec![]) };
}
