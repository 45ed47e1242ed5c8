//! Ints from and to text: the grammar of `int(str, base)`, decimal and other radixes, the limit on digits.

use std::mem::MaybeUninit;

use std::sync::atomic::{AtomicUsize, Ordering};

use dashu_int::{IBig, UBig};

use super::exceptions::value_error;
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::str::Str;
use crate::object::value::Value;

/// `sys.set_int_max_str_digits`: most decimal digits that conversions accept; 0 for no limit.
pub static MAX_STR_DIGITS: AtomicUsize = AtomicUsize::new(DEFAULT_MAX_STR_DIGITS);
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;
/// Limits below this are not allowed, and numbers of fewer digits are never refused.
pub const MAX_STR_DIGITS_THRESHOLD: usize = 640;

/// Why a text is no int.
pub enum IntError {
    Invalid,
    /// More digits than the limit allows.
    TooLong(usize),
}
fn limit() -> usize {
    match MAX_STR_DIGITS.load(Ordering::Relaxed) {
        0 => usize::MAX,
        n => n,
    }
}

/// Maps decimal digits and white space of any script to ASCII; anything else beyond ASCII becomes `?`.
pub fn to_ascii(s: Gc<Str>) -> Vec<u8> {
    if s.ascii {
        return s.raw().to_vec();
    }
    s.points()
        .map(|c| match c {
            c if crate::unicode::is_space(c) => b' ',
            0..0x80 => c as u8,
            c => match crate::unicode::record(c).decimal {
                d @ 0..=9 => b'0' + d as u8,
                _ => b'?',
            },
        })
        .collect()
}
/// White space as C's `isspace` has it.
pub fn is_ascii_space(c: u8) -> bool {
    matches!(c, b' ' | 9..=13)
}
pub fn trim(mut s: &[u8]) -> &[u8] {
    while let Some((c, rest)) = s.split_first()
        && is_ascii_space(*c)
    {
        s = rest;
    }
    while let Some((c, rest)) = s.split_last()
        && is_ascii_space(*c)
    {
        s = rest;
    }
    s
}
fn digit(c: u8) -> u32 {
    (c as char).to_digit(36).unwrap_or(36)
}

/// The int that `text` (ASCII) writes in `base` (2 to 36, or 0 for "by prefix").
pub fn parse(text: &[u8], base: u32) -> Result<Value, IntError> {
    let mut s = trim(text);
    let negative = s.first() == Some(&b'-');
    if let Some(b'+' | b'-') = s.first() {
        s = &s[1..];
    }
    let prefix = match s {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let mut radix = base;
    let mut only_zero = false;
    if base == 0 {
        radix = if prefix != 0 { prefix } else { 10 };
        only_zero = prefix == 0 && s.first() == Some(&b'0');
    }
    if prefix != 0 && radix == prefix {
        s = &s[2..];
        if let Some(b'_') = s.first() {
            s = &s[1..];
        }
    }
    let (digits, rest) = scan(s, radix)?;
    if !radix.is_power_of_two() && digits.len() > MAX_STR_DIGITS_THRESHOLD && digits.len() > limit() {
        return Err(IntError::TooLong(digits.len()));
    }
    if !rest.is_empty() {
        return Err(IntError::Invalid);
    }
    if only_zero && digits.iter().any(|c| *c != b'0') {
        return Err(IntError::Invalid);
    }
    Ok(value(&digits, radix, negative))
}
/// The digits in front, underscores between them taken out, and what follows.
fn scan(s: &[u8], radix: u32) -> Result<(std::borrow::Cow<'_, [u8]>, &[u8]), IntError> {
    let end = s.iter().position(|c| *c != b'_' && digit(*c) >= radix).unwrap_or(s.len());
    let (run, rest) = s.split_at(end);
    if run.is_empty() || run[0] == b'_' || run[run.len() - 1] == b'_' || run.windows(2).any(|w| w == b"__") {
        return Err(IntError::Invalid);
    }
    Ok(if run.contains(&b'_') {
        (run.iter().copied().filter(|c| *c != b'_').collect::<Vec<u8>>().into(), rest)
    } else {
        (run.into(), rest)
    })
}
fn value(digits: &[u8], radix: u32, negative: bool) -> Value {
    // 12 digits of radix 36 and 18 of radix 10 fit 63 bits
    if digits.len() <= 12 || radix <= 10 && digits.len() <= 18 {
        let n = digits.iter().fold(0i64, |n, c| n * radix as i64 + digit(*c) as i64);
        return Value::int(if negative { -n } else { n });
    }
    let text = std::str::from_utf8(digits).unwrap_or("0");
    let n = IBig::from(UBig::from_str_radix(text, radix).unwrap_or(UBig::ZERO));
    Value::bigint(if negative { -n } else { n })
}

/// The refusal of a conversion from text.
#[cold]
pub fn too_long(n: usize) -> Raised {
    value_error(format!(
        "Exceeds the limit ({} digits) for integer string conversion: value has {n} digits; use sys.set_int_max_str_digits() to increase the limit",
        limit()
    ))
}
/// The refusal of a conversion to text.
#[cold]
fn too_long_out() -> Raised {
    value_error(format!(
        "Exceeds the limit ({} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
        limit()
    ))
}
/// The number that a string of few decimal digits, perhaps with a sign, writes; `None`: ask `parse`.
pub fn parse_short(s: Gc<Str>) -> Option<i64> {
    const MOST: usize = 18;
    let digits = if s.ascii { s.raw() } else { return None };
    let (negative, digits) = match digits {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, digits),
    };
    if digits.is_empty() || digits.len() > MOST {
        return None;
    }
    let mut n = 0;
    for c in digits {
        let d = c.wrapping_sub(b'0');
        if d > 9 {
            return None;
        }
        n = n * 10 + d as i64;
    }
    Some(if negative { -n } else { n })
}
/// All pairs of decimal digits.
static PAIRS: [u8; 200] = {
    let mut t = [0; 200];
    let mut i = 0;
    while i < 100 {
        t[2 * i] = b'0' + (i / 10) as u8;
        t[2 * i + 1] = b'0' + (i % 10) as u8;
        i += 1;
    }
    t
};
/// Writes the decimal digits of `n` so that they end at `end`; how many they are.
///
/// # Safety
/// There is room for 20 bytes before `end`, or for as many as there are digits.
pub unsafe fn put_decimal(mut n: u64, end: *mut u8) -> usize {
    let mut at = end;
    while n >= 10 {
        let pair = PAIRS.as_ptr().add(2 * (n % 100) as usize);
        n /= 100;
        at = at.sub(2);
        std::ptr::copy_nonoverlapping(pair, at, 2);
    }
    if n > 0 || at == end {
        at = at.sub(1);
        *at = b'0' + n as u8;
    }
    end.offset_from(at) as usize
}
/// The digits of a number in some radix, without its sign.
pub struct Digits {
    pub negative: bool,
    /// The last `n` bytes are the digits of a small number.
    room: [MaybeUninit<u8>; 64],
    n: usize,
    /// Those of a big number.
    long: String,
}
impl Digits {
    const NONE: [MaybeUninit<u8>; 64] = [const { MaybeUninit::uninit() }; 64];
    /// Of a small int; letters in lower case.
    #[inline]
    pub fn of_small(i: i64, radix: u32) -> Digits {
        let mut d = Digits { negative: i < 0, room: Digits::NONE, n: 0, long: String::new() };
        let mut n = i.unsigned_abs();
        if radix == 10 {
            // SAFETY: room for 64 digits.
            d.n = unsafe { put_decimal(n, d.room.as_mut_ptr().add(64) as *mut u8) };
            return d;
        }
        let shift = radix.trailing_zeros();
        loop {
            d.n += 1;
            d.room[64 - d.n].write(b"0123456789abcdef"[(n & (radix as u64 - 1)) as usize]);
            n >>= shift;
            if n == 0 {
                return d;
            }
        }
    }
    /// In radix 2, 8, 10 or 16. Radix 10 obeys the limit.
    pub fn of(i: IntRef, radix: u32) -> Result<Digits, Raised> {
        if let IntRef::Small(i) = i {
            return Ok(Digits::of_small(i, radix));
        }
        let mut long = to_radix(i, radix)?;
        let negative = long.starts_with('-');
        if negative {
            long.remove(0);
        }
        Ok(Digits { negative, room: Digits::NONE, n: 0, long })
    }
    #[inline]
    pub fn as_str(&self) -> &str {
        if self.n == 0 {
            return &self.long;
        }
        // SAFETY: the last `n` bytes were written, all of them ASCII.
        unsafe { std::str::from_utf8_unchecked(self.room[64 - self.n..].assume_init_ref()) }
    }
    pub fn make_uppercase(&mut self) {
        let n = self.n;
        // SAFETY: the last `n` bytes were written.
        unsafe { self.room[64 - n..].assume_init_mut() }.make_ascii_uppercase();
        self.long.make_ascii_uppercase();
    }
}
/// A small int in decimal.
pub fn small_decimal(i: i64) -> Result<Gc<Str>, Raised> {
    if (0..10).contains(&i) {
        return Ok(crate::vm::vm().latin1(b'0' + i as u8));
    }
    let n = i.unsigned_abs();
    let len = n.ilog10() as usize + 1 + (i < 0) as usize;
    let (g, data) = Str::try_alloc(len, 1, true)?;
    // SAFETY: room for the digits and the sign; `i` is not 0.
    unsafe {
        *data = b'-';
        put_decimal(n, data.add(len));
    }
    Ok(g)
}
/// `str(i)`
pub fn to_decimal(i: IntRef) -> Result<String, Raised> {
    match i {
        IntRef::Small(i) => Ok(i.to_string()),
        IntRef::Big(b) => {
            let limit = limit().max(MAX_STR_DIGITS_THRESHOLD);
            // a number of n bits has more than (n - 1) * 0.30102 digits
            if limit != usize::MAX && (i.bit_len() - 1) as f64 * (std::f64::consts::LOG10_2 - 1e-5) > limit as f64 + 1.0
            {
                return Err(too_long_out());
            }
            let s = b.to_big().to_string();
            if s.len() - (s.starts_with('-') as usize) > limit { Err(too_long_out()) } else { Ok(s) }
        }
    }
}
/// Digits in radix 2, 8, 10 or 16 (lower case), with a minus sign but no prefix. Radix 10 obeys the limit.
fn to_radix(i: IntRef, radix: u32) -> Result<String, Raised> {
    Ok(match radix {
        10 => return to_decimal(i),
        2 => i.with(|b| format!("{:b}", b)),
        8 => i.with(|b| format!("{:o}", b)),
        _ => i.with(|b| format!("{:x}", b)),
    })
}
