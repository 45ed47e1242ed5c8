//! `binascii`: bytes to and from hexadecimal, base 64, uuencode, quoted-printable; checksums.

use super::support::{exception_class, raise_class};
use crate::builtins::buffer::acquire;
use crate::builtins::bytes_methods::hex_text;
use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::builtins::put;
use crate::builtins::str_::class_name;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::compare::truth;
use crate::protocol::number;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("a2b_hex(hexstr, /)", unhexlify, "Binary data of hexadecimal representation."),
    NativeDef::new("unhexlify(hexstr, /)", unhexlify, "Binary data of hexadecimal representation."),
    NativeDef::new(
        "b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal representation of binary data.",
    ),
    NativeDef::new(
        "hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)",
        hexlify,
        "Hexadecimal representation of binary data.",
    ),
    NativeDef::new("a2b_base64(data, /, *, strict_mode=False)", a2b_base64, "Decode a line of base64 data."),
    NativeDef::new("b2a_base64(data, /, *, newline=True)", b2a_base64, "Base64-code line of data."),
    NativeDef::new("a2b_uu(data, /)", a2b_uu, "Decode a line of uuencoded data."),
    NativeDef::new("b2a_uu(data, /, *, backtick=False)", b2a_uu, "Uuencode line of data."),
    NativeDef::new("a2b_qp(data, header=False)", a2b_qp, "Decode a string of qp-encoded data."),
    NativeDef::new(
        "b2a_qp(data, quotetabs=False, istext=True, header=False)",
        b2a_qp,
        "Encode a string using quoted-printable encoding.",
    ),
    NativeDef::new("crc32(data, crc=0, /)", crc32, "Compute CRC-32 incrementally."),
    NativeDef::new("crc_hqx(data, crc, /)", crc_hqx, "Compute CRC-CCITT incrementally."),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("binascii");
    let d = m.dict.gc();
    crate::builtins::add_functions(d, "binascii", FUNCTIONS);
    put(d, "__doc__", Str::new("Conversion between binary data and ASCII").value());
    put(d, "Error", error_class()?);
    put(d, "Incomplete", exception_class("binascii.Incomplete", &[Exc::Exception])?);
    Ok(m)
}
fn error_class() -> Res {
    exception_class("binascii.Error", &[Exc::ValueError])
}
#[cold]
fn error(message: impl AsRef<str>) -> Raised {
    raise_class(error_class(), message)
}
/// ASCII text or bytes.
fn with_ascii<R>(v: Value, f: impl FnOnce(&[u8]) -> Result<R, Raised>) -> Result<R, Raised> {
    if let Some(s) = v.cast::<Str>() {
        return match s.as_ascii() {
            Some(t) => f(t.as_bytes()),
            None => Err(value_error("string argument should contain only ASCII characters")),
        };
    }
    match crate::builtins::buffer::acquire_opt(v)? {
        Some(b) => f(b.bytes()),
        None => Err(type_error(format!("argument should be bytes, buffer or ASCII string, not '{}'", class_name(v)))),
    }
}
fn bytes(b: &[u8]) -> Res {
    Bytes::try_new(b).map(Gc::value)
}
fn flag(a: &Args, i: usize, default: bool) -> Result<bool, Raised> {
    a.opt(i).map_or(Ok(default), truth)
}

// --- hexadecimal
fn hexlify(a: &Args) -> Res {
    let view = acquire(a[0])?;
    bytes(hex_text(view.bytes(), a.opt(1), a.opt(2))?.raw())
}
fn unhexlify(a: &Args) -> Res {
    with_ascii(a[0], |b| {
        if b.len() % 2 != 0 {
            return Err(error("Odd-length string"));
        }
        let digit = |c: u8| (c as char).to_digit(16).ok_or_else(|| error("Non-hexadecimal digit found"));
        let mut out = Vec::with_capacity(b.len() / 2);
        for p in b.chunks_exact(2) {
            out.push((digit(p[0])? << 4 | digit(p[1])?) as u8);
        }
        bytes(&out)
    })
}

// --- base 64
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What a character is worth; `NO_DIGIT`: nothing.
const BASE64_DIGITS: [u8; 256] = {
    let (mut table, mut i) = ([NO_DIGIT; 256], 0);
    while i < 64 {
        table[BASE64[i] as usize] = i as u8;
        i += 1;
    }
    table
};
const NO_DIGIT: u8 = 0xff;
fn b2a_base64(a: &Args) -> Res {
    let newline = flag(a, 1, true)?;
    let view = acquire(a[0])?;
    let mut out = Vec::with_capacity(view.len() / 3 * 4 + 5);
    let digits = |n: u32| [18, 12, 6, 0].map(|shift| BASE64[(n >> shift & 63) as usize]);
    let (groups, rest) = view.bytes().as_chunks::<3>();
    for &[a, b, c] in groups {
        out.extend_from_slice(&digits((a as u32) << 16 | (b as u32) << 8 | c as u32));
    }
    if let [a, ref b @ ..] = *rest {
        let b = b.first().copied();
        let [first, second, third, _] = digits((a as u32) << 16 | (b.unwrap_or(0) as u32) << 8);
        out.extend_from_slice(&[first, second, if b.is_some() { third } else { b'=' }, b'=']);
    }
    if newline {
        out.push(b'\n');
    }
    bytes(&out)
}
fn a2b_base64(a: &Args) -> Res {
    let strict = flag(a, 1, false)?;
    with_ascii(a[0], |b| bytes(&base64_decode(b, strict)?))
}
fn base64_decode(b: &[u8], strict: bool) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity(b.len() / 4 * 3);
    let (mut quad, mut left, mut pads) = (0u32, 0u32, 0);
    if strict && b.first() == Some(&b'=') {
        return Err(error("Leading padding not allowed"));
    }
    let mut i = 0;
    while let Some(&c) = b.get(i) {
        // whole groups first
        if quad == 0
            && pads == 0
            && let Some(group) = b[i..].first_chunk::<4>()
            && let [d, e, f, g] = group.map(|c| BASE64_DIGITS[c as usize] as u32)
            && d | e | f | g < 64
        {
            let n = d << 18 | e << 12 | f << 6 | g;
            out.extend_from_slice(&[(n >> 16) as u8, (n >> 8) as u8, n as u8]);
            i += 4;
            continue;
        }
        i += 1;
        if c == b'=' {
            pads += 1;
            if quad >= 2 && quad + pads >= 4 {
                if strict && i < b.len() {
                    return Err(error("Excess data after padding"));
                }
                return Ok(out);
            }
            if strict && quad == 0 {
                return Err(error("Excess padding not allowed"));
            }
            continue;
        }
        let d = BASE64_DIGITS[c as usize];
        if d == NO_DIGIT {
            if strict {
                return Err(error("Only base64 data is allowed"));
            }
            continue;
        }
        if strict && pads > 0 {
            return Err(error("Discontinuous padding not allowed"));
        }
        pads = 0;
        match quad {
            0 => {}
            1 => out.push((left << 2 | d as u32 >> 4) as u8),
            2 => out.push((left << 4 | d as u32 >> 2) as u8),
            _ => out.push((left << 6 | d as u32) as u8),
        }
        left = match quad {
            0 => d as u32,
            1 => d as u32 & 15,
            2 => d as u32 & 3,
            _ => 0,
        };
        quad = (quad + 1) % 4;
    }
    match quad {
        0 => Ok(out),
        1 => Err(error(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            out.len() / 3 * 4 + 1
        ))),
        _ => Err(error("Incorrect padding")),
    }
}

// --- uuencode
fn a2b_uu(a: &Args) -> Res {
    with_ascii(a[0], |b| {
        let Some((&first, rest)) = b.split_first() else { return bytes(b"") };
        let len = (first.wrapping_sub(32) & 63) as usize;
        let mut out = Vec::with_capacity(len + 3);
        let (mut bits, mut acc) = (0, 0u32);
        let mut chars = rest.iter();
        while out.len() < len {
            let d = match chars.next() {
                None | Some(b'\n' | b'\r') => 0,
                Some(&c) if (32..=96).contains(&c) => (c - 32) & 63,
                Some(_) => return Err(error("Illegal char")),
            };
            acc = acc << 6 | d as u32;
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                out.push((acc >> bits) as u8);
                acc &= (1 << bits) - 1;
            }
        }
        if chars.any(|c| !matches!(c, b' ' | b'`' | b'\n' | b'\r')) {
            return Err(error("Trailing garbage"));
        }
        bytes(&out)
    })
}
fn b2a_uu(a: &Args) -> Res {
    let backtick = flag(a, 1, false)?;
    let view = acquire(a[0])?;
    let b = view.bytes();
    if b.len() > 45 {
        return Err(error("At most 45 bytes at once"));
    }
    let put = |d: u32| if d == 0 && backtick { b'`' } else { 32 + d as u8 };
    let mut out = vec![put(b.len() as u32)];
    for c in b.chunks(3) {
        let n = (c[0] as u32) << 16 | (*c.get(1).unwrap_or(&0) as u32) << 8 | *c.get(2).unwrap_or(&0) as u32;
        out.extend((0..4).map(|i| put(n >> (18 - 6 * i) & 63)));
    }
    out.push(b'\n');
    bytes(&out)
}

// --- quoted-printable
fn a2b_qp(a: &Args) -> Res {
    let header = flag(a, 1, false)?;
    with_ascii(a[0], |b| {
        let digit = |i: usize| b.get(i).and_then(|c| (*c as char).to_digit(16));
        let mut out = Vec::with_capacity(b.len());
        let mut i = 0;
        while i < b.len() {
            match b[i] {
                b'=' => match (b.get(i + 1), digit(i + 1), digit(i + 2)) {
                    (None, ..) => break,
                    (Some(b'\n' | b'\r'), ..) => {
                        // a soft line break
                        while i < b.len() && b[i] != b'\n' {
                            i += 1;
                        }
                        i += 1;
                    }
                    (Some(b'='), ..) => {
                        out.push(b'=');
                        i += 2;
                    }
                    (_, Some(h), Some(l)) => {
                        out.push((h << 4 | l) as u8);
                        i += 3;
                    }
                    _ => {
                        out.push(b'=');
                        i += 1;
                    }
                },
                b'_' if header => {
                    out.push(b' ');
                    i += 1;
                }
                c => {
                    out.push(c);
                    i += 1;
                }
            }
        }
        bytes(&out)
    })
}
fn b2a_qp(a: &Args) -> Res {
    const LINE: usize = 76;
    let (tabs, text, header) = (flag(a, 1, false)?, flag(a, 2, true)?, flag(a, 3, false)?);
    let view = acquire(a[0])?;
    let b = view.bytes();
    let crlf = memchr::memchr(b'\n', b).is_some_and(|i| i > 0 && b[i - 1] == b'\r');
    let mut out: Vec<u8> = vec![];
    let mut column = 0;
    let mut i = 0;
    while i < b.len() {
        let c = b[i];
        let next = b.get(i + 1).copied();
        let at_end = matches!(next, None | Some(b'\n'));
        let escape = c > 126
            || c == b'='
            || header && c == b'_'
            || c == b'.' && column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0))
            || !text && (c == b'\r' || c == b'\n')
            || (c == b'\t' || c == b' ') && (next.is_none() || text && at_end && !header)
            || c < 33 && !matches!(c, b'\r' | b'\n' | b'\t' | b' ')
            || c < 33 && c != b'\r' && c != b'\n' && (tabs || !(c == b'\t' || c == b' '));
        if text && (c == b'\n' || c == b'\r' && next == Some(b'\n')) {
            if matches!(out.last(), Some(b' ' | b'\t')) {
                let last = out.pop().unwrap_or(b' ');
                out.extend(format!("={last:02X}").bytes());
            }
            out.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
            i += if c == b'\r' { 2 } else { 1 };
            column = 0;
            continue;
        }
        let width = if escape { 3 } else { 1 };
        if !at_end && column + width >= LINE || column + width > LINE {
            out.extend_from_slice(if crlf { b"=\r\n" } else { b"=\n" });
            column = 0;
        }
        if escape {
            out.extend(format!("={c:02X}").bytes());
        } else {
            out.push(if header && c == b' ' { b'_' } else { c });
        }
        column += width;
        i += 1;
    }
    bytes(&out)
}

// --- checksums
/// An int argument modulo 2^32.
fn masked(v: Option<Value>) -> Result<u32, Raised> {
    let Some(v) = v else { return Ok(0) };
    Ok(match number::index(v)?.as_int() {
        Some(IntRef::Small(i)) => i as u32,
        Some(IntRef::Big(b)) => {
            let low = b.limbs().first().copied().unwrap_or(0) as u32;
            if IntRef::Big(b).is_negative() { low.wrapping_neg() } else { low }
        }
        None => 0,
    })
}
const CRC32: [u32; 256] = {
    let mut t = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut c = i as u32;
        let mut k = 0;
        while k < 8 {
            c = if c & 1 != 0 { 0xedb8_8320 ^ c >> 1 } else { c >> 1 };
            k += 1;
        }
        t[i] = c;
        i += 1;
    }
    t
};
/// CRC-32 (ISO 3309) of `b`, continuing from `crc`.
pub fn crc32_of(b: &[u8], crc: u32) -> u32 {
    !b.iter().fold(!crc, |c, &x| CRC32[((c ^ x as u32) & 255) as usize] ^ c >> 8)
}
fn crc32(a: &Args) -> Res {
    let crc = masked(a.opt(1))?;
    let view = acquire(a[0])?;
    Ok(Value::int(crc32_of(view.bytes(), crc) as i64))
}
fn crc_hqx(a: &Args) -> Res {
    let crc = masked(a.opt(1))? as u16;
    let view = acquire(a[0])?;
    let r = view.bytes().iter().fold(crc, |crc, &x| {
        (0..8).fold(crc ^ (x as u16) << 8, |c, _| if c & 0x8000 != 0 { c << 1 ^ 0x1021 } else { c << 1 })
    });
    Ok(Value::small(r as i64))
}
