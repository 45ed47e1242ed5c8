//! Items of `memoryview`: native single-character formats, read and written as Python objects.

use super::exceptions::{Exc, type_error, value_error};
use super::memoryview::MemoryView;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::{call, compare, number};
use crate::thread::thread;

/// A native format; code 0 is a format that views cannot read item by item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    pub code: u8,
}
impl Item {
    pub const UNKNOWN: Item = Item { code: 0 };
    pub fn parse(format: &str) -> Option<Item> {
        match format.strip_prefix('@').unwrap_or(format).as_bytes() {
            [
                c @ (b'c' | b'b' | b'B' | b'?' | b'h' | b'H' | b'i' | b'I' | b'l' | b'L' | b'q' | b'Q' | b'n' | b'N'
                | b'e' | b'f' | b'd' | b'P'),
            ] => Some(Item { code: *c }),
            _ => None,
        }
    }
    pub fn size(self) -> usize {
        match self.code {
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => 1,
        }
    }
    pub fn is_byte(self) -> bool {
        matches!(self.code, b'b' | b'B' | b'c')
    }
    /// Smallest and largest int of an integer format.
    fn int_range(self) -> Option<(i128, i128)> {
        let bits = self.size() as u32 * 8;
        match self.code {
            b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1)),
            b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' | b'P' => Some((0, (1 << bits) - 1)),
            _ => None,
        }
    }
}

/// An item as a number, for comparisons without objects.
#[derive(PartialEq)]
enum Plain {
    Int(i128),
    Float(f64),
    Byte(u8),
}
fn plain(item: Item, b: &[u8]) -> Plain {
    let mut wide = [0u8; 8];
    let n = b.len().min(8);
    wide[..n].copy_from_slice(&b[..n]);
    let u = u64::from_le_bytes(wide);
    let bits = n as u32 * 8;
    match item.code {
        b'c' => Plain::Byte(b[0]),
        b'?' => Plain::Int((b[0] != 0) as i128),
        b'e' => Plain::Float(half_to_f64(u as u16)),
        b'f' => Plain::Float(f32::from_bits(u as u32) as f64),
        b'd' => Plain::Float(f64::from_bits(u)),
        b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => Plain::Int(((u << (64 - bits)) as i64 >> (64 - bits)) as i128),
        _ => Plain::Int(u as i128),
    }
}
pub fn unpack_item(item: Item, b: &[u8]) -> Res {
    Ok(match plain(item, b) {
        Plain::Byte(c) => Bytes::new(&[c]).value(),
        Plain::Float(f) => Value::float(f),
        Plain::Int(i) if item.code == b'?' => boolean(i != 0),
        Plain::Int(i) => match i64::try_from(i) {
            Ok(i) => Value::int(i),
            Err(_) => Value::uint(i as u64),
        },
    })
}
pub fn pack_item(item: Item, v: Value, out: &mut [u8]) -> Result<(), Raised> {
    let code = item.code as char;
    let bad_type = || type_error(format!("memoryview: invalid type for format '{code}'"));
    let bad_value = || value_error(format!("memoryview: invalid value for format '{code}'"));
    if let Some((min, max)) = item.int_range() {
        if !number::has_index(v) {
            return Err(bad_type());
        }
        let i = match number::index(v)?.as_int() {
            Some(IntRef::Small(i)) => i as i128,
            Some(IntRef::Big(b)) => i128::try_from(&b.to_big()).map_err(|_| bad_value())?,
            None => return Err(bad_type()),
        };
        if i < min || i > max {
            return Err(bad_value());
        }
        let n = out.len();
        out.copy_from_slice(&(i as u64).to_le_bytes()[..n]);
        return Ok(());
    }
    match item.code {
        b'?' => out[0] = compare::truth(v)? as u8,
        b'c' => match v.cast::<Bytes>().map(|b| b.as_slice()) {
            Some([c]) => out[0] = *c,
            Some(_) => return Err(bad_value()),
            None => return Err(bad_type()),
        },
        _ => {
            let f = match number::to_f64(v) {
                Ok(f) => f,
                Err(Raised) if thread().catch(Exc::TypeError) => return Err(bad_type()),
                Err(e) => return Err(e),
            };
            match item.code {
                b'd' => out.copy_from_slice(&f.to_le_bytes()),
                b'f' => {
                    if f.is_finite() && (f as f32).is_infinite() {
                        return Err(bad_value());
                    }
                    out.copy_from_slice(&(f as f32).to_le_bytes());
                }
                _ => out.copy_from_slice(&f64_to_half(f).ok_or_else(bad_value)?.to_le_bytes()),
            }
        }
    }
    Ok(())
}
/// Do two runs of items hold equal numbers, one by one?
pub fn compare_items(a: Item, x: &[u8], b: Item, y: &[u8]) -> bool {
    if a == b && !matches!(a.code, b'e' | b'f' | b'd' | b'?') {
        return x == y;
    }
    x.chunks_exact(a.size()).zip(y.chunks_exact(b.size())).all(|(x, y)| match (plain(a, x), plain(b, y)) {
        (Plain::Int(i), Plain::Float(f)) | (Plain::Float(f), Plain::Int(i)) => {
            f == f.trunc() && f.abs() < 1e30 && f as i128 == i
        }
        (p, q) => p == q,
    })
}
/// As `compare_items` where a format is none of the native ones: by the `struct` module, item by item.
pub fn compare_unknown(m: Gc<MemoryView>, o: Gc<MemoryView>) -> Result<bool, Raised> {
    if !m.format.gc().same(o.format.gc()) {
        return Ok(false);
    }
    let import = super::util::builtin("__import__")?;
    let module = call::call(import, &[Str::intern("struct").value()])?;
    let (mut x, mut y) = (vec![], vec![]);
    super::memoryview::copy_out(m, &mut x);
    super::memoryview::copy_out(o, &mut y);
    let unpack = |b: &[u8]| -> Option<Value> {
        call::call_method(module, "unpack", &[m.format.gc().value(), Bytes::new(b).value()]).ok()
    };
    for (x, y) in x.chunks_exact(m.itemsize.get()).zip(y.chunks_exact(o.itemsize.get())) {
        let (Some(a), Some(b)) = (unpack(x), unpack(y)) else {
            // a format that nobody understands: such views are never equal
            thread().clear_exception();
            return Ok(false);
        };
        if !compare::eq(a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// IEEE 754 binary16.
pub fn half_to_f64(h: u16) -> f64 {
    let sign = if h & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (e, m) = ((h >> 10 & 31) as i32, (h & 0x3ff) as f64);
    match e {
        0 => sign * m * 2f64.powi(-24),
        31 if m == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN.copysign(sign),
        _ => sign * (1.0 + m / 1024.0) * 2f64.powi(e - 15),
    }
}
/// Rounded to nearest, ties to even; `None` if too large.
pub fn f64_to_half(f: f64) -> Option<u16> {
    let sign = if f.is_sign_negative() { 0x8000 } else { 0 };
    if f.is_nan() {
        return Some(sign | 0x7e00);
    }
    if f.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let a = f.abs();
    if a == 0.0 {
        return Some(sign);
    }
    // in units of the last place: 2^-24 for subnormal numbers, 2^(e-10) otherwise
    let e = crate::object::hash::frexp(a).1 - 1;
    let unit = 2f64.powi((e - 10).max(-24));
    let q = (a / unit).round_ties_even();
    if e < -14 {
        return Some(sign | q as u16);
    }
    // a carry out of the mantissa raises the exponent by itself
    let bits = (((e + 15) as u32) << 10) + (q as u32 - 1024);
    (bits < 0x7c00).then_some(sign | bits as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn halves_round_to_even() {
        for (f, h) in [
            (0.0, 0),
            (1.0, 0x3c00),
            (65504.0, 0x7bff),
            (6e-8, 1),
            (2.0f64.powi(-25), 0),
            (-2.0, 0xc000),
            (65519.0, 0x7bff),
        ] {
            assert_eq!(f64_to_half(f), Some(h), "{f}");
        }
        assert_eq!(f64_to_half(65520.0), None);
        for h in (0..0x7c00u16).step_by(7) {
            assert_eq!(f64_to_half(half_to_f64(h)), Some(h));
        }
    }
}
