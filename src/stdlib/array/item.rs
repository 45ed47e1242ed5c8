//! Type codes of arrays, and conversion between values and items in memory.

use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::util::class_name;
use crate::object::Raised;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::protocol::number;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Code {
    I8,
    U8,
    /// `u`
    Wide,
    /// `w`
    Point,
    I16,
    U16,
    I32,
    U32,
    Long,
    ULong,
    I64,
    U64,
    F32,
    F64,
}
const ALL: [(Code, &str, usize); 14] = [
    (Code::I8, "b", 1),
    (Code::U8, "B", 1),
    (Code::Wide, "u", 4),
    (Code::Point, "w", 4),
    (Code::I16, "h", 2),
    (Code::U16, "H", 2),
    (Code::I32, "i", 4),
    (Code::U32, "I", 4),
    (Code::Long, "l", 8),
    (Code::ULong, "L", 8),
    (Code::I64, "q", 8),
    (Code::U64, "Q", 8),
    (Code::F32, "f", 4),
    (Code::F64, "d", 8),
];
impl Code {
    pub fn text(self) -> &'static str {
        ALL[self as usize].1
    }
    pub fn size(self) -> usize {
        ALL[self as usize].2
    }
    pub fn is_text(self) -> bool {
        matches!(self, Code::Wide | Code::Point)
    }
    /// A type code argument.
    pub fn parse(v: Value, function: &str, position: usize) -> Result<Code, Raised> {
        let what =
            match v.cast::<Str>() {
                Some(s) if s.len() == 1 => {
                    return ALL.iter().find(|c| s.is_text(c.1)).map(|c| c.0).ok_or_else(|| {
                        value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
                    });
                }
                Some(s) => format!("a string of length {}", s.len()),
                None => class_name(v),
            };
        Err(type_error(format!("{function}() argument {position} must be a unicode character, not {what}")))
    }
    pub fn decode(self, b: &[u8]) -> Value {
        let mut w = [0u8; 8];
        w[..b.len()].copy_from_slice(b);
        let u = u64::from_le_bytes(w);
        match self {
            Code::I8 => Value::small(u as u8 as i8 as i64),
            Code::I16 => Value::small(u as u16 as i16 as i64),
            Code::I32 => Value::small(u as u32 as i32 as i64),
            Code::Long | Code::I64 => Value::int(u as i64),
            Code::U8 | Code::U16 | Code::U32 => Value::small(u as i64),
            Code::ULong | Code::U64 => Value::uint(u),
            Code::F32 => Value::float(f32::from_bits(u as u32) as f64),
            Code::F64 => Value::float(f64::from_bits(u)),
            Code::Wide | Code::Point => match Str::from_u32s(&[(u as u32).min(0x10ffff)]) {
                Ok(s) => s.value(),
                Err(_) => Str::empty().value(),
            },
        }
    }
    /// The item's bytes at the start of the result.
    pub fn encode(self, v: Value) -> Result<[u8; 8], Raised> {
        Ok(match self {
            Code::F32 => {
                let mut out = [0; 8];
                out[..4].copy_from_slice(&(number::to_f64(v)? as f32).to_le_bytes());
                out
            }
            Code::F64 => number::to_f64(v)?.to_le_bytes(),
            Code::Wide | Code::Point => {
                let what = match v.cast::<Str>() {
                    Some(s) if s.len() == 1 => return Ok((s.point(0) as u64).to_le_bytes()),
                    Some(s) => format!("a string of length {}", s.len()),
                    None => class_name(v),
                };
                return Err(type_error(format!("array item must be a unicode character, not {what}")));
            }
            _ => self.encode_int(v)?.to_le_bytes(),
        })
    }
    fn encode_int(self, v: Value) -> Result<u64, Raised> {
        let v = number::index(v)?;
        let i = match v.as_int() {
            Some(IntRef::Small(i)) => Some(i),
            Some(b) => b.to_i64(),
            None => None,
        };
        let negative = v.as_int().is_some_and(|i| i.is_negative());
        let long = || i.ok_or_else(|| overflow_error("Python int too large to convert to C long"));
        let within = |low: i64, high: i64, what: &str| -> Result<u64, Raised> {
            let i = long()?;
            if i < low {
                Err(overflow_error(format!("{what} is less than minimum")))
            } else if i > high {
                Err(overflow_error(format!("{what} is greater than maximum")))
            } else {
                Ok(i as u64)
            }
        };
        let short = || within(-0x8000, 0x7fff, "signed short integer");
        let unsigned = || -> Option<u64> {
            match v.as_int()? {
                IntRef::Small(i) => u64::try_from(i).ok(),
                b => u64::try_from(&b.to_big()).ok(),
            }
        };
        match self {
            Code::I8 => short().and_then(|_| within(-128, 127, "signed char")),
            Code::U8 => short().and_then(|_| within(0, 255, "unsigned byte integer")),
            Code::I16 => short(),
            Code::U16 => within(i32::MIN as i64, i32::MAX as i64, "signed integer")
                .and_then(|_| within(0, 0xffff, "unsigned short")),
            Code::I32 => within(i32::MIN as i64, i32::MAX as i64, "signed integer"),
            Code::Long => long().map(|i| i as u64),
            Code::U32 | Code::ULong => {
                if negative {
                    return Err(overflow_error("can't convert negative value to unsigned int"));
                }
                let u =
                    unsigned().ok_or_else(|| overflow_error("Python int too large to convert to C unsigned long"))?;
                if self == Code::U32 && u > u32::MAX as u64 {
                    return Err(overflow_error("unsigned int is greater than maximum"));
                }
                Ok(u)
            }
            Code::I64 => i.map(|i| i as u64).ok_or_else(|| overflow_error("int too big to convert")),
            _ if negative => Err(overflow_error("can't convert negative int to unsigned")),
            _ => unsigned().ok_or_else(|| overflow_error("int too big to convert")),
        }
    }
}
