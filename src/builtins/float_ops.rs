//! Arithmetic of floats as Python defines it, where it differs from the machine's: division, remainder, power, rounding.

use dashu_int::IBig;

use super::exceptions::{Exc, overflow_error, raise_args, zero_division};
use super::{complex_ops, float_bits, int, int_ops};
use crate::object::float::Float;
use crate::object::int::Bool;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::number::BinOp;

#[cold]
fn division_by_zero() -> Raised {
    zero_division("division by zero")
}
pub fn truediv(a: f64, b: f64) -> Result<f64, Raised> {
    if b == 0.0 { Err(division_by_zero()) } else { Ok(a / b) }
}
/// Remainder with the sign of the divisor.
pub fn modulo(a: f64, b: f64) -> Result<f64, Raised> {
    if b == 0.0 {
        return Err(division_by_zero());
    }
    let r = a % b;
    Ok(if r == 0.0 {
        0.0f64.copysign(b)
    } else if (r < 0.0) != (b < 0.0) {
        r + b
    } else {
        r
    })
}
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), Raised> {
    let r = a % b;
    let m = modulo(a, b)?;
    // a - r is a multiple of b, so this is within rounding of a whole number
    let q = (a - r) / b - if r != 0.0 && m != r { 1.0 } else { 0.0 };
    let q = if q == 0.0 {
        0.0f64.copysign(a / b)
    } else {
        let f = q.floor();
        if q - f > 0.5 { f + 1.0 } else { f }
    };
    Ok((q, m))
}
/// What C reports as `ERANGE`.
#[cold]
pub fn range_error() -> Raised {
    raise_args(Exc::OverflowError, &[Value::small(34), Str::new("Numerical result out of range").value()])
}
/// `a ** b`; a complex number for a negative base and a fractional exponent.
pub fn pow(a: f64, b: f64) -> Res {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(zero_division("zero to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return complex_ops::pow((a, 0.0), (b, 0.0)).map(complex_ops::value);
    }
    let r = a.powf(b);
    if r.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(range_error());
    }
    Ok(Value::float(r))
}
/// `a op b`; `None` for operators floats do not have.
pub fn binary(op: BinOp, a: f64, b: f64) -> Option<Res> {
    Some(match op {
        BinOp::Add => Ok(Value::float(a + b)),
        BinOp::Sub => Ok(Value::float(a - b)),
        BinOp::Mul => Ok(Value::float(a * b)),
        BinOp::TrueDiv => truediv(a, b).map(Value::float),
        BinOp::FloorDiv => divmod(a, b).map(|d| Value::float(d.0)),
        BinOp::Mod => modulo(a, b).map(Value::float),
        BinOp::DivMod => {
            divmod(a, b).and_then(|(q, r)| Ok(Tuple::try_new(&[Value::float(q), Value::float(r)])?.value()))
        }
        BinOp::Pow => pow(a, b),
        _ => return None,
    })
}
/// A value of class `float` exactly.
#[inline]
pub fn as_exact(v: Value) -> Option<f64> {
    match v.as_float_imm() {
        Some(f) => Some(f),
        None => v.exact::<Float>().map(|f| f.value),
    }
}
/// Arithmetic on values that are exactly `int` or `float`; `None`: some other class, or no such operator.
#[inline]
pub fn exact_binary(op: BinOp, a: Value, b: Value) -> Option<Res> {
    let (a, b) = match op {
        // of two bools these make a bool
        BinOp::And | BinOp::Or | BinOp::Xor => (a, b),
        _ => (bool_as_int(a), bool_as_int(b)),
    };
    if let Some(x) = int_ops::as_exact(a) {
        if let Some(y) = int_ops::as_exact(b) {
            return int_ops::binary(op, x, y);
        }
        let y = as_exact(b)?;
        return match crate::protocol::number::int_to_f64(x) {
            Ok(x) => binary(op, x, y),
            Err(e) if has(op) => Some(Err(e)),
            Err(_) => {
                crate::thread::thread().clear_exception();
                None
            }
        };
    }
    let x = as_exact(a)?;
    if let Some(y) = as_exact(b) {
        return binary(op, x, y);
    }
    let y = int_ops::as_exact(b)?;
    match crate::protocol::number::int_to_f64(y) {
        Ok(y) => binary(op, x, y),
        Err(e) if has(op) => Some(Err(e)),
        Err(_) => {
            crate::thread::thread().clear_exception();
            None
        }
    }
}
#[inline]
fn bool_as_int(v: Value) -> Value {
    match v.exact::<Bool>() {
        Some(b) => Value::small(b.truth as i64),
        None => v,
    }
}
fn has(op: BinOp) -> bool {
    matches!(
        op,
        BinOp::Add
            | BinOp::Sub
            | BinOp::Mul
            | BinOp::TrueDiv
            | BinOp::FloorDiv
            | BinOp::Mod
            | BinOp::DivMod
            | BinOp::Pow
    )
}

/// `round(f)`: half to even.
pub fn round_int(f: f64) -> Res {
    int::from_f64(f.round_ties_even())
}
/// `round(f, n)`: the exact value rounded half to even in decimal.
pub fn round_digits(f: f64, n: i64) -> Result<f64, Raised> {
    // beyond these, every digit stays or none does
    if !f.is_finite() || n > 323 {
        return Ok(f);
    }
    if n < -308 {
        return Ok(0.0 * f);
    }
    if n >= 0 {
        return Ok(format!("{:.*}", n as usize, f).parse().unwrap_or(f));
    }
    let (negative, m, e) = float_bits::split(f);
    let (mut num, mut den) = (IBig::from(m), IBig::from(10).pow(n.unsigned_abs() as usize));
    if e >= 0 {
        num <<= e as usize;
    } else {
        den <<= -e as usize;
    }
    let (q, r) = int_ops::div_rem_floor(&num, &den);
    let twice: IBig = r * 2;
    let odd = q.as_sign_words().1.first().is_some_and(|w| w & 1 == 1);
    let up = twice > den || twice == den && odd;
    let q = (if up { q + IBig::ONE } else { q }) * IBig::from(10).pow(n.unsigned_abs() as usize);
    let v = float_bits::divide(&q, &IBig::ONE);
    if v.is_infinite() {
        return Err(overflow_error("rounded value too large to represent"));
    }
    Ok(if negative { -v } else { v })
}
