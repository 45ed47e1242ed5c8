//! Conversion of single values to and from their packed form.

use super::error;
use super::format::{Code, Item};
use crate::builtins::complex::by_method;
use crate::builtins::exceptions::overflow_error;
use crate::builtins::float_bits;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::float::Complex;
use crate::object::int::IntRef;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::{compare, number};
use crate::thread::thread;

/// Writes the low bytes of `n`.
fn store(n: u64, item: &Item, out: &mut [u8]) {
    let k = out.len();
    if item.little {
        out.copy_from_slice(&n.to_le_bytes()[..k]);
    } else {
        out.copy_from_slice(&n.to_be_bytes()[8 - k..]);
    }
}
fn load(item: &Item, b: &[u8]) -> u64 {
    let mut w = [0u8; 8];
    w[..b.len()].copy_from_slice(b);
    if !item.little {
        w[..b.len()].reverse();
    }
    u64::from_le_bytes(w)
}
/// The int of a value; a float is refused though it has `__int__`.
fn int_of(v: Value) -> Res {
    if v.as_int().is_none() && !number::has_index(v) {
        return Err(error("required argument is not an integer"));
    }
    number::index(v)
}
fn pack_int(item: &Item, v: Value, out: &mut [u8]) -> Result<(), Raised> {
    let v = int_of(v)?;
    let signed = item.code == Code::Int;
    let bits = 8 * item.size as u32;
    let n = match v.as_int() {
        Some(IntRef::Small(i)) => Some(i as i128),
        Some(IntRef::Big(b)) => i128::try_from(&b.to_big()).ok(),
        None => None,
    };
    let (low, high) =
        if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    match n.filter(|n| (low..=high).contains(n)) {
        Some(n) => {
            store(n as u64, item, out);
            Ok(())
        }
        None => Err(error(format!("'{}' format requires {low} <= number <= {high}", item.letter))),
    }
}
/// Pointers take negative numbers for the upper half of the addresses.
fn pack_pointer(item: &Item, v: Value, out: &mut [u8]) -> Result<(), Raised> {
    let v = int_of(v)?;
    let n = match v.as_int() {
        Some(IntRef::Small(i)) => Some(i as i128),
        Some(IntRef::Big(b)) => i128::try_from(&b.to_big()).ok(),
        None => None,
    };
    match n.filter(|n| (-(1i128 << 63)..1i128 << 64).contains(n)) {
        Some(n) => {
            store(n as u64, item, out);
            Ok(())
        }
        None => Err(overflow_error("int too large to convert to C long")),
    }
}
fn real(v: Value, what: &str) -> Result<f64, Raised> {
    number::to_f64(v).map_err(|_| {
        thread().clear_exception();
        error(format!("required argument is not a {what}"))
    })
}
/// The half-precision form of `f`; `None` if it is too large.
pub fn pack_half(f: f64) -> Option<u16> {
    let sign = (f.to_bits() >> 48) as u16 & 0x8000;
    if f.is_nan() {
        let payload = (f.to_bits() >> 42) as u16 & 0x1ff;
        return Some(sign | 0x7e00 | payload);
    }
    if f.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let (_, m, e) = float_bits::split(f);
    if m == 0 {
        return Some(sign);
    }
    // the exponent of the last place: 10 bits behind the leading one, 2^-24 at least
    let top = 63 - m.leading_zeros() as i32 + e;
    let last = (top - 10).max(-24);
    let shift = last - e;
    let q = if shift <= 0 {
        m << -shift
    } else if shift > 60 {
        0
    } else {
        let (q, rest, half) = (m >> shift, m & ((1 << shift) - 1), 1u64 << (shift - 1));
        q + (rest > half || rest == half && q & 1 == 1) as u64
    };
    // a carry out of the mantissa moves into the exponent by itself
    let bits = if last == -24 && q < 0x400 { q } else { (((last + 24) as u64) << 10) + q };
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}
pub fn half_to_f64(h: u16) -> f64 {
    let (e, m) = ((h >> 10 & 0x1f) as i64, (h & 0x3ff) as u64);
    let f = match e {
        0x1f if m != 0 => f64::from_bits(0x7ff0_0000_0000_0000 | m << 42 | 1 << 51),
        0x1f => f64::INFINITY,
        0 => float_bits::scale(m, false, -24),
        _ => float_bits::scale(m | 0x400, false, e - 25),
    };
    if h & 0x8000 != 0 { -f } else { f }
}
fn store_float(item: &Item, f: f64, size: usize, out: &mut [u8]) -> Result<(), Raised> {
    if size == 8 {
        store(f.to_bits(), item, out);
        return Ok(());
    }
    let single = f as f32;
    if single.is_infinite() && f.is_finite() && !item.native {
        return Err(overflow_error("float too large to pack with f format"));
    }
    store(single.to_bits() as u64, item, out);
    Ok(())
}
fn load_float(item: &Item, b: &[u8]) -> f64 {
    if b.len() == 8 { f64::from_bits(load(item, b)) } else { f32::from_bits(load(item, b) as u32) as f64 }
}

/// Packs one value into `out`, which has the item's size and is zeroed.
pub fn pack(item: &Item, v: Value, out: &mut [u8]) -> Result<(), Raised> {
    match item.code {
        Code::Pad => {}
        Code::Char => match v.cast::<Bytes>().filter(|b| b.len == 1) {
            Some(b) => out[0] = b.as_slice()[0],
            None => return Err(error("char format requires a bytes object of length 1")),
        },
        Code::Int | Code::Uint => pack_int(item, v, out)?,
        Code::Pointer => pack_pointer(item, v, out)?,
        Code::Bool => out[0] = compare::truth(v)? as u8,
        Code::Half => match pack_half(real(v, "float")?) {
            Some(h) => store(h as u64, item, out),
            None => return Err(overflow_error("float too large to pack with e format")),
        },
        Code::Float | Code::Double => store_float(item, real(v, "float")?, item.size, out)?,
        Code::FloatComplex | Code::DoubleComplex => {
            let c = match by_method(v)? {
                Some(c) => c,
                None => (real(v, "complex")?, 0.0),
            };
            let half = item.size / 2;
            store_float(item, c.0, half, &mut out[..half])?;
            store_float(item, c.1, half, &mut out[half..])?;
        }
        Code::Bytes | Code::Pascal => {
            let data = match (v.cast::<Bytes>(), v.cast::<ByteArray>()) {
                (Some(b), _) => b.as_slice(),
                (_, Some(b)) => b.as_slice(),
                _ => return Err(error(format!("argument for '{}' must be a bytes object", item.letter))),
            };
            if item.code == Code::Bytes {
                let n = data.len().min(out.len());
                out[..n].copy_from_slice(&data[..n]);
            } else if !out.is_empty() {
                let n = data.len().min(out.len() - 1);
                out[1..=n].copy_from_slice(&data[..n]);
                out[0] = n.min(255) as u8;
            }
        }
    }
    Ok(())
}

/// The value packed in `b`, which has the item's size.
pub fn unpack(item: &Item, b: &[u8]) -> Res {
    Ok(match item.code {
        Code::Pad => boolean(false),
        Code::Char => Bytes::try_new(b)?.value(),
        Code::Int => {
            let shift = 64 - 8 * item.size as u32;
            Value::int((load(item, b) << shift) as i64 >> shift)
        }
        Code::Uint | Code::Pointer => Value::uint(load(item, b)),
        Code::Bool => boolean(b[0] != 0),
        Code::Half => Value::float(half_to_f64(load(item, b) as u16)),
        Code::Float | Code::Double => Value::float(load_float(item, b)),
        Code::FloatComplex | Code::DoubleComplex => {
            let (re, im) = b.split_at(item.size / 2);
            Complex::new(load_float(item, re), load_float(item, im)).value()
        }
        Code::Bytes => Bytes::try_new(b)?.value(),
        Code::Pascal => {
            let n = b.first().map_or(0, |n| (*n as usize).min(b.len() - 1));
            Bytes::try_new(b.get(1..1 + n).unwrap_or(&[]))?.value()
        }
    })
}
