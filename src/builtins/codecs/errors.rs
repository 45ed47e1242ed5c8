//! Error handling of codecs: the built-in handlers by mode, those of programs by call, and the exceptions.

use crate::builtins::exceptions::{Exc, index_error, instance, raise_value, type_error};
use crate::object::Raised;
use crate::object::bytes::Bytes;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::protocol::call;

/// The `errors` argument.
#[derive(Clone, Copy)]
pub enum Errors {
    Strict,
    Ignore,
    Replace,
    Backslash,
    XmlCharRef,
    Name,
    SurrogateEscape,
    SurrogatePass,
    /// A handler of the registry.
    Other(Gc<Str>),
}
impl Errors {
    pub fn of(name: Option<Gc<Str>>) -> Errors {
        let Some(name) = name else { return Errors::Strict };
        match name.as_ascii() {
            Some("strict") => Errors::Strict,
            Some("ignore") => Errors::Ignore,
            Some("replace") => Errors::Replace,
            Some("backslashreplace") => Errors::Backslash,
            Some("xmlcharrefreplace") => Errors::XmlCharRef,
            Some("namereplace") => Errors::Name,
            Some("surrogateescape") => Errors::SurrogateEscape,
            Some("surrogatepass") => Errors::SurrogatePass,
            _ => Errors::Other(name),
        }
    }
}
/// What stands in for something that could not be coded.
pub enum Replacement {
    Points(Vec<u32>),
    Bytes(Vec<u8>),
}
/// A part of a string that cannot be encoded.
#[derive(Clone, Copy)]
pub struct EncodeError<'a> {
    pub encoding: &'a str,
    pub object: Gc<Str>,
    pub start: usize,
    pub end: usize,
    pub reason: &'a str,
}
/// A part of bytes that cannot be decoded. `object` is shown by the exception if it is bytes, else a copy of `input`.
#[derive(Clone, Copy)]
pub struct DecodeError<'a> {
    pub encoding: &'a str,
    pub object: Value,
    pub input: &'a [u8],
    pub start: usize,
    pub end: usize,
    pub reason: &'a str,
}

fn unicode_error(c: Exc, encoding: &str, object: Value, start: usize, end: usize, reason: &str) -> Gc<Exception> {
    let args = [Str::new(encoding).value(), object, Value::usize(start), Value::usize(end), Str::new(reason).value()];
    let e = instance(c, &args);
    for (f, v) in e.fields.iter().zip(args) {
        f.set(e, v);
    }
    e
}
impl EncodeError<'_> {
    pub fn exception(&self) -> Gc<Exception> {
        unicode_error(Exc::UnicodeEncodeError, self.encoding, self.object.value(), self.start, self.end, self.reason)
    }
    #[cold]
    pub fn raise(&self) -> Raised {
        raise_value(self.exception().value())
    }
}
impl DecodeError<'_> {
    pub fn exception(&self) -> Result<Gc<Exception>, Raised> {
        let object = match self.object.cast::<Bytes>() {
            Some(b) => b.value(),
            None => Bytes::try_new(self.input)?.value(),
        };
        Ok(unicode_error(Exc::UnicodeDecodeError, self.encoding, object, self.start, self.end, self.reason))
    }
    #[cold]
    pub fn raise(&self) -> Raised {
        match self.exception() {
            Ok(e) => raise_value(e.value()),
            Err(r) => r,
        }
    }
}
fn push_ascii(out: &mut Vec<u32>, t: &str) {
    out.extend(t.bytes().map(u32::from));
}
pub fn backslashed(out: &mut Vec<u32>, c: u32) {
    let t = match c {
        0..0x100 => format!("\\x{c:02x}"),
        0x100..0x10000 => format!("\\u{c:04x}"),
        _ => format!("\\U{c:08x}"),
    };
    push_ascii(out, &t);
}
/// Bytes for a unit, and their order, of the encoding a `surrogatepass` handler works for.
fn unit_of(encoding: &str) -> Option<(usize, bool)> {
    let e = encoding.to_ascii_lowercase().replace('_', "-");
    Some(match e.as_str() {
        "utf-8" | "utf8" | "cp65001" => (1, false),
        "utf-16" | "utf16" | "utf-16-le" | "utf16-le" | "utf-16le" | "utf-16le-" => (2, false),
        "utf-16-be" | "utf16-be" | "utf-16be" => (2, true),
        "utf-32" | "utf32" | "utf-32-le" | "utf32-le" | "utf-32le" => (4, false),
        "utf-32-be" | "utf32-be" | "utf-32be" => (4, true),
        _ => return None,
    })
}
fn is_surrogate(c: u32) -> bool {
    (0xd800..0xe000).contains(&c)
}
fn pass_encode(e: &EncodeError) -> Option<Vec<u8>> {
    let (unit, big) = unit_of(e.encoding)?;
    let mut out = vec![];
    for i in e.start..e.end {
        let c = e.object.point(i);
        if !is_surrogate(c) {
            return None;
        }
        match (unit, big) {
            (1, _) => out.extend([0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 63) as u8, 0x80 | (c & 63) as u8]),
            (2, false) => out.extend((c as u16).to_le_bytes()),
            (2, true) => out.extend((c as u16).to_be_bytes()),
            (_, false) => out.extend(c.to_le_bytes()),
            (_, true) => out.extend(c.to_be_bytes()),
        }
    }
    Some(out)
}
fn pass_decode(e: &DecodeError) -> Option<(u32, usize)> {
    let (unit, big) = unit_of(e.encoding)?;
    let b = e.input.get(e.start..)?;
    let (c, n) = match unit {
        1 => {
            let [x, y, z] = *b.get(..3)?.first_chunk::<3>()?;
            if x & 0xf0 != 0xe0 || y & 0xc0 != 0x80 || z & 0xc0 != 0x80 {
                return None;
            }
            ((x as u32 & 15) << 12 | (y as u32 & 63) << 6 | z as u32 & 63, 3)
        }
        2 => {
            let u = *b.first_chunk::<2>()?;
            (if big { u16::from_be_bytes(u) } else { u16::from_le_bytes(u) } as u32, 2)
        }
        _ => {
            let u = *b.first_chunk::<4>()?;
            (if big { u32::from_be_bytes(u) } else { u32::from_le_bytes(u) }, 4)
        }
    };
    is_surrogate(c).then_some((c, e.start + n))
}

/// What to write for a part that cannot be encoded, and where to go on.
pub fn encode_error(mode: Errors, e: &EncodeError) -> Result<(Replacement, usize), Raised> {
    let mut out = vec![];
    let part = (e.start..e.end).map(|i| e.object.point(i));
    match mode {
        Errors::Strict => return Err(e.raise()),
        Errors::Ignore => {}
        Errors::Replace => part.for_each(|_| out.push('?' as u32)),
        Errors::Backslash => part.for_each(|c| backslashed(&mut out, c)),
        Errors::XmlCharRef => part.for_each(|c| push_ascii(&mut out, &format!("&#{c};"))),
        Errors::Name => part.for_each(|c| match crate::unicode::names::name(c) {
            Some(n) => push_ascii(&mut out, &format!("\\N{{{n}}}")),
            None => backslashed(&mut out, c),
        }),
        Errors::SurrogateEscape => {
            let bytes: Option<Vec<u8>> =
                part.map(|c| (0xdc80..0xdd00).contains(&c).then(|| (c - 0xdc00) as u8)).collect();
            return bytes.map(|b| (Replacement::Bytes(b), e.end)).ok_or_else(|| e.raise());
        }
        Errors::SurrogatePass => {
            return pass_encode(e).map(|b| (Replacement::Bytes(b), e.end)).ok_or_else(|| e.raise());
        }
        Errors::Other(name) => return call_encode_handler(name, e),
    }
    Ok((Replacement::Points(out), e.end))
}
/// What to write for bytes that cannot be decoded, and where to go on.
pub fn decode_error(mode: Errors, e: &DecodeError) -> Result<(Vec<u32>, usize), Raised> {
    let mut out = vec![];
    match mode {
        Errors::Strict => return Err(e.raise()),
        Errors::Ignore => {}
        Errors::Replace => out.push(0xfffd),
        Errors::Backslash => e.input[e.start..e.end].iter().for_each(|&b| backslashed(&mut out, b as u32)),
        Errors::XmlCharRef | Errors::Name => return Err(cannot_handle("UnicodeDecodeError")),
        Errors::SurrogateEscape => {
            // up to four bytes at once, none of them ASCII
            let bytes = &e.input[e.start..e.end];
            out.extend(bytes.iter().take(4).take_while(|b| **b >= 128).map(|&b| 0xdc00 + b as u32));
            if out.is_empty() {
                return Err(e.raise());
            }
            let n = out.len();
            return Ok((out, e.start + n));
        }
        Errors::SurrogatePass => {
            let (c, at) = pass_decode(e).ok_or_else(|| e.raise())?;
            return Ok((vec![c], at));
        }
        Errors::Other(name) => {
            let exception = e.exception()?;
            let r = call::call(super::registry::lookup_error(name)?, &[exception.value()])?;
            let wrong = || type_error("decoding error handler must return (str, int) tuple");
            let Some((v, at)) = handler_result(r, e.input.len(), wrong)? else { return Err(wrong()) };
            let Some(s) = v.cast::<Str>() else { return Err(wrong()) };
            return Ok((s.points().collect(), at));
        }
    }
    Ok((out, e.end))
}
pub fn cannot_handle(class: &str) -> Raised {
    type_error(format!("don't know how to handle {class} in error callback"))
}
/// Replacement and position out of a handler's result.
fn handler_result(r: Value, len: usize, wrong: impl Fn() -> Raised) -> Result<Option<(Value, usize)>, Raised> {
    let Some(t) = r.cast::<Tuple>().filter(|t| t.len() == 2) else { return Ok(None) };
    let Some(at) = t.get(1).as_int() else { return Err(wrong()) };
    let at = at.to_i64().unwrap_or(i64::MAX);
    let i = if at < 0 { at.saturating_add(len as i64) } else { at };
    if i < 0 || i > len as i64 {
        return Err(index_error(format!("position {at} from error handler out of bounds")));
    }
    Ok(Some((t.get(0), i as usize)))
}
fn call_encode_handler(name: Gc<Str>, e: &EncodeError) -> Result<(Replacement, usize), Raised> {
    let handler = super::registry::lookup_error(name)?;
    let r = call::call(handler, &[e.exception().value()])?;
    let wrong = || type_error("encoding error handler must return (str/bytes, int) tuple");
    let Some((v, at)) = handler_result(r, e.object.len(), wrong)? else { return Err(wrong()) };
    let rep = if let Some(s) = v.cast::<Str>() {
        Replacement::Points(s.points().collect())
    } else if let Some(b) = v.cast::<Bytes>() {
        Replacement::Bytes(b.as_slice().to_vec())
    } else {
        return Err(wrong());
    };
    Ok((rep, at))
}

/// Runs a built-in handler on an exception object, as `codecs.lookup_error(name)(exc)` does.
pub fn handle_exception(mode: Errors, v: Value) -> Result<Gc<Tuple>, Raised> {
    let class = crate::object::shape::type_of(v);
    let Some(e) = v.cast::<Exception>() else { return Err(not_an_exception(mode, v)) };
    let int = |i: usize| e.fields[i].get().and_then(Value::as_int).and_then(IntRef::to_i64);
    let text = |i: usize| e.fields[i].get().and_then(|v| v.cast::<Str>()).map(|s| s.to_text().into_owned());
    let is = |c: Exc| class.is_subtype(c.class());
    if matches!(mode, Errors::Strict) {
        return Err(raise_value(v));
    }
    let encode = is(Exc::UnicodeEncodeError);
    let translate = is(Exc::UnicodeTranslateError);
    // a translate error has no encoding: its fields start with the object
    let (encoding, base) = if translate { (Some(String::new()), 1) } else { (text(0), 1) };
    let object = e.fields[base].get();
    let (Some(encoding), Some(object), Some(start), Some(end)) = (encoding, object, int(2), int(3)) else {
        return Err(not_an_exception(mode, v));
    };
    let clip = |len: usize| {
        let start = start.clamp(0, (len as i64 - 1).max(0)) as usize;
        (start, (end.clamp(start as i64, len as i64)) as usize)
    };
    if encode || translate {
        let Some(s) = object.cast::<Str>() else { return Err(not_an_exception(mode, v)) };
        let (start, end) = clip(s.len());
        if translate {
            let rep = match mode {
                Errors::Ignore => vec![],
                Errors::Replace => vec![0xfffd; end - start],
                Errors::Backslash => {
                    let mut out = vec![];
                    (start..end).for_each(|i| backslashed(&mut out, s.point(i)));
                    out
                }
                _ => return Err(cannot_handle("UnicodeTranslateError")),
            };
            return Ok(Tuple::new(&[Str::from_u32s(&rep)?.value(), Value::usize(end)]));
        }
        let err = EncodeError { encoding: &encoding, object: s, start, end, reason: "" };
        if matches!(mode, Errors::SurrogateEscape | Errors::SurrogatePass) {
            let bytes = match mode {
                Errors::SurrogatePass => pass_encode(&err),
                _ => (start..end)
                    .map(|i| s.point(i))
                    .map(|c| (0xdc80..0xdd00).contains(&c).then(|| (c - 0xdc00) as u8))
                    .collect(),
            };
            let Some(b) = bytes else { return Err(raise_value(v)) };
            return Ok(Tuple::new(&[Bytes::try_new(&b)?.value(), Value::usize(end)]));
        }
        let (rep, at) = encode_error(mode, &err)?;
        let rep = match rep {
            Replacement::Points(p) => Str::from_u32s(&p)?.value(),
            Replacement::Bytes(b) => Bytes::try_new(&b)?.value(),
        };
        return Ok(Tuple::new(&[rep, Value::usize(at)]));
    }
    if is(Exc::UnicodeDecodeError) {
        let Some(b) = object.cast::<Bytes>() else { return Err(not_an_exception(mode, v)) };
        let (start, end) = clip(b.len);
        let err = DecodeError { encoding: &encoding, object, input: b.as_slice(), start, end, reason: "" };
        if matches!(mode, Errors::SurrogatePass) && pass_decode(&err).is_none()
            || matches!(mode, Errors::SurrogateEscape) && b.as_slice().get(start).is_none_or(|b| *b < 128)
        {
            return Err(raise_value(v));
        }
        let (rep, at) = decode_error(mode, &err)?;
        return Ok(Tuple::new(&[Str::from_u32s(&rep)?.value(), Value::usize(at)]));
    }
    Err(not_an_exception(mode, v))
}
fn not_an_exception(mode: Errors, v: Value) -> Raised {
    if matches!(mode, Errors::Strict) {
        return type_error("codec must pass exception instance");
    }
    cannot_handle(&crate::object::shape::type_of(v).name_text())
}
