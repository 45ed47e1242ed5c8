//! `SyntaxError` and the Unicode errors.

use super::exception_methods::{exc, field, no_keywords, set, set_args};
use super::exceptions::type_error;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{iter, number, text};

// --- SyntaxError

pub static SYNTAX_ERROR: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", syntax_init, "Initialize self."),
    NativeDef::new("__str__(self, /)", syntax_str, "Return str(self)."),
];
/// Where the source of a `SyntaxError` is: (line, offset, text), for suggestions.
pub const METADATA: usize = 8;
pub static SYNTAX_ERROR_ATTRS: &[GetSetDef] = &[
    field::<0>("msg", "exception msg"),
    field::<1>("filename", "exception filename"),
    field::<2>("lineno", "exception lineno"),
    field::<3>("offset", "exception offset"),
    field::<4>("text", "exception text"),
    field::<5>("end_lineno", "exception end lineno"),
    field::<6>("end_offset", "exception end offset"),
    field::<7>("print_file_and_line", "exception print_file_and_line"),
    field::<METADATA>("_metadata", "exception private metadata"),
];
fn syntax_init(a: &Args) -> Res {
    no_keywords(a[0], a.kwargs)?;
    let e = exc(a[0])?;
    set_args(e, a.rest)?;
    if let Some(&m) = a.rest.first() {
        e.fields[0].set(e, m);
    }
    if a.rest.len() != 2 {
        return Ok(none());
    }
    let info = iter::to_tuple(a.rest[1])?;
    let n = info.len();
    if n < 4 {
        return Err(type_error(format!("function takes at least 4 arguments ({n} given)")));
    }
    if n > 7 {
        return Err(type_error(format!("function takes at most 7 arguments ({n} given)")));
    }
    for i in 0..6 {
        e.fields[i + 1].set(e, info.items().get(i).copied());
    }
    if n == 5 {
        return Err(type_error("end_offset must be provided when end_lineno is provided"));
    }
    Ok(none())
}
fn syntax_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    let message = text::str_of(e.fields[0].get_or_none())?;
    let file = e.fields[1].get().and_then(|f| f.cast::<Str>());
    let line = e.fields[2].get().filter(|l| l.as_int().is_some());
    let file = file.map(|f| f.to_text().rsplit('/').next().unwrap_or_default().to_string());
    let m = message.to_text();
    let out = match (file, line) {
        (Some(f), Some(l)) => format!("{m} ({f}, line {})", text::str_of(l)?.to_text()),
        (Some(f), None) => format!("{m} ({f})"),
        (None, Some(l)) => format!("{m} (line {})", text::str_of(l)?.to_text()),
        (None, None) => return Ok(message.value()),
    };
    Ok(Str::try_new(&out)?.value())
}

// --- Unicode errors

pub static UNICODE_ENCODE: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", |a| unicode_init(a, true, false), "Initialize self."),
    NativeDef::new("__str__(self, /)", encode_str, "Return str(self)."),
];
pub static UNICODE_DECODE: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", |a| unicode_init(a, true, true), "Initialize self."),
    NativeDef::new("__str__(self, /)", decode_str, "Return str(self)."),
];
pub static UNICODE_TRANSLATE: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", |a| unicode_init(a, false, false), "Initialize self."),
    NativeDef::new("__str__(self, /)", translate_str, "Return str(self)."),
];
pub static UNICODE_ATTRS: &[GetSetDef] = &[
    field::<0>("encoding", "exception encoding"),
    field::<1>("object", "exception object"),
    GetSetDef::rw("start", position::<2>, set_position::<2>, "exception start"),
    GetSetDef::rw("end", position::<3>, set_position::<3>, "exception end"),
    field::<4>("reason", "exception reason"),
];
pub static UNICODE_TRANSLATE_ATTRS: &[GetSetDef] = &[
    field::<0>("encoding", "exception encoding"),
    field::<1>("object", "exception object"),
    GetSetDef::rw("start", position::<2>, set_position::<2>, "exception start"),
    GetSetDef::rw("end", position::<3>, set_position::<3>, "exception end"),
    field::<4>("reason", "exception reason"),
];
fn position<const I: usize>(v: Value) -> Res {
    Ok(exc(v)?.fields[I].get().unwrap_or(Value::small(0)))
}
fn set_position<const I: usize>(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let Some(x) = x else { return Err(type_error("can't delete numeric/char attribute")) };
    if !number::has_index(x) {
        return Err(type_error("an integer is required"));
    }
    let i = number::to_ssize(x)?;
    set::<I>(v, Some(Value::int(i)))
}
fn unicode_init(a: &Args, with_encoding: bool, decode: bool) -> Res {
    no_keywords(a[0], a.kwargs)?;
    let e = exc(a[0])?;
    set_args(e, a.rest)?;
    let need = if with_encoding { 5 } else { 4 };
    if a.rest.len() != need {
        return Err(type_error(format!("function takes exactly {need} arguments ({} given)", a.rest.len())));
    }
    let wrong =
        |i: usize| type_error(format!("argument {} must be str, not {}", i + 1, type_of(a.rest[i]).name_text()));
    let text = |i: usize| if a.rest[i].cast::<Str>().is_some() { Ok(a.rest[i]) } else { Err(wrong(i)) };
    let mut at = 0;
    if with_encoding {
        e.fields[0].set(e, text(0)?);
        at = 1;
    }
    let object = a.rest[at];
    let integer = |i: usize| -> Result<Value, Raised> { Ok(Value::int(number::to_ssize(a.rest[i])?)) };
    if decode {
        // the buffer is checked after the other arguments, as their types are all parsed first
        let (start, end, reason) = (integer(2)?, integer(3)?, text(4)?);
        let data = if object.cast::<Bytes>().is_some() {
            object
        } else if let Some(b) = object.cast::<ByteArray>() {
            Bytes::try_new(b.as_slice())?.value()
        } else {
            let bytes = crate::object::shape::type_of_kind(crate::object::kind::Kind::Bytes).value();
            if object.as_int().is_some() {
                return Err(type_error(format!(
                    "a bytes-like object is required, not '{}'",
                    type_of(object).name_text()
                )));
            }
            crate::protocol::call::call(bytes, &[object])?
        };
        e.fields[1].set(e, data);
        e.fields[2].set(e, start);
        e.fields[3].set(e, end);
        e.fields[4].set(e, reason);
        return Ok(none());
    }
    e.fields[1].set(e, text(at)?);
    e.fields[2].set(e, integer(at + 1)?);
    e.fields[3].set(e, integer(at + 2)?);
    e.fields[4].set(e, text(at + 3)?);
    Ok(none())
}
/// Start and end clipped to an object of `len` items, as they are shown.
fn range(e: Gc<Exception>, len: usize) -> (i64, i64) {
    let get = |i: usize| e.fields[i].get().and_then(|v| v.as_int()).and_then(|i| i.to_i64()).unwrap_or(0);
    let len = len as i64;
    let start = get(2).clamp(0, (len - 1).max(0));
    let end = get(3).max(1).min(len.max(1));
    (start, end)
}
fn shown_text(e: Gc<Exception>, i: usize) -> Result<String, Raised> {
    Ok(text::str_of(e.fields[i].get_or_none())?.to_text().into_owned())
}
/// `(start, end)` as stored: ranges of several characters are shown unclipped.
fn raw_range(e: Gc<Exception>) -> (i64, i64) {
    let get = |i: usize| e.fields[i].get().and_then(|v| v.as_int()).and_then(|i| i.to_i64()).unwrap_or(0);
    (get(2), get(3))
}
fn point_text(c: u32) -> String {
    match c {
        0..=0xff => format!("\\x{c:02x}"),
        0x100..=0xffff => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    }
}
fn encode_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    if !e.fields[1].is_some() {
        return Ok(Str::empty().value());
    }
    let Some(s) = e.fields[1].get().and_then(|o| o.cast::<Str>()) else {
        return Err(type_error("UnicodeError 'object' attribute must be a string"));
    };
    let (encoding, reason) = (shown_text(e, 0)?, shown_text(e, 4)?);
    let (start, end) = range(e, s.len());
    let out = if end == start + 1 && (start as usize) < s.len() && raw_range(e).0 < s.len() as i64 {
        let c = point_text(s.point(start as usize));
        format!("'{encoding}' codec can't encode character '{c}' in position {start}: {reason}")
    } else {
        let (start, end) = raw_range(e);
        format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
    };
    Ok(Str::try_new(&out)?.value())
}
fn decode_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    let Some(b) = e.fields[1].get().and_then(|o| o.cast::<Bytes>()) else { return Ok(Str::empty().value()) };
    let (encoding, reason) = (shown_text(e, 0)?, shown_text(e, 4)?);
    let (start, end) = range(e, b.len);
    let out = match b.as_slice().get(start as usize) {
        Some(byte) if end == start + 1 && raw_range(e).0 < b.len as i64 => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        _ => {
            let (start, end) = raw_range(e);
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
        }
    };
    Ok(Str::try_new(&out)?.value())
}
fn translate_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    let Some(s) = e.fields[1].get().and_then(|o| o.cast::<Str>()) else { return Ok(Str::empty().value()) };
    let reason = shown_text(e, 4)?;
    let (start, end) = range(e, s.len());
    let out = if end == start + 1 && (start as usize) < s.len() && raw_range(e).0 < s.len() as i64 {
        let c = point_text(s.point(start as usize));
        format!("can't translate character '{c}' in position {start}: {reason}")
    } else {
        let (start, end) = raw_range(e);
        format!("can't translate characters in position {start}-{}: {reason}", end - 1)
    };
    Ok(Str::try_new(&out)?.value())
}
