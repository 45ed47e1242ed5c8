//! UTF-8, UTF-16, UTF-32, Latin-1 and ASCII.

use super::errors::{DecodeError, EncodeError, Errors, Replacement, decode_error, encode_error};
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::str::{self, Str, StrBuilder, Units};
use crate::object::value::Value;

fn is_surrogate(c: u32) -> bool {
    (0xd800..0xe000).contains(&c)
}
/// The end of the run of points from `i` on that satisfy `bad`.
fn run_end(s: Gc<Str>, i: usize, bad: impl Fn(u32) -> bool) -> usize {
    (i..s.len()).find(|&j| !bad(s.point(j))).unwrap_or(s.len())
}

// --- encoding
pub fn encode_utf8(s: Gc<Str>, mode: Errors) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity(s.len() + s.len() / 2);
    if let Units::One(u) = s.units() {
        for &b in u {
            if b < 128 { out.push(b) } else { out.extend([0xc0 | b >> 6, 0x80 | b & 63]) }
        }
        return Ok(out);
    }
    let mut i = 0;
    while i < s.len() {
        let c = s.point(i);
        match char::from_u32(c) {
            Some(ch) => {
                let mut b = [0; 4];
                out.extend_from_slice(ch.encode_utf8(&mut b).as_bytes());
                i += 1;
            }
            None => {
                let end = run_end(s, i, is_surrogate);
                let e = EncodeError { encoding: "utf-8", object: s, start: i, end, reason: "surrogates not allowed" };
                let (rep, at) = encode_error(mode, &e)?;
                match rep {
                    Replacement::Bytes(b) => out.extend(b),
                    Replacement::Points(p) if p.iter().all(|c| *c < 128) => out.extend(p.iter().map(|c| *c as u8)),
                    Replacement::Points(_) => return Err(e.raise()),
                }
                i = at;
            }
        }
    }
    Ok(out)
}
/// ASCII (`limit` 128) or Latin-1 (`limit` 256).
pub fn encode_narrow(s: Gc<Str>, limit: u32, encoding: &str, mode: Errors) -> Result<Vec<u8>, Raised> {
    let reason = if limit == 128 { "ordinal not in range(128)" } else { "ordinal not in range(256)" };
    let mut out = Vec::with_capacity(s.len());
    let mut i = 0;
    while i < s.len() {
        let c = s.point(i);
        if c < limit {
            out.push(c as u8);
            i += 1;
            continue;
        }
        let end = run_end(s, i, |c| c >= limit);
        let e = EncodeError { encoding, object: s, start: i, end, reason };
        // surrogateescape works character by character here
        let (rep, at) = encode_error(mode, &e)?;
        match rep {
            Replacement::Bytes(b) => out.extend(b),
            Replacement::Points(p) if p.iter().all(|c| *c < limit) => out.extend(p.iter().map(|c| *c as u8)),
            Replacement::Points(_) => return Err(e.raise()),
        }
        i = at;
    }
    Ok(out)
}
/// The units of an encoding in 2 or 4 bytes; `order`: -1 little endian, 1 big endian, 0 native with a mark in front.
fn encode_wide(s: Gc<Str>, mode: Errors, order: i32, unit: usize) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity((s.len() + 1) * unit);
    let big = order > 0;
    let put = |out: &mut Vec<u8>, c: u32| match (unit, big) {
        (2, false) => out.extend((c as u16).to_le_bytes()),
        (2, true) => out.extend((c as u16).to_be_bytes()),
        (_, false) => out.extend(c.to_le_bytes()),
        (_, true) => out.extend(c.to_be_bytes()),
    };
    let point = |out: &mut Vec<u8>, c: u32| {
        if unit == 2 && c > 0xffff {
            put(out, 0xd800 + ((c - 0x10000) >> 10));
            put(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
        } else {
            put(out, c);
        }
    };
    if order == 0 {
        put(&mut out, 0xfeff);
    }
    let encoding = match (unit, order) {
        (2, 0) => "utf-16",
        (2, ..0) => "utf-16-le",
        (2, _) => "utf-16-be",
        (_, 0) => "utf-32",
        (_, ..0) => "utf-32-le",
        _ => "utf-32-be",
    };
    let mut i = 0;
    while i < s.len() {
        let c = s.point(i);
        if !is_surrogate(c) {
            point(&mut out, c);
            i += 1;
            continue;
        }
        let end = run_end(s, i, is_surrogate);
        let e = EncodeError { encoding, object: s, start: i, end, reason: "surrogates not allowed" };
        let (rep, at) = encode_error(mode, &e)?;
        match rep {
            Replacement::Bytes(b) if b.len() % unit == 0 => out.extend(b),
            Replacement::Points(p) if p.iter().all(|c| *c < 128) => p.iter().for_each(|c| put(&mut out, *c)),
            _ => return Err(e.raise()),
        }
        i = at;
    }
    Ok(out)
}
pub fn encode_utf16(s: Gc<Str>, mode: Errors, order: i32) -> Result<Vec<u8>, Raised> {
    encode_wide(s, mode, order, 2)
}
pub fn encode_utf32(s: Gc<Str>, mode: Errors, order: i32) -> Result<Vec<u8>, Raised> {
    encode_wide(s, mode, order, 4)
}

// --- decoding
/// Text and bytes used; unless `last`, an incomplete character at the end is left over.
pub fn decode_utf8(b: &[u8], object: Value, mode: Errors, last: bool) -> Result<(Gc<Str>, usize), Raised> {
    let first = match std::str::from_utf8(b) {
        Ok(t) => return Ok((Str::try_new(t)?, b.len())),
        Err(e) => e,
    };
    let mut out = StrBuilder::new();
    let mut at = 0;
    let mut error = first;
    loop {
        let good = at + error.valid_up_to();
        // SAFETY: the validator has just accepted these bytes.
        out.push_text(unsafe { std::str::from_utf8_unchecked(&b[at..good]) });
        let (end, reason) = match error.error_len() {
            None if !last => return Ok((out.finish()?, good)),
            None => (b.len(), "unexpected end of data"),
            Some(_) if !last && b.len() - good == 2 && b[good] == 0xed && (0xa0..0xc0).contains(&b[good + 1]) => {
                // the first two bytes of a surrogate: what follows decides
                return Ok((out.finish()?, good));
            }
            Some(1) if !(0xc2..=0xf4).contains(&b[good]) => (good + 1, "invalid start byte"),
            Some(n) => (good + n, "invalid continuation byte"),
        };
        let e = DecodeError { encoding: "utf-8", object, input: b, start: good, end, reason };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        at = next;
        match std::str::from_utf8(&b[at..]) {
            Ok(t) => {
                out.push_text(t);
                return Ok((out.finish()?, b.len()));
            }
            Err(e) => error = e,
        }
    }
}
pub fn decode_ascii(b: &[u8], object: Value, mode: Errors) -> Result<Gc<Str>, Raised> {
    if b.is_ascii() {
        return str::of_units(b);
    }
    let mut out = StrBuilder::new();
    let mut i = 0;
    while i < b.len() {
        if b[i] < 128 {
            out.push(b[i] as u32);
            i += 1;
            continue;
        }
        let e = DecodeError {
            encoding: "ascii",
            object,
            input: b,
            start: i,
            end: i + 1,
            reason: "ordinal not in range(128)",
        };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        i = next;
    }
    out.finish()
}
/// Text, bytes used, byte order found. `order` as in `encode_wide`; 0 looks for a mark.
pub fn decode_utf16(
    b: &[u8],
    object: Value,
    mode: Errors,
    mut order: i32,
    last: bool,
) -> Result<(Gc<Str>, usize, i32), Raised> {
    let mut i = 0;
    if order == 0 && b.len() >= 2 {
        order = match (b[0], b[1]) {
            (0xff, 0xfe) => -1,
            (0xfe, 0xff) => 1,
            _ => 0,
        };
        i = if order != 0 { 2 } else { 0 };
    }
    let encoding = if order > 0 { "utf-16-be" } else { "utf-16-le" };
    let unit =
        |i: usize| if order > 0 { (b[i] as u32) << 8 | b[i + 1] as u32 } else { b[i] as u32 | (b[i + 1] as u32) << 8 };
    let mut out = StrBuilder::new();
    while i < b.len() {
        let (end, reason) = if i + 2 > b.len() {
            if !last {
                break;
            }
            (b.len(), "truncated data")
        } else {
            let c = unit(i);
            if !is_surrogate(c) {
                out.push(c);
                i += 2;
                continue;
            }
            if c >= 0xdc00 {
                (i + 2, "illegal encoding")
            } else if i + 4 > b.len() {
                if !last {
                    break;
                }
                (b.len(), "unexpected end of data")
            } else if (0xdc00..0xe000).contains(&unit(i + 2)) {
                out.push(0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00));
                i += 4;
                continue;
            } else {
                (i + 2, "illegal UTF-16 surrogate")
            }
        };
        let e = DecodeError { encoding, object, input: b, start: i, end, reason };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        i = next;
    }
    Ok((out.finish()?, i, order))
}
/// As `decode_utf16`.
pub fn decode_utf32(
    b: &[u8],
    object: Value,
    mode: Errors,
    mut order: i32,
    last: bool,
) -> Result<(Gc<Str>, usize, i32), Raised> {
    let mut i = 0;
    if order == 0 && b.len() >= 4 {
        order = match b[..4] {
            [0xff, 0xfe, 0, 0] => -1,
            [0, 0, 0xfe, 0xff] => 1,
            _ => 0,
        };
        i = if order != 0 { 4 } else { 0 };
    }
    let encoding = if order > 0 { "utf-32-be" } else { "utf-32-le" };
    let mut out = StrBuilder::new();
    while i < b.len() {
        let (end, reason) = match b[i..].first_chunk::<4>() {
            None if !last => break,
            None => (b.len(), "truncated data"),
            Some(&u) => {
                let c = if order > 0 { u32::from_be_bytes(u) } else { u32::from_le_bytes(u) };
                if is_surrogate(c) {
                    (i + 4, "code point in surrogate code point range(0xd800, 0xe000)")
                } else if c > crate::unicode::MAX_POINT {
                    (i + 4, "code point not in range(0x110000)")
                } else {
                    out.push(c);
                    i += 4;
                    continue;
                }
            }
        };
        let e = DecodeError { encoding, object, input: b, start: i, end, reason };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        i = next;
    }
    Ok((out.finish()?, i, order))
}
