//! `unicode_escape`, `raw_unicode_escape`, and the escapes of bytes literals (`escape_encode`, `escape_decode`).

use super::errors::{DecodeError, Errors, decode_error};
use crate::builtins::exceptions::{Exc, value_error};
use crate::builtins::warnings::warn;
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::str::{Str, StrBuilder};
use crate::object::value::Value;
use crate::unicode;
use crate::unicode::escapes::{ILLEGAL, TRUNCATED_LONG, TRUNCATED_U, TRUNCATED_X};

fn hex_digit(c: u8) -> Option<u32> {
    (c as char).to_digit(16)
}
/// What an escape turned out to be.
enum Escape {
    Point(u32),
    Nothing,
    /// No escape of these: the backslash and the character stand for themselves.
    Plain(u8),
    /// The input ends inside.
    Incomplete(&'static str),
    Bad(&'static str),
}
fn hex_escape(b: &[u8], at: &mut usize, n: usize, truncated: &'static str, large: &'static str) -> Escape {
    let mut c = 0;
    for _ in 0..n {
        let Some(&d) = b.get(*at) else { return Escape::Incomplete(truncated) };
        let Some(d) = hex_digit(d) else { return Escape::Bad(truncated) };
        c = c << 4 | d;
        *at += 1;
    }
    if c > unicode::MAX_POINT { Escape::Bad(large) } else { Escape::Point(c) }
}

/// The escape whose backslash stands in front of `at`.
fn unicode_escape(b: &[u8], at: &mut usize) -> Escape {
    let Some(&c) = b.get(*at) else { return Escape::Incomplete("\\ at end of string") };
    *at += 1;
    match c {
        b'\n' => Escape::Nothing,
        b'\\' | b'\'' | b'"' => Escape::Point(c as u32),
        b'b' => Escape::Point(8),
        b'f' => Escape::Point(12),
        b't' => Escape::Point(9),
        b'n' => Escape::Point(10),
        b'r' => Escape::Point(13),
        b'v' => Escape::Point(11),
        b'a' => Escape::Point(7),
        b'0'..=b'7' => {
            let mut v = (c - b'0') as u32;
            for _ in 0..2 {
                match b.get(*at) {
                    Some(d @ b'0'..=b'7') => v = v << 3 | (d - b'0') as u32,
                    _ => break,
                }
                *at += 1;
            }
            Escape::Point(v)
        }
        b'x' => hex_escape(b, at, 2, TRUNCATED_X, ILLEGAL),
        b'u' => hex_escape(b, at, 4, TRUNCATED_U, ILLEGAL),
        b'U' => hex_escape(b, at, 8, TRUNCATED_LONG, ILLEGAL),
        b'N' => named(b, at),
        _ => Escape::Plain(c),
    }
}
fn named(b: &[u8], at: &mut usize) -> Escape {
    const MALFORMED: &str = "malformed \\N character escape";
    match b.get(*at) {
        None => return Escape::Incomplete(MALFORMED),
        Some(b'{') => {}
        Some(_) => return Escape::Bad(MALFORMED),
    }
    *at += 1;
    let from = *at;
    let Some(n) = b[from..].iter().position(|c| *c == b'}') else {
        *at = b.len();
        return Escape::Incomplete(MALFORMED);
    };
    *at = from + n;
    if n == 0 {
        return Escape::Bad(MALFORMED);
    }
    *at += 1;
    match std::str::from_utf8(&b[from..from + n]).ok().and_then(unicode::names::lookup_character) {
        Some(c) => Escape::Point(c),
        None => Escape::Bad("unknown Unicode character name"),
    }
}
fn raw_escape(b: &[u8], at: &mut usize) -> Escape {
    const LARGE: &str = "\\Uxxxxxxxx out of range";
    let Some(&c) = b.get(*at) else { return Escape::Incomplete("") };
    *at += 1;
    match c {
        b'u' => hex_escape(b, at, 4, TRUNCATED_U, LARGE),
        b'U' => hex_escape(b, at, 8, TRUNCATED_LONG, LARGE),
        _ => Escape::Plain(c),
    }
}
/// Text and bytes used; unless `last`, an escape that is cut off at the end is left over.
pub fn decode_unicode(
    b: &[u8],
    object: Value,
    mode: Errors,
    raw: bool,
    last: bool,
) -> Result<(Gc<Str>, usize), Raised> {
    let encoding = if raw { "rawunicodeescape" } else { "unicodeescape" };
    let mut out = StrBuilder::new();
    let mut warned = false;
    let mut i = 0;
    while i < b.len() {
        if b[i] != b'\\' {
            out.push(b[i] as u32);
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        let reason = match if raw { raw_escape(b, &mut i) } else { unicode_escape(b, &mut i) } {
            Escape::Point(c) => {
                if c > 0o377 && i - start == 4 && b[start + 1].is_ascii_digit() && !warned {
                    warned = true;
                    let digits = String::from_utf8_lossy(&b[start + 1..i]).into_owned();
                    warn(
                        Exc::DeprecationWarning,
                        &format!(
                            "\"\\{digits}\" is an invalid octal escape sequence. Such sequences will not work in the future. "
                        ),
                    )?;
                }
                out.push(c);
                continue;
            }
            Escape::Nothing => continue,
            Escape::Plain(c) => {
                if !raw && !warned {
                    warned = true;
                    warn(
                        Exc::DeprecationWarning,
                        &format!(
                            "\"\\{}\" is an invalid escape sequence. Such sequences will not work in the future. ",
                            c as char
                        ),
                    )?;
                }
                out.push_char('\\');
                out.push(c as u32);
                continue;
            }
            Escape::Incomplete(_) if !last => return Ok((out.finish()?, start)),
            Escape::Incomplete("") => {
                out.push_char('\\');
                continue;
            }
            Escape::Incomplete(reason) | Escape::Bad(reason) => reason,
        };
        let e = DecodeError { encoding, object, input: b, start, end: i, reason };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        i = next;
    }
    Ok((out.finish()?, b.len()))
}
pub fn encode_unicode(s: Gc<Str>, raw: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    for c in s.points() {
        match c {
            _ if raw && c < 0x100 => out.push(c as u8),
            9 => out.extend(b"\\t"),
            10 => out.extend(b"\\n"),
            13 => out.extend(b"\\r"),
            0x5c => out.extend(b"\\\\"),
            0x20..0x7f => out.push(c as u8),
            0..0x100 => out.extend(format!("\\x{c:02x}").bytes()),
            0x100..0x10000 => out.extend(format!("\\u{c:04x}").bytes()),
            _ => out.extend(format!("\\U{c:08x}").bytes()),
        }
    }
    out
}

/// Escapes as in a bytes literal between single quotes.
pub fn encode_bytes(b: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(b.len());
    for &c in b {
        match c {
            b'\\' | b'\'' => out.extend([b'\\', c]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            32..127 => out.push(c),
            _ => out.extend(format!("\\x{c:02x}").bytes()),
        }
    }
    out
}
/// The bytes that the inside of a bytes literal stands for.
pub fn decode_bytes(b: &[u8], errors: &str) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity(b.len());
    let mut i = 0;
    let mut warned = false;
    while i < b.len() {
        if b[i] != b'\\' {
            out.push(b[i]);
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        if i >= b.len() {
            return Err(value_error("Trailing \\ in string"));
        }
        match b[i] {
            b'x' => {
                let digits = (b.get(i + 1).and_then(|c| hex_digit(*c)), b.get(i + 2).and_then(|c| hex_digit(*c)));
                if let (Some(h), Some(l)) = digits {
                    out.push((h << 4 | l) as u8);
                    i += 3;
                    continue;
                }
                match errors {
                    "strict" => return Err(value_error(format!("invalid \\x escape at position {start}"))),
                    "replace" => out.push(b'?'),
                    "ignore" => {}
                    _ => {
                        return Err(value_error(format!("decoding error; unknown error handling code: {errors}")));
                    }
                }
                // one digit belongs to the broken escape
                i += 1 + digits.0.is_some() as usize;
            }
            b'u' | b'U' | b'N' => out.extend([b'\\', b[i]]),
            _ => match unicode_escape(b, &mut i) {
                Escape::Point(c) => {
                    out.push(c as u8);
                    continue;
                }
                Escape::Nothing => continue,
                _ => {
                    let c = b[i - 1];
                    if !warned {
                        warned = true;
                        warn(
                            Exc::DeprecationWarning,
                            &format!(
                                "b\"\\{}\" is an invalid escape sequence. Such sequences will not work in the future. ",
                                c as char
                            ),
                        )?;
                    }
                    out.extend([b'\\', c]);
                    continue;
                }
            },
        }
        if matches!(b.get(i), Some(b'u' | b'U' | b'N')) && b[i - 1] == b'\\' {
            i += 1;
        }
    }
    Ok(out)
}
