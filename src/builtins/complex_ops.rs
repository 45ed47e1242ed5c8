//! Arithmetic of complex numbers, with the treatment of infinities that C11 (Annex G) recommends.

use super::exceptions::{overflow_error, zero_division};
use crate::object::Raised;
use crate::object::float::Complex;
use crate::object::value::Value;

/// Real and imaginary part.
pub type C = (f64, f64);

pub fn value(c: C) -> Value {
    Complex::new(c.0, c.1).value()
}
pub fn mul(z: C, w: C) -> C {
    let ((mut a, mut b), (mut c, mut d)) = (z, w);
    let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
    let (x, y) = (ac - bd, ad + bc);
    if !(x.is_nan() && y.is_nan()) {
        return (x, y);
    }
    // an infinite operand makes the product infinite
    let boxed = |v: f64| (v.is_infinite() as u8 as f64).copysign(v);
    let zeroed = |v: f64| if v.is_nan() { 0.0f64.copysign(v) } else { v };
    let mut recalculate = false;
    if a.is_infinite() || b.is_infinite() {
        (a, b, c, d) = (boxed(a), boxed(b), zeroed(c), zeroed(d));
        recalculate = true;
    }
    if c.is_infinite() || d.is_infinite() {
        (c, d, a, b) = (boxed(c), boxed(d), zeroed(a), zeroed(b));
        recalculate = true;
    }
    if !recalculate && (ac.is_infinite() || bd.is_infinite() || ad.is_infinite() || bc.is_infinite()) {
        (a, b, c, d) = (zeroed(a), zeroed(b), zeroed(c), zeroed(d));
        recalculate = true;
    }
    if recalculate { (f64::INFINITY * (a * c - b * d), f64::INFINITY * (a * d + b * c)) } else { (x, y) }
}
/// Smith's method; `Err` for a zero divisor.
pub fn div(z: C, w: C) -> Result<C, Raised> {
    let (br, bi) = (w.0.abs(), w.1.abs());
    let (x, y) = if br >= bi {
        if br == 0.0 {
            return Err(zero_division("division by zero"));
        }
        let ratio = w.1 / w.0;
        let d = w.0 + w.1 * ratio;
        ((z.0 + z.1 * ratio) / d, (z.1 - z.0 * ratio) / d)
    } else if bi >= br {
        let ratio = w.0 / w.1;
        let d = w.0 * ratio + w.1;
        ((z.0 * ratio + z.1) / d, (z.1 * ratio - z.0) / d)
    } else {
        (f64::NAN, f64::NAN)
    };
    if !(x.is_nan() && y.is_nan()) {
        return Ok((x, y));
    }
    let boxed = |v: f64| (v.is_infinite() as u8 as f64).copysign(v);
    if (z.0.is_infinite() || z.1.is_infinite()) && w.0.is_finite() && w.1.is_finite() {
        let (a, b) = (boxed(z.0), boxed(z.1));
        return Ok((f64::INFINITY * (a * w.0 + b * w.1), f64::INFINITY * (b * w.0 - a * w.1)));
    }
    if (br.is_infinite() || bi.is_infinite()) && z.0.is_finite() && z.1.is_finite() {
        let (c, d) = (boxed(w.0), boxed(w.1));
        return Ok((0.0 * (z.0 * c + z.1 * d), 0.0 * (z.1 * c - z.0 * d)));
    }
    Ok((x, y))
}
/// A real number divided by a complex one.
pub fn real_div(a: f64, w: C) -> Result<C, Raised> {
    let (br, bi) = (w.0.abs(), w.1.abs());
    let (x, y) = if br >= bi {
        if br == 0.0 {
            return Err(zero_division("division by zero"));
        }
        let ratio = w.1 / w.0;
        let d = w.0 + w.1 * ratio;
        (a / d, (-a * ratio) / d)
    } else if bi >= br {
        let ratio = w.0 / w.1;
        let d = w.0 * ratio + w.1;
        ((a * ratio) / d, -a / d)
    } else {
        (f64::NAN, f64::NAN)
    };
    if x.is_nan() && y.is_nan() {
        let boxed = |v: f64| (v.is_infinite() as u8 as f64).copysign(v);
        if a.is_infinite() && w.0.is_finite() && w.1.is_finite() {
            let a = boxed(a);
            return Ok((f64::INFINITY * (a * w.0), f64::INFINITY * (-a * w.1)));
        }
        if (br.is_infinite() || bi.is_infinite()) && a.is_finite() {
            let (c, d) = (boxed(w.0), boxed(w.1));
            return Ok((0.0 * (a * c), 0.0 * (-a * d)));
        }
    }
    Ok((x, y))
}
/// `OverflowError` for a result that is infinite though the operands were not meant to be.
fn checked(c: C) -> Result<C, Raised> {
    if c.0.is_infinite() || c.1.is_infinite() { Err(overflow_error("complex exponentiation")) } else { Ok(c) }
}
pub fn pow(z: C, w: C) -> Result<C, Raised> {
    if w.1 == 0.0 && w.0 == w.0.floor() && w.0.abs() <= 100.0 {
        let n = w.0.abs() as u32;
        let p = power(z, n);
        if w.0 > 0.0 || n == 0 {
            return checked(p);
        }
        if z == (0.0, 0.0) || p == (0.0, 0.0) {
            return Err(zero_division("zero to a negative or complex power"));
        }
        return checked(div((1.0, 0.0), p)?);
    }
    if w == (0.0, 0.0) {
        return Ok((1.0, 0.0));
    }
    if z == (0.0, 0.0) {
        if w.1 != 0.0 || w.0 < 0.0 {
            return Err(zero_division("zero to a negative or complex power"));
        }
        return Ok((0.0, 0.0));
    }
    let length = z.0.hypot(z.1);
    let angle = z.1.atan2(z.0);
    let mut r = length.powf(w.0);
    let mut phase = angle * w.0;
    if w.1 != 0.0 {
        r *= (-angle * w.1).exp();
        phase += w.1 * length.ln();
    }
    checked((r * phase.cos(), r * phase.sin()))
}
/// `z ** n` by squaring.
fn power(z: C, n: u32) -> C {
    let (mut r, mut p, mut left) = ((1.0, 0.0), z, n);
    while left > 0 {
        if left & 1 == 1 {
            r = mul(r, p);
        }
        left >>= 1;
        if left > 0 {
            p = mul(p, p);
        }
    }
    r
}
/// `abs(z)`
pub fn abs(z: C) -> Result<f64, Raised> {
    let r = z.0.hypot(z.1);
    if r.is_infinite() && z.0.is_finite() && z.1.is_finite() {
        return Err(overflow_error("absolute value too large"));
    }
    Ok(r)
}
