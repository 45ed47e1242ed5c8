//! Text encodings: `str.encode`, `bytes.decode`, and the codecs that `_codecs` shows.
//!
//! The common encodings are done here without the registry; all others go through `registry` (search functions, then the
//! `encodings` package). `errors` holds the error handlers. Decoders read a byte slice and build a string; the slice must
//! stay alive (its owner is on the native stack of whoever calls).

pub mod charmap;
pub mod errors;
pub mod escape;
pub mod registry;
pub mod utf;
pub mod utf7;

use errors::Errors;

use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};

/// The encodings known without the registry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    Utf8,
    Ascii,
    Latin1,
    Utf16,
    Utf32,
}
/// Lower case, `_` and other separators as `-`.
fn known(name: &str) -> Option<Known> {
    let mut buf = [0u8; 16];
    if name.len() > buf.len() {
        return None;
    }
    for (b, c) in buf.iter_mut().zip(name.bytes()) {
        *b = if c == b'_' || c == b' ' { b'-' } else { c.to_ascii_lowercase() };
    }
    Some(match &buf[..name.len()] {
        b"utf-8" | b"utf8" => Known::Utf8,
        b"ascii" | b"us-ascii" => Known::Ascii,
        b"latin-1" | b"latin1" | b"iso-8859-1" | b"iso8859-1" => Known::Latin1,
        b"utf-16" | b"utf16" => Known::Utf16,
        b"utf-32" | b"utf32" => Known::Utf32,
        _ => return None,
    })
}

/// `s.encode(encoding, errors)`: bytes.
pub fn encode_str(s: Gc<Str>, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> Res {
    let k = match encoding {
        None => Some(Known::Utf8),
        Some(e) => check_nul(e)?.and_then(known),
    };
    let mode = Errors::of(errors);
    Ok(match k {
        Some(Known::Utf8) => encode_utf8(s, mode)?,
        Some(Known::Ascii) if s.ascii => Bytes::try_new(s.raw())?,
        Some(Known::Ascii) => Bytes::try_new(&utf::encode_narrow(s, 128, "ascii", mode)?)?,
        Some(Known::Latin1) if s.width == 1 => Bytes::try_new(s.raw())?,
        Some(Known::Latin1) => Bytes::try_new(&utf::encode_narrow(s, 256, "latin-1", mode)?)?,
        Some(Known::Utf16) => Bytes::try_new(&utf::encode_utf16(s, mode, 0)?)?,
        Some(Known::Utf32) => Bytes::try_new(&utf::encode_utf32(s, mode, 0)?)?,
        None => return registry::encode_text(s.value(), encoding, errors),
    }
    .value())
}
/// UTF-8 bytes of a string.
pub fn encode_utf8(s: Gc<Str>, mode: Errors) -> Result<Gc<Bytes>, Raised> {
    if s.ascii {
        return Bytes::try_new(s.raw());
    }
    Bytes::try_new(&utf::encode_utf8(s, mode)?)
}
/// `bytes.decode(encoding, errors)`; `object` is where the bytes come from, for errors.
pub fn decode_bytes(
    bytes: &[u8],
    object: Value,
    encoding: Option<Gc<Str>>,
    errors: Option<Gc<Str>>,
) -> Result<Gc<Str>, Raised> {
    let k = match encoding {
        None => Some(Known::Utf8),
        Some(e) => check_nul(e)?.and_then(known),
    };
    let mode = Errors::of(errors);
    match k {
        Some(Known::Utf8) => Ok(utf::decode_utf8(bytes, object, mode, true)?.0),
        Some(Known::Ascii) => utf::decode_ascii(bytes, object, mode),
        Some(Known::Latin1) => crate::object::str::of_units(bytes),
        Some(Known::Utf16) => Ok(utf::decode_utf16(bytes, object, mode, 0, true)?.0),
        Some(Known::Utf32) => Ok(utf::decode_utf32(bytes, object, mode, 0, true)?.0),
        None => {
            let object = match object.exact::<Bytes>() {
                Some(b) => b,
                None => Bytes::try_new(bytes)?,
            };
            registry::decode_text(object.value(), encoding, errors)
        }
    }
}
fn check_nul<'a>(name: Gc<Str>) -> Result<Option<&'a str>, Raised> {
    if name.points().any(|c| c == 0) {
        return Err(super::exceptions::value_error("embedded null character"));
    }
    Ok(name.as_ascii())
}
/// Text of a file name or other thing of the operating system (UTF-8 with surrogateescape).
pub fn fs_decode(bytes: &[u8]) -> Result<Gc<Str>, Raised> {
    Ok(utf::decode_utf8(bytes, crate::object::none(), Errors::SurrogateEscape, true)?.0)
}
/// Bytes of a file name (UTF-8 with surrogateescape).
pub fn fs_encode(s: Gc<Str>) -> Result<Vec<u8>, Raised> {
    utf::encode_utf8(s, Errors::SurrogateEscape)
}
