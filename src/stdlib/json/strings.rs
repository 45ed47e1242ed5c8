//! JSON strings: reading (`scanstring`) and writing (`encode_basestring`, `encode_basestring_ascii`).

use crate::builtins::exceptions::{raise_value, type_error, value_error};
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder, slice};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::call::call;
use crate::protocol::{attr, compare, number};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "encode_basestring_ascii(string, /)",
        |a| encode(a, true),
        "Return an ASCII-only JSON representation of a Python string",
    ),
    NativeDef::new(
        "encode_basestring(string, /)",
        |a| encode(a, false),
        "Return a JSON representation of a Python string",
    ),
    NativeDef::new(
        "scanstring(string, end, strict=True, /)",
        scan,
        "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.",
    ),
];

/// `JSONDecodeError(message, document, position)`
#[cold]
pub fn decode_error(message: &str, s: Gc<Str>, at: i64) -> Raised {
    let make = || -> Res {
        let import = crate::builtins::util::builtin("__import__")?;
        let module = call(import, &[Str::intern("json.decoder").value()])?;
        let class = attr::get(attr::get(module, "decoder")?, "JSONDecodeError")?;
        call(class, &[Str::new(message).value(), s.value(), Value::int(at)])
    };
    match make() {
        Ok(e) => raise_value(e),
        Err(e) => e,
    }
}

/// The string whose first character behind the quote is at `start`, and the index behind the closing quote.
pub fn scan_string(s: Gc<Str>, start: usize, strict: bool) -> Result<(Gc<Str>, usize), Raised> {
    let begin = start as i64 - 1;
    let unterminated = || decode_error("Unterminated string starting at", s, begin);
    let n = s.len();
    let ascii = s.as_ascii().map(str::as_bytes);
    let mut built: Option<StrBuilder> = None;
    let mut i = start;
    loop {
        let from = i;
        let mut c = 0;
        if let Some(rest) = ascii.and_then(|text| text.get(i..)) {
            i += rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
        }
        while i < n {
            c = s.point(i);
            if c == '"' as u32 || c == '\\' as u32 {
                break;
            }
            if c <= 0x1f && strict {
                return Err(decode_error("Invalid control character at", s, i as i64));
            }
            i += 1;
        }
        if i >= n {
            return Err(unterminated());
        }
        if c == '"' as u32 && built.is_none() {
            return Ok((slice(s, from, i)?, i + 1));
        }
        let b = built.get_or_insert_default();
        b.push_part(s, from, i);
        if c == '"' as u32 {
            return Ok((built.take().unwrap_or_default().finish()?, i + 1));
        }
        i += 1;
        if i >= n {
            return Err(unterminated());
        }
        let c = s.point(i);
        let plain = match char::from_u32(c) {
            Some('"' | '\\' | '/') => c,
            Some('b') => 8,
            Some('f') => 12,
            Some('n') => 10,
            Some('r') => 13,
            Some('t') => 9,
            Some('u') => {
                let Some(mut p) = four_hex(s, i + 1) else {
                    return Err(decode_error(INVALID_U, s, i as i64));
                };
                i += 4;
                if (0xd800..0xdc00).contains(&p)
                    && i + 2 < n
                    && s.point(i + 1) == '\\' as u32
                    && s.point(i + 2) == 'u' as u32
                {
                    match four_hex(s, i + 3) {
                        Some(q) if (0xdc00..0xe000).contains(&q) => {
                            p = 0x10000 + ((p - 0xd800) << 10) + (q - 0xdc00);
                            i += 6;
                        }
                        Some(_) => {}
                        None => return Err(decode_error(INVALID_U, s, i as i64 + 2)),
                    }
                }
                p
            }
            _ => return Err(decode_error("Invalid \\escape", s, i as i64 - 1)),
        };
        built.get_or_insert_default().push(plain);
        i += 1;
    }
}
const INVALID_U: &str = "Invalid \\uXXXX escape";
fn four_hex(s: Gc<Str>, at: usize) -> Option<u32> {
    if at + 4 > s.len() {
        return None;
    }
    (at..at + 4).try_fold(0, |n, i| Some(n << 4 | char::from_u32(s.point(i))?.to_digit(16)?))
}
fn scan(a: &Args) -> Res {
    let end = number::to_ssize(a[1])?;
    let Some(s) = a[0].cast::<Str>() else { return Err(first_argument(a[0])) };
    let strict = a.opt(2).map_or(Ok(true), compare::truth)?;
    if end < 0 || end as usize > s.len() {
        return Err(value_error("end is out of bounds"));
    }
    let (r, end) = scan_string(s, end as usize, strict)?;
    Ok(Tuple::try_new(&[r.value(), Value::usize(end)])?.value())
}
#[cold]
pub fn first_argument(v: Value) -> Raised {
    type_error(format!("first argument must be a string, not {}", type_of(v).name_text()))
}

/// Writes a string in quotes; `ascii`: everything beyond ASCII escaped.
pub fn write_string(b: &mut StrBuilder, s: Gc<Str>, ascii: bool) {
    b.push('"' as u32);
    let plain = |c: u8| c >= b' ' && c != b'"' && c != b'\\' && (c != 0x7f || !ascii);
    if s.ascii && s.raw().iter().all(|c| plain(*c)) {
        b.push_str(s);
    } else {
        for c in s.points() {
            match c {
                0x22 => b.push_text("\\\""),
                0x5c => b.push_text("\\\\"),
                8 => b.push_text("\\b"),
                9 => b.push_text("\\t"),
                10 => b.push_text("\\n"),
                12 => b.push_text("\\f"),
                13 => b.push_text("\\r"),
                0..0x20 => b.push_text(&format!("\\u{c:04x}")),
                0x20..0x7f => b.push(c),
                _ if !ascii => b.push(c),
                0x7f..0x10000 => b.push_text(&format!("\\u{c:04x}")),
                _ => {
                    let v = c - 0x10000;
                    b.push_text(&format!("\\u{:04x}\\u{:04x}", 0xd800 | v >> 10, 0xdc00 | v & 0x3ff));
                }
            }
        }
    }
    b.push('"' as u32);
}
fn encode(a: &Args, ascii: bool) -> Res {
    let Some(s) = a[0].cast::<Str>() else { return Err(first_argument(a[0])) };
    let mut b = StrBuilder::new();
    write_string(&mut b, s, ascii);
    Ok(b.finish()?.value())
}
