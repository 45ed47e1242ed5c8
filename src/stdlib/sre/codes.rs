//! The words that `re._compiler` emits (`re._constants`), and the tests of single characters among them.

use crate::unicode;

/// Version of the code; `re._compiler` checks it.
pub const MAGIC: i64 = 20230612;
pub const MAX_REPEAT: u32 = u32::MAX;

macro_rules! numbered {
    ($($name:ident)*) => { numbered!(@ 0u32; $($name)*); };
    (@ $n:expr; $name:ident $($rest:ident)*) => { pub const $name: u32 = $n; numbered!(@ $n + 1; $($rest)*); };
    (@ $n:expr;) => {};
}
/// Instructions.
#[allow(dead_code)] // the numbers run on
pub mod op {
    numbered! {
        FAILURE SUCCESS ANY ANY_ALL ASSERT ASSERT_NOT AT BRANCH CATEGORY CHARSET BIGCHARSET GROUPREF GROUPREF_EXISTS IN
        INFO JUMP LITERAL MARK MAX_UNTIL MIN_UNTIL NOT_LITERAL NEGATE RANGE REPEAT REPEAT_ONE SUBPATTERN MIN_REPEAT_ONE
        ATOMIC_GROUP POSSESSIVE_REPEAT POSSESSIVE_REPEAT_ONE GROUPREF_IGNORE IN_IGNORE LITERAL_IGNORE
        NOT_LITERAL_IGNORE GROUPREF_LOC_IGNORE IN_LOC_IGNORE LITERAL_LOC_IGNORE NOT_LITERAL_LOC_IGNORE
        GROUPREF_UNI_IGNORE IN_UNI_IGNORE LITERAL_UNI_IGNORE NOT_LITERAL_UNI_IGNORE RANGE_UNI_IGNORE
    }
}
/// Positions (operand of `AT`).
pub mod at {
    numbered! {
        BEGINNING BEGINNING_LINE BEGINNING_STRING BOUNDARY NON_BOUNDARY END END_LINE END_STRING LOC_BOUNDARY
        LOC_NON_BOUNDARY UNI_BOUNDARY UNI_NON_BOUNDARY
    }
}
/// The word at `i`; code that ends too early fails.
#[inline(always)]
pub fn word(code: &[u32], i: usize) -> u32 {
    match code.get(i) {
        Some(w) => *w,
        None => op::FAILURE,
    }
}

pub fn lower_ascii(c: u32) -> u32 {
    if (b'A' as u32..=b'Z' as u32).contains(&c) { c + 32 } else { c }
}
/// As the C library's locale says; characters beyond a byte have no case there.
pub fn lower_locale(c: u32) -> u32 {
    // SAFETY: the argument is a byte.
    if c < 256 { unsafe { libc::tolower(c as i32) as u32 } } else { c }
}
pub fn upper_locale(c: u32) -> u32 {
    // SAFETY: the argument is a byte.
    if c < 256 { unsafe { libc::toupper(c as i32) as u32 } } else { c }
}
/// Lower case as matching without regard to case compares it.
#[inline]
pub fn lower(c: u32) -> u32 {
    if c < 128 { lower_ascii(c) } else { unicode::simple_lower(c) }
}
pub fn upper(c: u32) -> u32 {
    unicode::simple_upper(c)
}
fn locale_word(c: u32) -> bool {
    // SAFETY: the argument is a byte.
    c == b'_' as u32 || c < 256 && unsafe { libc::isalnum(c as i32) != 0 }
}
#[inline]
pub fn ascii_word(c: u32) -> bool {
    c < 128 && ((c as u8).is_ascii_alphanumeric() || c == b'_' as u32)
}
#[inline]
pub fn unicode_word(c: u32) -> bool {
    if c < 128 { ascii_word(c) } else { unicode::is_alnum(c) }
}
fn ascii_space(c: u32) -> bool {
    c == 32 || (9..=13).contains(&c)
}
fn ascii_digit(c: u32) -> bool {
    (b'0' as u32..=b'9' as u32).contains(&c)
}
fn unicode_digit(c: u32) -> bool {
    if c < 128 { ascii_digit(c) } else { unicode::has(c, unicode::flags::DECIMAL) }
}
/// Is the character in a category (`\d` and the like)?
#[inline]
pub fn category(which: u32, c: u32) -> bool {
    match which {
        0 => ascii_digit(c),
        1 => !ascii_digit(c),
        2 => ascii_space(c),
        3 => !ascii_space(c),
        4 => ascii_word(c),
        5 => !ascii_word(c),
        6 => c == 10,
        7 => c != 10,
        8 => locale_word(c),
        9 => !locale_word(c),
        10 => unicode_digit(c),
        11 => !unicode_digit(c),
        12 => unicode::is_space(c),
        13 => !unicode::is_space(c),
        14 => unicode_word(c),
        15 => !unicode_word(c),
        16 => unicode::is_linebreak(c),
        17 => !unicode::is_linebreak(c),
        _ => false,
    }
}

/// What the description of a set at `at` says of characters beyond a byte; `None` if the locale decides what is in it.
pub fn beyond_byte(code: &[u32], mut at: usize) -> Option<Beyond> {
    let first = at;
    let mut says = Beyond::All(false);
    loop {
        let (plain, words) = match word(code, at) {
            op::NEGATE | op::CHARSET => (true, if word(code, at) == op::CHARSET { 9 } else { 1 }),
            op::LITERAL => (word(code, at + 1) < 256, 2),
            op::RANGE => (word(code, at + 2) < 256, 3),
            op::RANGE_UNI_IGNORE => (false, 3),
            op::CATEGORY => {
                let which = word(code, at + 1);
                if matches!(which, 8 | 9) {
                    return None;
                }
                if at == first && word(code, at + 2) == op::FAILURE {
                    return Some(Beyond::Category(which));
                }
                (false, 2)
            }
            op::BIGCHARSET => (false, 66 + 8 * word(code, at + 1) as usize),
            _ => break,
        };
        if !plain {
            says = Beyond::Asked;
        }
        at += words;
    }
    Some(if says == Beyond::Asked { says } else { Beyond::All(in_set(code, first, 256)) })
}
/// See `beyond_byte`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// All of them are in the set, or none.
    All(bool),
    Category(u32),
    /// The description has to be asked.
    Asked,
}

/// Is the character in the set whose description starts at `at`?
#[inline]
pub fn in_set(code: &[u32], mut at: usize, c: u32) -> bool {
    let mut found = true;
    loop {
        match word(code, at) {
            op::LITERAL => {
                if word(code, at + 1) == c {
                    return found;
                }
                at += 2;
            }
            op::RANGE => {
                if word(code, at + 1) <= c && c <= word(code, at + 2) {
                    return found;
                }
                at += 3;
            }
            op::RANGE_UNI_IGNORE => {
                let range = word(code, at + 1)..=word(code, at + 2);
                if range.contains(&c) || range.contains(&upper(c)) {
                    return found;
                }
                at += 3;
            }
            op::CATEGORY => {
                if category(word(code, at + 1), c) {
                    return found;
                }
                at += 2;
            }
            op::CHARSET => {
                if c < 256 && word(code, at + 1 + c as usize / 32) >> (c & 31) & 1 != 0 {
                    return found;
                }
                at += 9;
            }
            op::BIGCHARSET => {
                let (blocks, index) = (word(code, at + 1) as usize, at + 2);
                let data = index + 64;
                if c < 0x10000 {
                    let high = (c >> 8) as usize;
                    let block = (word(code, index + high / 4) >> (8 * (high % 4)) & 0xff) as usize;
                    if word(code, data + block * 8 + (c & 255) as usize / 32) >> (c & 31) & 1 != 0 {
                        return found;
                    }
                }
                at = data + blocks * 8;
            }
            op::NEGATE => {
                found = !found;
                at += 1;
            }
            _ => return !found,
        }
    }
}

/// Does one character match the single-character instruction at `at`?
#[inline]
pub fn matches_one(code: &[u32], at: usize, c: u32) -> bool {
    let arg = word(code, at + 1);
    match word(code, at) {
        op::ANY => c != 10,
        op::ANY_ALL => true,
        op::LITERAL => c == arg,
        op::NOT_LITERAL => c != arg,
        op::LITERAL_IGNORE => lower_ascii(c) == arg,
        op::NOT_LITERAL_IGNORE => lower_ascii(c) != arg,
        op::LITERAL_UNI_IGNORE => lower(c) == arg,
        op::NOT_LITERAL_UNI_IGNORE => lower(c) != arg,
        op::LITERAL_LOC_IGNORE => same_in_locale(arg, c),
        op::NOT_LITERAL_LOC_IGNORE => !same_in_locale(arg, c),
        op::IN => in_set(code, at + 2, c),
        op::IN_IGNORE => in_set(code, at + 2, lower_ascii(c)),
        op::IN_UNI_IGNORE => in_set(code, at + 2, lower(c)),
        op::IN_LOC_IGNORE => in_set(code, at + 2, lower_locale(c)) || in_set(code, at + 2, upper_locale(c)),
        op::CATEGORY => category(arg, c),
        _ => false,
    }
}
fn same_in_locale(pattern: u32, c: u32) -> bool {
    c == pattern || lower_locale(c) == pattern || upper_locale(c) == pattern
}
