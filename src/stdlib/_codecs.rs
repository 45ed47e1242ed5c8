//! `_codecs`: the codec registry and the codecs written in Rust, as the `codecs` and `encodings` modules use them.

use crate::builtins::buffer::acquire;
use crate::builtins::codecs::errors::Errors;
use crate::builtins::codecs::{charmap, escape, registry, utf, utf7};
use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::str_::arg_type_name;
use crate::builtins::str_methods::c_int;
use crate::builtins::{add_functions, put};
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{Str, of_units};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::compare::truth;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "register(search_function, /)",
        |a| registry::register(a[0]).map(|()| none()),
        "Register a codec search function.",
    ),
    NativeDef::new(
        "unregister(search_function, /)",
        |a| registry::unregister(a[0]).map(|()| none()),
        "Unregister a codec search function and clear the registry's cache.",
    ),
    NativeDef::new(
        "lookup(encoding, /)",
        |a| registry::lookup(text(a[0], "lookup", "")?).map(Gc::value),
        "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.",
    ),
    NativeDef::new(
        "encode(obj, encoding='utf-8', errors='strict')",
        |a| registry::encode(a[0], name(a, 1, "encode", "encoding")?, name(a, 2, "encode", "errors")?),
        "Encodes obj using the codec registered for encoding.",
    ),
    NativeDef::new(
        "decode(obj, encoding='utf-8', errors='strict')",
        |a| registry::decode(a[0], name(a, 1, "decode", "encoding")?, name(a, 2, "decode", "errors")?),
        "Decodes obj using the codec registered for encoding.",
    ),
    NativeDef::new(
        "register_error(errors, handler, /)",
        |a| registry::register_error(text(a[0], "register_error", " 1")?, a[1]).map(|()| none()),
        "Register the specified error handler under the name errors.",
    ),
    NativeDef::new(
        "_unregister_error(errors, /)",
        unregister_error,
        "Un-register the specified error handler for the error handling `errors'.",
    ),
    NativeDef::new(
        "lookup_error(name, /)",
        |a| registry::lookup_error(text(a[0], "lookup_error", "")?),
        "Return the error handler for the specified error handling name.",
    ),
    NativeDef::new(
        "_forget_codec(encoding, /)",
        |a| forget(a),
        "Purge the named codec from the internal codec lookup cache.",
    ),
    NativeDef::new("utf_8_encode(str, errors=None, /)", |a| encoder(a, "utf_8_encode", utf::encode_utf8), ""),
    NativeDef::new(
        "utf_8_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_8_decode", |b, o, m, last| utf::decode_utf8(b, o, m, last)),
        "",
    ),
    NativeDef::new("utf_7_encode(str, errors=None, /)", |a| encoder(a, "utf_7_encode", |s, _| Ok(utf7::encode(s))), ""),
    NativeDef::new("utf_7_decode(data, errors=None, final=False, /)", |a| decoder(a, "utf_7_decode", utf7::decode), ""),
    NativeDef::new(
        "utf_16_encode(str, errors=None, byteorder=0, /)",
        |a| wide_encoder(a, "utf_16_encode", utf::encode_utf16),
        "",
    ),
    NativeDef::new(
        "utf_16_le_encode(str, errors=None, /)",
        |a| encoder(a, "utf_16_le_encode", |s, m| utf::encode_utf16(s, m, -1)),
        "",
    ),
    NativeDef::new(
        "utf_16_be_encode(str, errors=None, /)",
        |a| encoder(a, "utf_16_be_encode", |s, m| utf::encode_utf16(s, m, 1)),
        "",
    ),
    NativeDef::new(
        "utf_16_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_16_decode", |b, o, m, last| first2(utf::decode_utf16(b, o, m, 0, last))),
        "",
    ),
    NativeDef::new(
        "utf_16_le_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_16_le_decode", |b, o, m, last| first2(utf::decode_utf16(b, o, m, -1, last))),
        "",
    ),
    NativeDef::new(
        "utf_16_be_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_16_be_decode", |b, o, m, last| first2(utf::decode_utf16(b, o, m, 1, last))),
        "",
    ),
    NativeDef::new(
        "utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)",
        |a| wide_decoder(a, "utf_16_ex_decode", utf::decode_utf16),
        "",
    ),
    NativeDef::new(
        "utf_32_encode(str, errors=None, byteorder=0, /)",
        |a| wide_encoder(a, "utf_32_encode", utf::encode_utf32),
        "",
    ),
    NativeDef::new(
        "utf_32_le_encode(str, errors=None, /)",
        |a| encoder(a, "utf_32_le_encode", |s, m| utf::encode_utf32(s, m, -1)),
        "",
    ),
    NativeDef::new(
        "utf_32_be_encode(str, errors=None, /)",
        |a| encoder(a, "utf_32_be_encode", |s, m| utf::encode_utf32(s, m, 1)),
        "",
    ),
    NativeDef::new(
        "utf_32_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_32_decode", |b, o, m, last| first2(utf::decode_utf32(b, o, m, 0, last))),
        "",
    ),
    NativeDef::new(
        "utf_32_le_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_32_le_decode", |b, o, m, last| first2(utf::decode_utf32(b, o, m, -1, last))),
        "",
    ),
    NativeDef::new(
        "utf_32_be_decode(data, errors=None, final=False, /)",
        |a| decoder(a, "utf_32_be_decode", |b, o, m, last| first2(utf::decode_utf32(b, o, m, 1, last))),
        "",
    ),
    NativeDef::new(
        "utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)",
        |a| wide_decoder(a, "utf_32_ex_decode", utf::decode_utf32),
        "",
    ),
    NativeDef::new(
        "unicode_escape_encode(str, errors=None, /)",
        |a| encoder(a, "unicode_escape_encode", |s, _| Ok(escape::encode_unicode(s, false))),
        "",
    ),
    NativeDef::new(
        "unicode_escape_decode(data, errors=None, final=True, /)",
        |a| escape_decoder(a, "unicode_escape_decode", false),
        "",
    ),
    NativeDef::new(
        "raw_unicode_escape_encode(str, errors=None, /)",
        |a| encoder(a, "raw_unicode_escape_encode", |s, _| Ok(escape::encode_unicode(s, true))),
        "",
    ),
    NativeDef::new(
        "raw_unicode_escape_decode(data, errors=None, final=True, /)",
        |a| escape_decoder(a, "raw_unicode_escape_decode", true),
        "",
    ),
    NativeDef::new(
        "latin_1_encode(str, errors=None, /)",
        |a| encoder(a, "latin_1_encode", |s, m| utf::encode_narrow(s, 256, "latin-1", m)),
        "",
    ),
    NativeDef::new(
        "latin_1_decode(data, errors=None, /)",
        |a| decoder(a, "latin_1_decode", |b, _, _, _| Ok((of_units(b)?, b.len()))),
        "",
    ),
    NativeDef::new(
        "ascii_encode(str, errors=None, /)",
        |a| encoder(a, "ascii_encode", |s, m| utf::encode_narrow(s, 128, "ascii", m)),
        "",
    ),
    NativeDef::new(
        "ascii_decode(data, errors=None, /)",
        |a| decoder(a, "ascii_decode", |b, o, m, _| Ok((utf::decode_ascii(b, o, m)?, b.len()))),
        "",
    ),
    NativeDef::new("charmap_encode(str, errors=None, mapping=None, /)", charmap_encode, ""),
    NativeDef::new("charmap_decode(data, errors=None, mapping=None, /)", charmap_decode, ""),
    NativeDef::new("charmap_build(map, /)", |a| charmap::build(text(a[0], "charmap_build", "")?).map(Gc::value), ""),
    NativeDef::new("readbuffer_encode(data, errors=None, /)", readbuffer_encode, ""),
    NativeDef::new("escape_encode(data, errors=None, /)", escape_encode, ""),
    NativeDef::new("escape_decode(data, errors=None, /)", escape_decode, ""),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_codecs");
    add_functions(m.dict.gc(), "_codecs", FUNCTIONS);
    put(m.dict.gc(), "__doc__", none());
    Ok(m)
}

// --- arguments and results
fn text(v: Value, function: &str, n: &str) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>().ok_or_else(|| type_error(format!("{function}() argument{n} must be str, not {}", arg_type_name(v))))
}
/// A keyword argument that is a string.
fn name(a: &Args, i: usize, function: &str, what: &str) -> Result<Option<Gc<Str>>, Raised> {
    a.opt(i).map(|v| text(v, function, &format!(" '{what}'"))).transpose()
}
/// The `errors` argument, a string or `None`.
fn errors(a: &Args, function: &str) -> Result<Errors, Raised> {
    match a.opt_none(1) {
        None => Ok(Errors::Strict),
        Some(v) => match v.cast::<Str>() {
            Some(s) => Ok(Errors::of(Some(s))),
            None => Err(type_error(format!("{function}() argument 2 must be str or None, not {}", arg_type_name(v)))),
        },
    }
}
fn pair(v: Value, n: usize) -> Res {
    Ok(Tuple::new(&[v, Value::usize(n)]).value())
}
fn first2<A, B, C>(r: Result<(A, B, C), Raised>) -> Result<(A, B), Raised> {
    r.map(|(a, b, _)| (a, b))
}
fn encoder(a: &Args, function: &str, f: impl Fn(Gc<Str>, Errors) -> Result<Vec<u8>, Raised>) -> Res {
    let s = text(a[0], function, " 1")?;
    let out = f(s, errors(a, function)?)?;
    pair(Bytes::try_new(&out)?.value(), s.len())
}
fn wide_encoder(a: &Args, function: &str, f: fn(Gc<Str>, Errors, i32) -> Result<Vec<u8>, Raised>) -> Res {
    let order = a.opt(2).map_or(Ok(0), c_int)?;
    encoder(a, function, |s, m| f(s, m, order))
}
type Decode = fn(&[u8], Value, Errors, bool) -> Result<(Gc<Str>, usize), Raised>;
fn decoder(a: &Args, function: &str, f: Decode) -> Res {
    let mode = errors(a, function)?;
    let last = a.opt(2).map_or(Ok(false), truth)?;
    let view = acquire(a[0])?;
    let (s, used) = f(view.bytes(), a[0], mode, last)?;
    pair(s.value(), used)
}
type WideDecode = fn(&[u8], Value, Errors, i32, bool) -> Result<(Gc<Str>, usize, i32), Raised>;
fn wide_decoder(a: &Args, function: &str, f: WideDecode) -> Res {
    let mode = errors(a, function)?;
    let order = a.opt(2).map_or(Ok(0), c_int)?;
    let last = a.opt(3).map_or(Ok(false), truth)?;
    let view = acquire(a[0])?;
    let (s, used, order) = f(view.bytes(), a[0], mode, order, last)?;
    Ok(Tuple::new(&[s.value(), Value::usize(used), Value::small(order as i64)]).value())
}
/// Bytes of a bytes-like object, or of a string in UTF-8.
fn string_or_bytes<R>(v: Value, f: impl FnOnce(&[u8]) -> Result<R, Raised>) -> Result<R, Raised> {
    match v.cast::<Str>() {
        Some(s) => f(&utf::encode_utf8(s, Errors::Strict)?),
        None => f(acquire(v)?.bytes()),
    }
}

// --- the odd ones
fn unregister_error(a: &Args) -> Res {
    let n = text(a[0], "_unregister_error", "")?;
    if registry::is_builtin_handler(&n.to_text()) {
        return Err(value_error(format!("cannot un-register built-in error handler '{}'", n.to_text())));
    }
    Ok(boolean(registry::unregister_error(n)))
}
fn forget(a: &Args) -> Res {
    let n = text(a[0], "_forget_codec", "")?;
    match registry::cache().remove(n.value())? {
        Some(_) => Ok(none()),
        None => Err(crate::builtins::exceptions::key_error(a[0])),
    }
}
fn escape_decoder(a: &Args, function: &str, raw: bool) -> Res {
    let mode = errors(a, function)?;
    let last = a.opt(2).map_or(Ok(true), truth)?;
    let (s, used) = string_or_bytes(a[0], |b| escape::decode_unicode(b, a[0], mode, raw, last))?;
    pair(s.value(), used)
}
fn escape_decode(a: &Args) -> Res {
    let mode = a.opt_none(1).and_then(|v| v.cast::<Str>()).map_or("strict".into(), |s| s.to_text());
    let (out, n) = string_or_bytes(a[0], |b| Ok((escape::decode_bytes(b, &mode)?, b.len())))?;
    pair(Bytes::try_new(&out)?.value(), n)
}
fn escape_encode(a: &Args) -> Res {
    let Some(b) = a[0].cast::<Bytes>() else {
        return Err(type_error(format!("escape_encode() argument 1 must be bytes, not {}", arg_type_name(a[0]))));
    };
    pair(Bytes::try_new(&escape::encode_bytes(b.as_slice()))?.value(), b.len)
}
fn readbuffer_encode(a: &Args) -> Res {
    errors(a, "readbuffer_encode")?;
    let (out, n) = string_or_bytes(a[0], |b| Ok((Bytes::try_new(b)?, b.len())))?;
    pair(out.value(), n)
}
fn charmap_encode(a: &Args) -> Res {
    let f = "charmap_encode";
    match a.opt_none(2) {
        None => encoder(a, f, |s, m| utf::encode_narrow(s, 256, "latin-1", m)),
        Some(mapping) => encoder(a, f, |s, m| charmap::encode(s, m, mapping)),
    }
}
fn charmap_decode(a: &Args) -> Res {
    let mode = errors(a, "charmap_decode")?;
    let view = acquire(a[0])?;
    let b = view.bytes();
    let s = match a.opt_none(2) {
        None => of_units(b)?,
        Some(mapping) => charmap::decode(b, a[0], mode, mapping)?,
    };
    pair(s.value(), b.len())
}
