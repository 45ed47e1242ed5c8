//! Exact conversions between doubles and integers: correctly rounded scaling, splitting, comparison, parsing from digits.
//!
//! Promise: every function rounds once, half to even, subnormal results included.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::object::int::IntRef;

/// `m * 2^e`, rounded once; `sticky` says that `m` stands for something a little above it.
pub fn scale(m: u64, sticky: bool, e: i64) -> f64 {
    if m == 0 {
        return 0.0;
    }
    let n = 64 - m.leading_zeros() as i64;
    let top = n - 1 + e;
    if top > 1023 {
        return f64::INFINITY;
    }
    let precision = if top >= -1022 { 53 } else { 53 - (-1022 - top) };
    if precision < 0 {
        return 0.0;
    }
    let drop = n - precision;
    if drop <= 0 {
        return exact(m, e);
    }
    if drop >= 64 {
        // only half of the least subnormal is as far right as this
        return if m > 1 << 63 || sticky && m == 1 << 63 { exact(1, e + drop) } else { 0.0 };
    }
    let rest = m & ((1u64 << drop) - 1);
    let half = 1u64 << (drop - 1);
    let mut q = m >> drop;
    if rest > half || rest == half && (sticky || q & 1 == 1) {
        q += 1;
    }
    exact(q, e + drop)
}
/// `m * 2^e` where that is a double (or overflows); `m` has at most 54 bits.
fn exact(m: u64, e: i64) -> f64 {
    if m == 0 {
        return 0.0;
    }
    let n = 64 - m.leading_zeros() as i64;
    let top = n - 1 + e;
    if top > 1023 {
        return f64::INFINITY;
    }
    let shifted = |s: i64| if s >= 0 { m << s } else { m >> -s };
    f64::from_bits(if top >= -1022 {
        ((top + 1023) as u64) << 52 | shifted(53 - n) & ((1 << 52) - 1)
    } else {
        shifted(e + 1074)
    })
}
/// `f * 2^e`, rounded once.
pub fn ldexp(f: f64, e: i64) -> f64 {
    if f == 0.0 || !f.is_finite() {
        return f;
    }
    let (neg, m, x) = split(f);
    let r = scale(m, false, x as i64 + e.clamp(-5000, 5000));
    if neg { -r } else { r }
}
/// Sign, mantissa and exponent of a finite double: `±m * 2^e`, exactly.
pub fn split(f: f64) -> (bool, u64, i32) {
    let b = f.to_bits();
    let (e, m) = ((b >> 52 & 0x7ff) as i32, b & ((1 << 52) - 1));
    (b >> 63 != 0, if e == 0 { m } else { m | 1 << 52 }, e.max(1) - 1075)
}
/// The top 64 bits of a number, whether anything but zeros follows, and the power of two they stand at.
pub fn top_bits(u: &UBig) -> (u64, bool, i64) {
    let w = u.as_words();
    let Some((&top, rest)) = w.split_last() else { return (0, false, 0) };
    let Some((&next, rest)) = rest.split_last() else { return (top, false, 0) };
    let z = top.leading_zeros();
    let m = if z == 0 { top } else { top << z | next >> (64 - z) };
    let lost = if z == 0 { next } else { next << z };
    (m, lost != 0 || rest.iter().any(|x| *x != 0), (w.len() as i64 - 1) * 64 - z as i64)
}
/// An int as a double, correctly rounded; infinite if it is too large.
pub fn int_to_f64(i: IntRef) -> f64 {
    match i {
        IntRef::Small(i) => i as f64,
        IntRef::Big(b) => {
            let (m, sticky, e) = top_bits(&UBig::from_words(b.limbs()));
            let f = scale(m, sticky, e);
            if b.is_negative() { -f } else { f }
        }
    }
}
/// The integer part of a finite double.
pub fn f64_to_int(f: f64) -> IBig {
    let (neg, m, e) = split(f);
    let m = if e < -63 {
        IBig::ZERO
    } else if e < 0 {
        IBig::from(m >> -e)
    } else {
        IBig::from(m) << e as usize
    };
    if neg { -m } else { m }
}
/// The sign, numerator, and denominator's power of two of a finite double in lowest terms.
pub fn ratio(f: f64) -> (IBig, usize) {
    let (neg, mut m, mut e) = split(f);
    if m == 0 {
        return (IBig::ZERO, 0);
    }
    let z = m.trailing_zeros() as i32;
    m >>= z;
    e += z;
    let (n, d) = if e >= 0 { (IBig::from(m) << e as usize, 0) } else { (IBig::from(m), -e as usize) };
    (if neg { -n } else { n }, d)
}
/// Compares exactly; `None` for NaN.
pub fn compare_int(i: IntRef, f: f64) -> Option<Ordering> {
    if f.is_nan() {
        return None;
    }
    match i {
        IntRef::Small(i) => {
            if i.unsigned_abs() < 1 << 53 {
                return (i as f64).partial_cmp(&f);
            }
            if f >= 9.3e18 {
                return Some(Ordering::Less);
            }
            if f <= -9.3e18 {
                return Some(Ordering::Greater);
            }
            let t = f.trunc();
            Some((i as i128).cmp(&(t as i128)).then_with(|| 0.0f64.total_cmp(&(f - t + 0.0))))
        }
        IntRef::Big(b) => {
            let negative = b.is_negative();
            if f.is_infinite() || f.abs() < 4e18 {
                let below = if f.is_infinite() { f > 0.0 } else { negative };
                return Some(if below { Ordering::Less } else { Ordering::Greater });
            }
            Some(b.to_big().cmp(&f64_to_int(f)))
        }
    }
}
/// `a / b` correctly rounded (`b` not zero); infinite if too large.
pub fn divide(a: &IBig, b: &IBig) -> f64 {
    let ((sa, wa), (sb, wb)) = (a.as_sign_words(), b.as_sign_words());
    let negative = (sa == dashu_int::Sign::Negative) != (sb == dashu_int::Sign::Negative);
    let f = divide_magnitudes(UBig::from_words(wa), UBig::from_words(wb));
    if negative { -f } else { f }
}
fn divide_magnitudes(a: UBig, b: UBig) -> f64 {
    use dashu_int::ops::{BitTest, DivRem};
    if a.is_zero() {
        return 0.0;
    }
    let d = a.bit_len() as i64 - b.bit_len() as i64;
    if d > 1025 {
        return f64::INFINITY;
    }
    if d < -1080 {
        return 0.0;
    }
    // a quotient of 62 or 63 bits: more than the 55 that rounding needs
    let shift = 62 - d;
    let (a, b) = if shift >= 0 { (a << shift as usize, b) } else { (a, b << -shift as usize) };
    let (q, r) = a.div_rem(b);
    let (m, sticky, e) = top_bits(&q);
    scale(m, sticky || !r.is_zero(), e - shift)
}
