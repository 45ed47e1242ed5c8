//! Methods of `str` that change case or ask about kinds of characters, by the tables of `unicode`.

use super::str_::this;
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{Str, StrBuilder};
use crate::object::{Raised, Res, boolean};
use crate::unicode::{self as u, flags as f};

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "lower(self, /)",
        |a| lower(this(a)).map(Gc::value),
        "Return a copy of the string converted to lowercase.",
    ),
    NativeDef::new(
        "upper(self, /)",
        |a| upper(this(a)).map(Gc::value),
        "Return a copy of the string converted to uppercase.",
    ),
    NativeDef::new(
        "casefold(self, /)",
        |a| casefold(this(a)).map(Gc::value),
        "Return a version of the string suitable for caseless comparisons.",
    ),
    NativeDef::new(
        "title(self, /)",
        |a| title(this(a)).map(Gc::value),
        "Return a version of the string where each word is titlecased.",
    ),
    NativeDef::new(
        "capitalize(self, /)",
        |a| capitalize(this(a)).map(Gc::value),
        "Return a capitalized version of the string.",
    ),
    NativeDef::new(
        "swapcase(self, /)",
        |a| swapcase(this(a)).map(Gc::value),
        "Convert uppercase characters to lowercase and lowercase characters to uppercase.",
    ),
    NativeDef::new("islower(self, /)", islower, "Return True if the string is a lowercase string, False otherwise."),
    NativeDef::new("isupper(self, /)", isupper, "Return True if the string is an uppercase string, False otherwise."),
    NativeDef::new("istitle(self, /)", istitle, "Return True if the string is a title-cased string, False otherwise."),
    NativeDef::new(
        "isspace(self, /)",
        |a| all(a, u::is_space),
        "Return True if the string is a whitespace string, False otherwise.",
    ),
    NativeDef::new(
        "isdecimal(self, /)",
        |a| all(a, |c| u::has(c, f::DECIMAL)),
        "Return True if the string is a decimal string, False otherwise.",
    ),
    NativeDef::new(
        "isdigit(self, /)",
        |a| all(a, |c| u::has(c, f::DIGIT)),
        "Return True if the string is a digit string, False otherwise.",
    ),
    NativeDef::new(
        "isnumeric(self, /)",
        |a| all(a, |c| u::has(c, f::NUMERIC)),
        "Return True if the string is a numeric string, False otherwise.",
    ),
    NativeDef::new(
        "isalpha(self, /)",
        |a| all(a, |c| u::has(c, f::ALPHA)),
        "Return True if the string is an alphabetic string, False otherwise.",
    ),
    NativeDef::new(
        "isalnum(self, /)",
        |a| all(a, u::is_alnum),
        "Return True if the string is an alpha-numeric string, False otherwise.",
    ),
    NativeDef::new(
        "isidentifier(self, /)",
        |a| Ok(boolean(is_identifier(this(a)))),
        "Return True if the string is a valid Python identifier, False otherwise.",
    ),
    NativeDef::new(
        "isprintable(self, /)",
        |a| Ok(boolean(this(a).points().all(u::is_printable))),
        "Return True if all characters in the string are printable, False otherwise.",
    ),
    NativeDef::new(
        "isascii(self, /)",
        |a| Ok(boolean(this(a).ascii)),
        "Return True if all characters in the string are ASCII, False otherwise.",
    ),
];

// --- mapping
/// An ASCII string mapped byte by byte.
/// Maps every character; `s` itself if that changes nothing.
fn map_ascii(s: Gc<Str>, f: impl Fn(u8) -> u8) -> Result<Gc<Str>, Raised> {
    if s.raw().iter().all(|&c| f(c) == c) {
        return s.to_exact();
    }
    if let &[c] = s.raw() {
        return Ok(crate::vm::vm().latin1(f(c)));
    }
    let (g, data) = Str::try_alloc(s.len(), 1, true)?;
    for (i, &c) in s.raw().iter().enumerate() {
        // SAFETY: room for `len` bytes.
        unsafe { *data.add(i) = f(c) };
    }
    Ok(g)
}
/// The highest bits of those of eight ASCII bytes that lie in the range.
#[inline(always)]
fn in_range(w: u64, first: u8, last: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let at_least = |c: u8| w + ONES * (0x80 - c) as u64;
    at_least(first) & !at_least(last + 1) & (ONES << 7)
}
/// An ASCII string changed by eight bytes at a time, each on its own; `s` itself if that changes nothing.
fn change_ascii(s: Gc<Str>, f: impl Fn(u64) -> u64) -> Result<Gc<Str>, Raised> {
    let bytes = s.raw();
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let last = u64::from_le_bytes(last);
    let word = |w: &[u8; 8]| u64::from_le_bytes(*w);
    if f(last) == last && words.iter().all(|w| f(word(w)) == word(w)) {
        return s.to_exact();
    }
    if let &[c] = bytes {
        return Ok(crate::vm::vm().latin1(f(c as u64) as u8));
    }
    let (g, data) = Str::try_alloc(bytes.len(), 1, true)?;
    // SAFETY: room for as many bytes.
    let out = unsafe { std::slice::from_raw_parts_mut(data, bytes.len()) };
    let (to, to_rest) = out.as_chunks_mut::<8>();
    for (to, w) in to.iter_mut().zip(words) {
        *to = f(word(w)).to_le_bytes();
    }
    to_rest.copy_from_slice(&f(last).to_le_bytes()[..rest.len()]);
    Ok(g)
}
const CAPITAL_SIGMA: u32 = 0x3a3;
const SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

/// Appends the lowercase of code point `i`; a capital sigma at the end of a word becomes a final one.
fn push_lower(out: &mut StrBuilder, s: Gc<Str>, i: usize, c: u32) {
    if c != CAPITAL_SIGMA {
        return u::to_lower(c, |p| out.push(p));
    }
    let ignorable = |c: &u32| u::has(*c, f::CASE_IGNORABLE);
    let before = (0..i).rev().map(|j| s.point(j)).find(|c| !ignorable(c));
    let after = (i + 1..s.len()).map(|j| s.point(j)).find(|c| !ignorable(c));
    let is_final = before.is_some_and(u::is_cased) && !after.is_some_and(u::is_cased);
    out.push(if is_final { FINAL_SIGMA } else { SIGMA });
}
/// `s.lower()`
pub fn lower(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if s.ascii {
        return change_ascii(s, |w| w | in_range(w, b'A', b'Z') >> 2);
    }
    let mut out = StrBuilder::new();
    s.points().enumerate().for_each(|(i, c)| push_lower(&mut out, s, i, c));
    out.finish()
}
/// `s.upper()`
pub fn upper(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if s.ascii {
        return change_ascii(s, |w| w & !(in_range(w, b'a', b'z') >> 2));
    }
    let mut out = StrBuilder::new();
    s.points().for_each(|c| u::to_upper(c, |p| out.push(p)));
    out.finish()
}
fn casefold(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if s.ascii {
        return lower(s);
    }
    let mut out = StrBuilder::new();
    s.points().for_each(|c| u::to_fold(c, |p| out.push(p)));
    out.finish()
}
fn title(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let mut out = StrBuilder::new();
    let mut in_word = false;
    for (i, c) in s.points().enumerate() {
        if in_word {
            push_lower(&mut out, s, i, c)
        } else {
            u::to_title(c, |p| out.push(p))
        }
        in_word = u::is_cased(c);
    }
    out.finish()
}
fn capitalize(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let mut out = StrBuilder::new();
    for (i, c) in s.points().enumerate() {
        if i == 0 { u::to_title(c, |p| out.push(p)) } else { push_lower(&mut out, s, i, c) }
    }
    out.finish()
}
fn swapcase(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if s.ascii {
        return map_ascii(s, |c| if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() });
    }
    let mut out = StrBuilder::new();
    for (i, c) in s.points().enumerate() {
        if u::has(c, f::UPPER) {
            push_lower(&mut out, s, i, c);
        } else if u::has(c, f::LOWER) {
            u::to_upper(c, |p| out.push(p));
        } else {
            out.push(c);
        }
    }
    out.finish()
}

// --- asking
fn all(a: &Args, test: impl Fn(u32) -> bool) -> Res {
    let s = this(a);
    Ok(boolean(!s.is_empty() && s.points().all(test)))
}
fn islower(a: &Args) -> Res {
    let mut found = false;
    for c in this(a).points() {
        if u::has(c, f::UPPER) || u::is_title(c) {
            return Ok(boolean(false));
        }
        found |= u::has(c, f::LOWER);
    }
    Ok(boolean(found))
}
fn isupper(a: &Args) -> Res {
    let mut found = false;
    for c in this(a).points() {
        if u::has(c, f::LOWER) || u::is_title(c) {
            return Ok(boolean(false));
        }
        found |= u::has(c, f::UPPER);
    }
    Ok(boolean(found))
}
fn istitle(a: &Args) -> Res {
    let (mut found, mut in_word) = (false, false);
    for c in this(a).points() {
        if u::has(c, f::UPPER) || u::is_title(c) {
            if in_word {
                return Ok(boolean(false));
            }
            in_word = true;
            found = true;
        } else if u::has(c, f::LOWER) {
            if !in_word {
                return Ok(boolean(false));
            }
        } else {
            in_word = false;
        }
    }
    Ok(boolean(found))
}
/// `s.isidentifier()`
pub fn is_identifier(s: Gc<Str>) -> bool {
    let mut points = s.points();
    let Some(first) = points.next() else { return false };
    (first == '_' as u32 || u::has(first, f::XID_START)) && points.all(|c| u::has(c, f::XID_CONTINUE))
}
