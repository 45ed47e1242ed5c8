//! What Unicode 16 says of every code point: category, case mappings, numeric values, decompositions, and Python's
//! predicates built on them.
//!
//! The facts lie in `data.bin`, written by `tools/unicode_tables.py` from the Unicode Character Database: a header of
//! (offset, bytes) pairs, then the sections named by the constants below. A code point's record is found by two table
//! reads: `STAGE2[STAGE1[c / 128] * 128 + c % 128]` is its number. Promises: every function takes any `u32`; those beyond
//! U+10FFFF count as unassigned.

pub mod escapes;
pub mod names;
pub mod normalize;
pub mod version_3_2;

const BYTES: &[u8] = include_bytes!("data.bin");
#[repr(C, align(16))]
struct Aligned<T>(T);
static DATA: Aligned<[u8; BYTES.len()]> = Aligned(*include_bytes!("data.bin"));

const fn u32_at(at: usize) -> usize {
    BYTES[at] as usize | (BYTES[at + 1] as usize) << 8 | (BYTES[at + 2] as usize) << 16 | (BYTES[at + 3] as usize) << 24
}
struct Section<T>(usize, usize, std::marker::PhantomData<T>);
impl<T> Section<T> {
    const fn new(i: usize) -> Section<T> {
        Section(u32_at(8 + 8 * i), u32_at(12 + 8 * i) / size_of::<T>(), std::marker::PhantomData)
    }
    #[inline(always)]
    fn slice(&self) -> &'static [T] {
        // SAFETY: the section lies in the data, is aligned to 8, and holds plain numbers.
        unsafe { std::slice::from_raw_parts(DATA.0.as_ptr().add(self.0) as *const T, self.1) }
    }
}
const STAGE1: Section<u16> = Section::new(0);
const STAGE2: Section<u16> = Section::new(1);
const RECORDS: Section<Record> = Section::new(2);
const NUMBERS: Section<f64> = Section::new(3);
/// (first point, points) of the case mappings to several points.
const TEXTS: Section<(u16, u16)> = Section::new(4);
const TEXT_POINTS: Section<u32> = Section::new(5);
const DECOMPOSITIONS: Section<Decomposition> = Section::new(6);
const DECOMPOSITION_POINTS: Section<u32> = Section::new(7);
/// (first, second, composed), sorted.
const COMPOSITIONS: Section<(u32, u32, u32)> = Section::new(8);

/// Properties that many code points share.
#[repr(C)]
pub struct Record {
    pub category: u8,
    pub bidi: u8,
    pub combining: u8,
    pub width: u8,
    pub flags: u16,
    /// -1: none.
    pub decimal: i8,
    pub digit: i8,
    number: u16,
    _pad: u16,
    upper: i32,
    lower: i32,
    title: i32,
    fold: i32,
}
#[repr(C)]
struct Decomposition {
    point: u32,
    first: u16,
    len: u8,
    tag: u8,
}
const _: () = assert!(size_of::<Record>() == 28 && size_of::<Decomposition>() == 8);

/// Bits of `Record::flags`.
pub mod flags {
    pub const ALPHA: u16 = 1;
    pub const LOWER: u16 = 2;
    pub const UPPER: u16 = 4;
    pub const CASE_IGNORABLE: u16 = 8;
    pub const DECIMAL: u16 = 16;
    pub const DIGIT: u16 = 32;
    pub const NUMERIC: u16 = 64;
    pub const SPACE: u16 = 128;
    pub const LINEBREAK: u16 = 256;
    pub const PRINTABLE: u16 = 512;
    pub const XID_START: u16 = 1024;
    pub const XID_CONTINUE: u16 = 2048;
    pub const MIRRORED: u16 = 4096;
}
/// By `Record::category`.
pub const CATEGORIES: [&str; 30] = [
    "Cn", "Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No", "Pc", "Pd", "Pe",
    "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs",
];
const TITLECASE_LETTER: u8 = 8;
/// By `Record::bidi`.
pub const BIDI: [&str; 24] = [
    "", "AL", "AN", "B", "BN", "CS", "EN", "ES", "ET", "FSI", "L", "LRE", "LRI", "LRO", "NSM", "ON", "PDF", "PDI", "R",
    "RLE", "RLI", "RLO", "S", "WS",
];
/// By `Record::width`.
pub const WIDTHS: [&str; 6] = ["A", "F", "H", "N", "Na", "W"];
const TAGS: [&str; 17] = [
    "",
    "<circle>",
    "<compat>",
    "<final>",
    "<font>",
    "<fraction>",
    "<initial>",
    "<isolated>",
    "<medial>",
    "<narrow>",
    "<noBreak>",
    "<small>",
    "<square>",
    "<sub>",
    "<super>",
    "<vertical>",
    "<wide>",
];
const SEVERAL: i32 = 0x4000_0000;
pub const MAX_POINT: u32 = 0x10_ffff;

#[inline]
pub fn record(c: u32) -> &'static Record {
    let c = if c > MAX_POINT { 0xffff } else { c as usize };
    let block = STAGE1.slice()[c >> 7] as usize;
    &RECORDS.slice()[STAGE2.slice()[block << 7 | c & 127] as usize]
}
#[inline]
pub fn has(c: u32, flag: u16) -> bool {
    record(c).flags & flag != 0
}
pub fn is_title(c: u32) -> bool {
    record(c).category == TITLECASE_LETTER
}
/// Lowercase, uppercase or titlecase.
pub fn is_cased(c: u32) -> bool {
    let r = record(c);
    r.flags & (flags::LOWER | flags::UPPER) != 0 || r.category == TITLECASE_LETTER
}
#[inline]
pub fn is_space(c: u32) -> bool {
    match c {
        0..0x80 => matches!(c, 9..=13 | 28..=32),
        _ => has(c, flags::SPACE),
    }
}
#[inline]
pub fn is_linebreak(c: u32) -> bool {
    matches!(c, 10..=13 | 28..=30 | 0x85 | 0x2028 | 0x2029)
}
#[inline]
pub fn is_printable(c: u32) -> bool {
    match c {
        0..0x80 => (32..127).contains(&c),
        _ => c <= MAX_POINT && has(c, flags::PRINTABLE),
    }
}
pub fn is_alnum(c: u32) -> bool {
    has(c, flags::ALPHA | flags::DECIMAL | flags::DIGIT | flags::NUMERIC)
}
pub fn numeric(c: u32) -> Option<f64> {
    NUMBERS.slice().get(record(c).number as usize).copied().filter(|_| has(c, flags::NUMERIC))
}

/// The result of a case mapping: at most three code points.
fn mapped(c: u32, m: i32, mut out: impl FnMut(u32)) {
    if m < SEVERAL {
        return out(c.wrapping_add_signed(m));
    }
    let (first, len) = TEXTS.slice()[(m & !SEVERAL) as usize];
    TEXT_POINTS.slice()[first as usize..][..len as usize].iter().for_each(|&p| out(p));
}
pub fn to_upper(c: u32, out: impl FnMut(u32)) {
    mapped(c, record(c).upper, out)
}
/// Without the final-sigma rule.
pub fn to_lower(c: u32, out: impl FnMut(u32)) {
    mapped(c, record(c).lower, out)
}
pub fn to_title(c: u32, out: impl FnMut(u32)) {
    mapped(c, record(c).title, out)
}
pub fn to_fold(c: u32, out: impl FnMut(u32)) {
    mapped(c, record(c).fold, out)
}
/// Mappings to one code point: the first where the full mapping has several, as Python's regular expressions have it.
pub fn simple_lower(c: u32) -> u32 {
    first(c, |out| to_lower(c, out))
}
pub fn simple_upper(c: u32) -> u32 {
    first(c, |out| to_upper(c, out))
}
fn first(c: u32, points: impl FnOnce(&mut dyn FnMut(u32))) -> u32 {
    let mut first = None;
    points(&mut |p| {
        first.get_or_insert(p);
    });
    first.unwrap_or(c)
}

/// (tag, points) of the decomposition that the database lists (one step; Hangul syllables are not listed).
pub fn decomposition(c: u32) -> Option<(&'static str, &'static [u32])> {
    let rows = DECOMPOSITIONS.slice();
    let d = &rows[rows.binary_search_by_key(&c, |d| d.point).ok()?];
    Some((TAGS[d.tag as usize], &DECOMPOSITION_POINTS.slice()[d.first as usize..][..d.len as usize]))
}
/// The primary composite of two code points (Hangul not included).
pub fn composition(a: u32, b: u32) -> Option<u32> {
    let rows = COMPOSITIONS.slice();
    rows.binary_search_by_key(&(a, b), |r| (r.0, r.1)).ok().map(|i| rows[i].2)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn properties_are_those_of_the_database() {
        assert_eq!(CATEGORIES[record('a' as u32).category as usize], "Ll");
        assert_eq!(CATEGORIES[record(0xffff).category as usize], "Cn");
        assert_eq!(BIDI[record(0x5d0).bidi as usize], "R");
        assert_eq!(WIDTHS[record(0x4e00).width as usize], "W");
        assert_eq!(numeric(0xbd), Some(0.5));
        assert_eq!(numeric('a' as u32), None);
        let mut s = String::new();
        to_upper('ß' as u32, |c| s.extend(char::from_u32(c)));
        assert_eq!(s, "SS");
        assert_eq!(decomposition(0xe9), Some(("", &[0x65, 0x301][..])));
        assert_eq!(composition(0x65, 0x301), Some(0xe9));
        assert!(!is_printable(0x378) && is_printable(0xe9));
    }
}
