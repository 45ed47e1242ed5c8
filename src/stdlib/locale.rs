//! `_locale`: the C library's locales.

use std::ffi::{CStr, CString};

use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::builtins::put;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::stdlib::os_text::{decode, encode};
use crate::stdlib::posix::int;
use crate::stdlib::support::{exception_class, put_ints, raise_class};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("setlocale(category, locale=None, /)", setlocale, "Activates/queries locale processing."),
    NativeDef::new("localeconv()", localeconv, "Returns numeric and monetary locale-specific parameters."),
    NativeDef::new("strcoll(os1, os2, /)", strcoll, "Compares two strings according to the locale."),
    NativeDef::new(
        "strxfrm(string, /)",
        strxfrm,
        "Return a string that can be used as a key for locale-aware comparisons.",
    ),
    NativeDef::new(
        "nl_langinfo(key, /)",
        nl_langinfo,
        "Return the value for the locale information associated with key.",
    ),
    NativeDef::new("getencoding()", |_| Ok(Str::new("UTF-8").value()), "Get the current locale encoding."),
];
macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*]; };
}
constants! {
    LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_ALL
    CODESET D_T_FMT D_FMT T_FMT T_FMT_AMPM AM_STR PM_STR RADIXCHAR THOUSEP YESEXPR NOEXPR CRNCYSTR ERA ERA_D_FMT ERA_D_T_FMT
    ERA_T_FMT ALT_DIGITS DAY_1 DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7 ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6 ABDAY_7
    MON_1 MON_2 MON_3 MON_4 MON_5 MON_6 MON_7 MON_8 MON_9 MON_10 MON_11 MON_12
    ABMON_1 ABMON_2 ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8 ABMON_9 ABMON_10 ABMON_11 ABMON_12
}
/// "No value": what `localeconv` uses where a locale does not say.
const CHAR_MAX: i64 = 127;

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("_locale", "Support for POSIX locales.", FUNCTIONS)?;
    put_ints(m.dict.gc(), CONSTANTS);
    put_ints(m.dict.gc(), &[("CHAR_MAX", CHAR_MAX)]);
    put(m.dict.gc(), "Error", error_class()?);
    Ok(m)
}
fn error_class() -> Res {
    exception_class("locale.Error", &[Exc::Exception])
}
fn text(v: Value, function: &str, n: usize) -> Result<CString, Raised> {
    let Some(s) = v.cast::<Str>() else {
        let t = type_of(v).name_text();
        return Err(type_error(format!("{function}() argument {n} must be str, not {t}")));
    };
    CString::new(encode(s).unwrap_or_default()).map_err(|_| value_error("embedded null character"))
}
/// SAFETY: a terminated string.
unsafe fn string(p: *const libc::c_char) -> Value {
    decode(CStr::from_ptr(p).to_bytes()).value()
}
fn setlocale(a: &Args) -> Res {
    let category = int(a[0])?;
    let name = a.opt_none(1).map(|v| text(v, "setlocale", 2)).transpose()?;
    // SAFETY: a terminated string or null; the GIL is held, so nobody else changes the locale. Number formatting that
    // must not change with it is Rust's.
    unsafe {
        let r = libc::setlocale(category, name.as_ref().map_or(std::ptr::null(), |n| n.as_ptr()));
        if r.is_null() {
            let what = if name.is_some() { "unsupported locale setting" } else { "locale query failed" };
            return Err(raise_class(error_class(), what));
        }
        Ok(string(r))
    }
}
fn localeconv(_: &Args) -> Res {
    let d = Dict::new();
    // SAFETY: the C library's own structure, read before anything can change it.
    unsafe {
        let c = &*libc::localeconv();
        for (name, p) in [
            ("decimal_point", c.decimal_point),
            ("thousands_sep", c.thousands_sep),
            ("int_curr_symbol", c.int_curr_symbol),
            ("currency_symbol", c.currency_symbol),
            ("mon_decimal_point", c.mon_decimal_point),
            ("mon_thousands_sep", c.mon_thousands_sep),
            ("positive_sign", c.positive_sign),
            ("negative_sign", c.negative_sign),
        ] {
            d.set_text(name, string(p))?;
        }
        for (name, p) in [("grouping", c.grouping), ("mon_grouping", c.mon_grouping)] {
            let groups = List::new();
            for b in CStr::from_ptr(p).to_bytes() {
                groups.push(Value::int(*b as i64))?;
            }
            if !groups.is_empty() && groups.get(groups.len() - 1) != Some(Value::small(CHAR_MAX)) {
                groups.push(Value::small(0))?;
            }
            d.set_text(name, groups.value())?;
        }
        for (name, n) in [
            ("int_frac_digits", c.int_frac_digits),
            ("frac_digits", c.frac_digits),
            ("p_cs_precedes", c.p_cs_precedes),
            ("p_sep_by_space", c.p_sep_by_space),
            ("n_cs_precedes", c.n_cs_precedes),
            ("n_sep_by_space", c.n_sep_by_space),
            ("p_sign_posn", c.p_sign_posn),
            ("n_sign_posn", c.n_sign_posn),
        ] {
            d.set_text(name, Value::int(n as i64))?;
        }
    }
    Ok(d.value())
}
fn strcoll(a: &Args) -> Res {
    let (x, y) = (text(a[0], "strcoll", 1)?, text(a[1], "strcoll", 2)?);
    // SAFETY: terminated strings.
    Ok(Value::int(unsafe { libc::strcoll(x.as_ptr(), y.as_ptr()) } as i64))
}
fn strxfrm(a: &Args) -> Res {
    let s = text(a[0], "strxfrm", 1)?;
    // SAFETY: a terminated string; the buffer's length is passed.
    unsafe {
        let n = libc::strxfrm(std::ptr::null_mut(), s.as_ptr(), 0);
        let mut buf = vec![0u8; n + 1];
        libc::strxfrm(buf.as_mut_ptr() as *mut _, s.as_ptr(), n + 1);
        Ok(decode(&buf[..n]).value())
    }
}
fn nl_langinfo(a: &Args) -> Res {
    let key = int(a[0])?;
    if !CONSTANTS.iter().any(|c| c.1 == key as i64 && !c.0.starts_with("LC_")) {
        return Err(value_error("unsupported langinfo constant"));
    }
    if key == libc::CODESET as i32 {
        return Ok(Str::new("UTF-8").value());
    }
    // SAFETY: a known key; the result is copied at once.
    unsafe {
        let p = libc::nl_langinfo(key as libc::nl_item);
        Ok(if p.is_null() { none() } else { string(p) })
    }
}
