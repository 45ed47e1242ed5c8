//! UTF-7 (RFC 2152).

use super::errors::{DecodeError, Errors, decode_error};
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(c: u8) -> Option<u32> {
    DIGITS.iter().position(|d| *d == c).map(|i| i as u32)
}
/// Written as itself by the encoder.
fn direct(c: u32) -> bool {
    matches!(c, 9 | 10 | 13 | 32..0x7e) && c != '+' as u32 && c != '\\' as u32
}
/// Bits of base 64 not yet written, and whether they are being written at all.
#[derive(Default)]
struct Shift {
    on: bool,
    bits: u32,
    buffer: u64,
}
impl Shift {
    fn put(&mut self, out: &mut Vec<u8>, unit: u32) {
        self.buffer = self.buffer << 16 | unit as u64;
        self.bits += 16;
        while self.bits >= 6 {
            self.bits -= 6;
            out.push(DIGITS[(self.buffer >> self.bits & 63) as usize]);
        }
        self.buffer &= (1 << self.bits) - 1;
    }
    fn flush(&mut self, out: &mut Vec<u8>) {
        if self.bits > 0 {
            out.push(DIGITS[(self.buffer << (6 - self.bits) & 63) as usize]);
        }
        *self = Shift::default();
    }
}
pub fn encode(s: Gc<Str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    let mut shift = Shift::default();
    for c in s.points() {
        if direct(c) {
            if shift.on {
                shift.flush(&mut out);
                // other characters end the shifted part by themselves
                if digit(c as u8).is_some() || c == '-' as u32 {
                    out.push(b'-');
                }
            }
            out.push(c as u8);
            continue;
        }
        if !shift.on {
            if c == '+' as u32 {
                out.extend(b"+-");
                continue;
            }
            out.push(b'+');
            shift.on = true;
        }
        if c >= 0x10000 {
            shift.put(&mut out, 0xd800 + ((c - 0x10000) >> 10));
            shift.put(&mut out, 0xdc00 + ((c - 0x10000) & 0x3ff));
        } else {
            shift.put(&mut out, c);
        }
    }
    if shift.on {
        shift.flush(&mut out);
        out.push(b'-');
    }
    out
}

struct Decoder {
    out: Vec<u32>,
    /// In a shifted part, which began at `start`, when `out` had `out_start` points.
    shifted: bool,
    start: usize,
    out_start: usize,
    bits: u32,
    buffer: u32,
    surrogate: u32,
}
impl Decoder {
    /// One unit out of base 64.
    fn unit(&mut self, u: u32) {
        if self.surrogate != 0 {
            let high = std::mem::take(&mut self.surrogate);
            if (0xdc00..0xe000).contains(&u) {
                return self.out.push(0x10000 + ((high - 0xd800) << 10) + (u - 0xdc00));
            }
            self.out.push(high);
        }
        if (0xd800..0xdc00).contains(&u) { self.surrogate = u } else { self.out.push(u) }
    }
    /// One byte at `i`: the next position, or what is wrong and where it ends.
    fn step(&mut self, b: &[u8], i: usize) -> Result<usize, (usize, &'static str)> {
        let c = b[i];
        if self.shifted {
            if let Some(d) = digit(c) {
                self.buffer = self.buffer << 6 | d;
                self.bits += 6;
                if self.bits >= 16 {
                    self.bits -= 16;
                    let u = self.buffer >> self.bits;
                    self.buffer &= (1 << self.bits) - 1;
                    self.unit(u & 0xffff);
                }
                return Ok(i + 1);
            }
            self.shifted = false;
            if self.bits >= 6 {
                return Err((i + 1, "partial character in shift sequence"));
            }
            if self.bits > 0 && self.buffer != 0 {
                return Err((i + 1, "non-zero padding bits in shift sequence"));
            }
            let high = std::mem::take(&mut self.surrogate);
            if high != 0 && c < 128 && c != b'+' {
                self.out.push(high);
            }
            return Ok(if c == b'-' { i + 1 } else { i });
        }
        if c == b'+' {
            self.start = i;
            return match b.get(i + 1) {
                Some(b'-') => {
                    self.out.push('+' as u32);
                    Ok(i + 2)
                }
                Some(c) if digit(*c).is_none() => Err((i + 2, "ill-formed sequence")),
                _ => {
                    self.shifted = true;
                    (self.bits, self.buffer, self.surrogate) = (0, 0, 0);
                    self.out_start = self.out.len();
                    Ok(i + 1)
                }
            };
        }
        if c < 128 {
            self.out.push(c as u32);
            return Ok(i + 1);
        }
        self.start = i;
        Err((i + 1, "unexpected special character"))
    }
}
/// Text and bytes used; unless `last`, a shifted part without its end is left over.
pub fn decode(b: &[u8], object: Value, mode: Errors, last: bool) -> Result<(Gc<Str>, usize), Raised> {
    let mut d = Decoder { out: vec![], shifted: false, start: 0, out_start: 0, bits: 0, buffer: 0, surrogate: 0 };
    let mut i = 0;
    loop {
        let (end, reason) = if i < b.len() {
            match d.step(b, i) {
                Ok(next) => {
                    i = next;
                    continue;
                }
                Err(e) => e,
            }
        } else if d.shifted && last {
            d.shifted = false;
            if d.surrogate == 0 && d.bits < 6 && (d.bits == 0 || d.buffer == 0) {
                break;
            }
            (b.len(), "unterminated shift sequence")
        } else {
            break;
        };
        let e = DecodeError { encoding: "utf7", object, input: b, start: d.start, end, reason };
        let (rep, next) = decode_error(mode, &e)?;
        d.out.extend(rep);
        i = next;
    }
    if d.shifted {
        d.out.truncate(d.out_start);
        i = d.start;
    }
    Ok((Str::from_u32s(&d.out)?, i))
}
