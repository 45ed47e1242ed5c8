//! Floats as decimal text: shortest round-trip digits, and correctly rounded digits at any precision.
//!
//! The digits come from Rust's formatter, which is exact (shortest digits that read back, or correctly rounded, ties to
//! even); this file lays them out as Python does.

use super::int_text::Digits;

/// No double has more digits behind the point, or more significant digits, than this.
const MAX_DIGITS: usize = 1100;

/// How `layout` presents a number.
#[derive(Clone, Copy, Default)]
pub struct Style {
    /// `.0` behind results that look like ints.
    pub add_dot_0: bool,
    /// A point always, and trailing zeros of `g` kept.
    pub alternate: bool,
    /// No sign for results that round to zero.
    pub no_negative_zero: bool,
    pub upper: bool,
}

/// Decimal digits (no leading zero unless the number is 0) of `|f|`, and the position of the point: 0.d1d2d3… × 10^point.
fn digits_of(text: String) -> (Vec<u8>, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    (digits, exponent + 1)
}
/// The shortest digits that read back; of those the nearest to `f`, and of two equally near the even ones.
fn shortest(f: f64) -> (Vec<u8>, i32) {
    let (d, p) = digits_of(format!("{:e}", f.abs()));
    // Rust's formatter rounds such ties up; only long expansions can end in one
    if d.len() >= 15 {
        let nearest = format!("{:.*e}", d.len() - 1, f.abs());
        if nearest.parse() == Ok(f.abs()) {
            return digits_of(nearest);
        }
    }
    (d, p)
}
fn significant(f: f64, n: usize) -> (Vec<u8>, i32) {
    let p = n.clamp(1, MAX_DIGITS) - 1;
    let (mut d, point) = digits_of(format!("{:.*e}", p, f.abs()));
    if f == 0.0 {
        return (vec![b'0'; n.max(1)], 1);
    }
    d.resize(n.max(1), b'0');
    (d, point)
}

/// `repr(f)`
pub fn float_repr(f: f64) -> String {
    float_text(f, b'r', 0, Style { add_dot_0: true, ..Style::default() })
}

/// The text of `f` in one of the codes `r` (shortest), `e`, `f`, `g`, with a `-` in front if negative.
pub fn float_text(f: f64, code: u8, precision: usize, style: Style) -> String {
    if !f.is_finite() {
        let t = if f.is_nan() {
            "nan"
        } else if f < 0.0 {
            "-inf"
        } else {
            "inf"
        };
        return if style.upper { t.to_uppercase() } else { t.into() };
    }
    let (digits, point, use_exp, min_digits) = match code {
        b'f' => return fixed(f, precision, style),
        b'e' => {
            let (d, p) = significant(f, precision.saturating_add(1));
            let n = d.len();
            (d, p, true, n)
        }
        b'g' => {
            let precision = precision.max(1);
            let (mut d, p) = significant(f, precision);
            let keep = if style.alternate { precision } else { 0 };
            while d.len() > keep.max(1) && d.last() == Some(&b'0') {
                d.pop();
            }
            let limit = precision as i64 - style.add_dot_0 as i64;
            (d, p, p <= -4 || p as i64 > limit, keep)
        }
        _ => {
            let (d, p) = if f == 0.0 { (vec![b'0'], 1) } else { shortest(f) };
            (d, p, p <= -4 || p > 16, 0)
        }
    };
    let negative = f.is_sign_negative() && !(style.no_negative_zero && digits.iter().all(|d| *d == b'0'));
    let mut out = String::with_capacity(digits.len() + 24);
    if negative {
        out.push('-');
    }
    let point_at = if use_exp { 1 } else { point };
    lay_digits(&mut out, &digits, point_at, min_digits as i64);
    let has_point = out.contains('.');
    if !has_point && style.add_dot_0 && !use_exp {
        out.push_str(".0");
    } else if !has_point && style.alternate {
        out.push('.');
    }
    if use_exp {
        let e = point - 1;
        out.push(if style.upper { 'E' } else { 'e' });
        out.push(if e < 0 { '-' } else { '+' });
        out.push_str(&format!("{:02}", e.abs()));
    }
    out
}
/// Digits with the point behind the first `point` of them, zeros put in where there are none.
fn lay_digits(out: &mut String, digits: &[u8], point: i32, min_digits: i64) {
    let digit = |i: i64| if i < 0 { '0' } else { digits.get(i as usize).map_or('0', |d| *d as char) };
    let end = (digits.len() as i64).max(min_digits);
    if point <= 0 {
        out.push_str("0.");
        (point as i64..0).for_each(|_| out.push('0'));
        (0..end).for_each(|i| out.push(digit(i)));
        return;
    }
    (0..point as i64).for_each(|i| out.push(digit(i)));
    if end > point as i64 {
        out.push('.');
        (point as i64..end).for_each(|i| out.push(digit(i)));
    }
}
/// `|f|` in decimal with so many digits behind the point: what is before it, and those digits, where that can be computed in 128 bits.
pub fn fixed_digits(f: f64, precision: usize) -> Option<(u64, u64)> {
    const TENS: [u64; 16] = {
        let mut t = [1; 16];
        let mut i = 1;
        while i < t.len() {
            t[i] = t[i - 1] * 10;
            i += 1;
        }
        t
    };
    let ten = *TENS.get(precision)?;
    let bits = f.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    // |f| = mantissa / 2^shift
    let (mantissa, shift) = (bits & ((1 << 52) - 1) | 1 << 52, 1075 - exponent);
    if f == 0.0 {
        return Some((0, 0));
    }
    if exponent == 0 || !(1..=74).contains(&shift) {
        return None;
    }
    let scaled = mantissa as u128 * ten as u128;
    let (mut n, rest) = (u64::try_from(scaled >> shift).ok()?, scaled & ((1 << shift) - 1));
    let half = 1u128 << (shift - 1);
    if rest > half || rest == half && n & 1 == 1 {
        n += 1;
    }
    Some((n / ten, n % ten))
}
fn fixed_short(f: f64, precision: usize) -> Option<String> {
    let (whole, fraction) = fixed_digits(f, precision)?;
    let mut out = String::with_capacity(40);
    out.push_str(Digits::of_small(whole as i64, 10).as_str());
    if precision > 0 {
        let digits = Digits::of_small(fraction as i64, 10);
        let digits = digits.as_str();
        out.push('.');
        (digits.len()..precision).for_each(|_| out.push('0'));
        out.push_str(digits);
    }
    Some(out)
}
fn fixed(f: f64, precision: usize, style: Style) -> String {
    let mut t = fixed_short(f, precision).unwrap_or_else(|| fixed_long(f, precision));
    if precision == 0 && style.alternate {
        t.push('.');
    }
    let negative = f.is_sign_negative() && !(style.no_negative_zero && t.bytes().all(|c| c == b'0' || c == b'.'));
    if negative {
        t.insert(0, '-');
    }
    t
}
fn fixed_long(f: f64, precision: usize) -> String {
    let mut t = format!("{:.*}", precision.min(MAX_DIGITS), f.abs());
    t.extend(std::iter::repeat_n('0', precision.saturating_sub(MAX_DIGITS)));
    t
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn shortest_repr_and_its_thresholds() {
        for (f, t) in [
            (0.1, "0.1"),
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(float_repr(f), t);
        }
    }
    #[test]
    fn rounding_is_exact_at_any_precision() {
        let s = Style::default();
        let mut seed = 88172645463325252u64;
        for i in 0..20000 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let f = match i % 4 {
                0 => (seed % 100000) as f64 / 8.0,
                1 => (seed % 1000) as f64 / 7.0,
                2 => f64::from_bits(seed % (80 << 52) + (990 << 52)),
                _ => (seed % 100000) as f64 / 1000.0 + 0.0005,
            };
            let p = (seed >> 40) as usize % 17;
            assert_eq!(fixed(f, p, s), fixed_long(f, p), "{f:?} {p}");
        }
        assert_eq!(float_text(2.5, b'f', 0, s), "2");
        assert_eq!(float_text(0.5, b'f', 0, s), "0");
        assert_eq!(float_text(1e22, b'f', 1, s), "10000000000000000000000.0");
        assert_eq!(float_text(0.1, b'f', 20, s), "0.10000000000000000555");
        assert_eq!(float_text(0.1, b'e', 3, s), "1.000e-01");
        assert_eq!(float_text(5e-324, b'f', 2000, s).len(), 2002);
        assert_eq!(float_text(100000.0, b'g', 6, s), "100000");
        assert_eq!(float_text(1000000.0, b'g', 6, s), "1e+06");
        assert_eq!(float_text(0.0, b'g', 6, Style { alternate: true, ..s }), "0.00000");
    }
}
