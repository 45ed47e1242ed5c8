//! Floats from text, the grammar of `float(str)`; and hexadecimal, from and to. (Decimal text is `float_text`'s.)

use super::float_bits;

/// The double that `s` (ASCII, trimmed) writes; `None` if it is not a float literal.
pub fn parse(s: &[u8]) -> Option<f64> {
    let (value, rest) = parse_prefix(s)?;
    if rest.is_empty() { Some(value) } else { None }
}
/// As `parse` for text that may hold underscores between digits.
pub fn parse_literal(s: &[u8]) -> Option<f64> {
    if !s.contains(&b'_') {
        return parse(s);
    }
    let digit = |i: Option<usize>| i.and_then(|i| s.get(i)).is_some_and(u8::is_ascii_digit);
    for (i, c) in s.iter().enumerate() {
        if *c == b'_' && !(digit(i.checked_sub(1)) && digit(Some(i + 1))) {
            return None;
        }
    }
    parse(&s.iter().copied().filter(|c| *c != b'_').collect::<Vec<u8>>())
}
/// The longest float literal at the start of `s`, and what follows it.
pub fn parse_prefix(s: &[u8]) -> Option<(f64, &[u8])> {
    let mut i = s.first().is_some_and(|c| matches!(c, b'+' | b'-')) as usize;
    let negative = s.first() == Some(&b'-');
    for (name, value) in [("infinity", f64::INFINITY), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        if s.len() >= i + name.len() && s[i..i + name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return Some((if negative { -value } else { value }, &s[i + name.len()..]));
        }
    }
    let digits = |mut i: usize| {
        while s.get(i).is_some_and(u8::is_ascii_digit) {
            i += 1;
        }
        i
    };
    let start = i;
    i = digits(i);
    let mut count = i - start;
    if s.get(i) == Some(&b'.') {
        let end = digits(i + 1);
        count += end - i - 1;
        i = end;
    }
    if count == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = s.get(i) {
        let sign = s.get(i + 1).is_some_and(|c| matches!(c, b'+' | b'-')) as usize;
        let end = digits(i + 1 + sign);
        if end > i + 1 + sign {
            i = end;
        }
    }
    let value = std::str::from_utf8(&s[..i]).ok()?.parse().ok()?;
    Some((value, &s[i..]))
}

/// `f.hex()`
pub fn to_hex(f: f64) -> String {
    if !f.is_finite() {
        return super::float_text::float_repr(f);
    }
    let sign = if f.is_sign_negative() { "-" } else { "" };
    let (_, m, e) = float_bits::split(f);
    if m == 0 {
        return format!("{sign}0x0.0p+0");
    }
    format!("{sign}0x{}.{:013x}p{:+}", m >> 52, m & ((1 << 52) - 1), e + 52)
}

pub enum HexError {
    Invalid,
    Overflow,
}
/// `float.fromhex(s)`
pub fn from_hex(s: &[u8]) -> Result<f64, HexError> {
    let s = super::int_text::trim(s);
    let negative = s.first() == Some(&b'-');
    let mut s = if let Some(b'+' | b'-') = s.first() { &s[1..] } else { s };
    let sign = |f: f64| if negative { -f } else { f };
    if s.eq_ignore_ascii_case(b"inf") || s.eq_ignore_ascii_case(b"infinity") {
        return Ok(sign(f64::INFINITY));
    }
    if s.eq_ignore_ascii_case(b"nan") {
        return Ok(sign(f64::NAN));
    }
    if let [b'0', b'x' | b'X', ..] = s {
        s = &s[2..];
    }
    let (mut m, mut sticky, mut exp, mut count, mut point) = (0u64, false, 0i64, 0usize, false);
    let mut i = 0;
    while let Some(&c) = s.get(i) {
        if let Some(d) = (c as char).to_digit(16) {
            if m >> 58 == 0 {
                m = m << 4 | d as u64;
                exp -= 4 * point as i64;
            } else {
                sticky |= d != 0;
                exp += 4 * !point as i64;
            }
            count += 1;
        } else if c == b'.' && !point {
            point = true;
        } else {
            break;
        }
        i += 1;
    }
    if count == 0 {
        return Err(HexError::Invalid);
    }
    if let Some(b'p' | b'P') = s.get(i) {
        let tail = &s[i + 1..];
        let (below, digits) = match tail.first() {
            Some(b'-') => (true, &tail[1..]),
            Some(b'+') => (false, &tail[1..]),
            _ => (false, tail),
        };
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err(HexError::Invalid);
        }
        let e = digits.iter().fold(0i64, |e, c| (e * 10 + (c - b'0') as i64).min(i64::MAX / 32));
        exp += if below { -e } else { e };
    } else if i != s.len() {
        return Err(HexError::Invalid);
    }
    let f = float_bits::scale(m, sticky, exp);
    if f.is_infinite() { Err(HexError::Overflow) } else { Ok(sign(f)) }
}
