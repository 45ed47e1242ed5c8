//! Between the operating system's byte strings and `str`: UTF-8, with undecodable bytes as lone surrogates
//! (`surrogateescape`).

use std::ffi::{CString, OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use crate::builtins::exceptions::{type_error, value_error};
use crate::object::Raised;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::value::Value;
use crate::protocol::call::call_bound;

/// Decodes with `surrogateescape`.
pub fn to_str(s: &OsStr) -> Gc<Str> {
    decode(s.as_bytes())
}
pub fn decode(b: &[u8]) -> Gc<Str> {
    if let Ok(s) = std::str::from_utf8(b) {
        return Str::new(s);
    }
    let mut out = StrBuilder::new();
    for chunk in b.utf8_chunks() {
        out.push_text(chunk.valid());
        chunk.invalid().iter().for_each(|x| out.push(0xdc00 + *x as u32));
    }
    out.finish().unwrap_or_else(|_| crate::object::out_of_memory())
}
/// Encodes with `surrogateescape`; `None` if there are other surrogates.
pub fn encode(s: Gc<Str>) -> Option<Vec<u8>> {
    if let Some(t) = s.as_ascii() {
        return Some(t.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(s.len() + 8);
    for c in s.points() {
        match char::from_u32(c) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None if (0xdc80..0xdd00).contains(&c) => out.push((c - 0xdc00) as u8),
            None => return None,
        }
    }
    Some(out)
}
pub fn from_str(s: Gc<Str>) -> Result<OsString, Raised> {
    match encode(s) {
        Some(b) => Ok(OsString::from_vec(b)),
        None => Err(surrogate_error(s)),
    }
}
/// `UnicodeEncodeError` for the first surrogate that cannot be encoded.
#[cold]
fn surrogate_error(s: Gc<Str>) -> Raised {
    let at = s.points().position(|c| (0xd800..0xdc80).contains(&c) || (0xdd00..0xe000).contains(&c)).unwrap_or(0);
    crate::builtins::exceptions::raise_args(
        crate::builtins::exceptions::Exc::UnicodeEncodeError,
        &[
            Str::intern("utf-8").value(),
            s.value(),
            Value::usize(at),
            Value::usize(at + 1),
            Str::new("surrogates not allowed").value(),
        ],
    )
}
/// `os.fspath(v)`: a str or bytes.
pub fn fspath(v: Value) -> Result<Value, Raised> {
    if v.cast::<Str>().is_some() || v.cast::<Bytes>().is_some() {
        return Ok(v);
    }
    let t = type_of(v);
    let Some(m) = t.special(Special::Fspath) else {
        return Err(type_error(format!("expected str, bytes or os.PathLike object, not {}", t.name_text())));
    };
    let r = call_bound(m, v, &[], None)?;
    if r.cast::<Str>().is_some() || r.cast::<Bytes>().is_some() {
        return Ok(r);
    }
    Err(type_error(format!(
        "expected {}.__fspath__() to return str or bytes, not {}",
        t.name_text(),
        type_of(r).name_text()
    )))
}
/// A path argument: its bytes, and whether it was given as bytes.
pub struct PathArg {
    pub c: CString,
    pub was_bytes: bool,
    /// What errors name.
    pub value: Value,
}
impl PathArg {
    pub fn bytes(&self) -> &[u8] {
        self.c.as_bytes()
    }
    /// A name of the same type as the argument.
    pub fn result(&self, b: &[u8]) -> Value {
        if self.was_bytes { Bytes::new(b).value() } else { decode(b).value() }
    }
}
/// Converts a str, bytes or path-like argument of `function`.
pub fn path_arg(v: Value, function: &str, name: &str) -> Result<PathArg, Raised> {
    path_arg_kinds(v, function, name, "string, bytes or os.PathLike")
}
pub fn path_arg_kinds(v: Value, function: &str, name: &str, kinds: &str) -> Result<PathArg, Raised> {
    let t = type_of(v);
    let p = if v.cast::<Str>().is_some() || v.cast::<Bytes>().is_some() {
        v
    } else {
        match t.special(Special::Fspath) {
            None => {
                return Err(type_error(format!("{function}: {name} should be {kinds}, not {}", t.name_text())));
            }
            Some(_) => fspath(v)?,
        }
    };
    let (bytes, was_bytes) = match p.cast::<Str>() {
        Some(s) => (from_str(s)?.into_vec(), false),
        None => (p.cast::<Bytes>().map(|b| b.as_slice().to_vec()).unwrap_or_default(), true),
    };
    match CString::new(bytes) {
        Ok(c) => Ok(PathArg { c, was_bytes, value: v }),
        Err(_) => Err(if function.is_empty() {
            value_error("embedded null byte")
        } else {
            value_error(format!("{function}: embedded null {} in {name}", if was_bytes { "byte" } else { "character" }))
        }),
    }
}
