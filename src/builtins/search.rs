//! Searching and splitting sequences of code units: what `str`, `bytes` and `bytearray` share.
//!
//! One-byte searches use the `memchr` crate. Wider ones search the bytes and check the alignment of what they find. All
//! results are positions or ranges in units; nothing here allocates objects.

use std::ops::Range;

use memchr::memmem;

use crate::object::str::Unit;

fn as_bytes<T: Unit>(u: &[T]) -> &[u8] {
    // SAFETY: units are plain numbers.
    unsafe { std::slice::from_raw_parts(u.as_ptr() as *const u8, size_of_val(u)) }
}

/// Position of the first `n` in `h`; an empty `n` is at 0.
pub fn find<T: Unit>(h: &[T], n: &[T]) -> Option<usize> {
    if n.len() > h.len() {
        return None;
    }
    if size_of::<T>() == 1 {
        return match as_bytes(n) {
            [] => Some(0),
            [c] => memchr::memchr(*c, as_bytes(h)),
            n => find_bytes(as_bytes(h), n),
        };
    }
    match n {
        [] => Some(0),
        [c] => h.iter().position(|x| x == c),
        _ => {
            let finder = memmem::Finder::new(as_bytes(n));
            find_aligned(&finder, h, 0)
        }
    }
}
/// Position of the first `n` of two bytes or more. To prepare a search takes the library longer than to look through short texts for
/// the first and last byte of `n`.
fn find_bytes(h: &[u8], n: &[u8]) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if n.len() <= SHORT_NEEDLE {
        return match find_short(h, n) {
            Ok(at) => Some(at),
            Err(at) if h.len() - at < REST => {
                h[at..].windows(n.len()).position(|w| w[0] == n[0] && w == n).map(|p| at + p)
            }
            Err(at) => memmem::find(&h[at..], n).map(|p| at + p),
        };
    }
    memmem::find(h, n)
}
/// The longest text that is searched without preparation, how far, and what rest of a text takes no instructions for many bytes.
#[cfg(target_arch = "x86_64")]
const SHORT_NEEDLE: usize = 16;
#[cfg(target_arch = "x86_64")]
const NEAR: usize = 256;
#[cfg(target_arch = "x86_64")]
const REST: usize = 32;
/// The first `n` among the first bytes of `h`, or where to go on searching.
#[cfg(target_arch = "x86_64")]
fn find_short(h: &[u8], n: &[u8]) -> Result<usize, usize> {
    use std::arch::x86_64::*;
    let last = n.len() - 1;
    let (mut at, end) = (0, h.len().min(NEAR));
    // SAFETY: sixteen bytes from `at` and from `at + last` on lie inside `h`. The processor has these instructions.
    unsafe {
        let (first_byte, last_byte) = (_mm_set1_epi8(n[0] as i8), _mm_set1_epi8(n[last] as i8));
        while at + last + 16 <= end {
            let load = |i: usize| _mm_loadu_si128(h.as_ptr().add(i).cast());
            let both = _mm_and_si128(_mm_cmpeq_epi8(load(at), first_byte), _mm_cmpeq_epi8(load(at + last), last_byte));
            let mut hits = _mm_movemask_epi8(both) as u32;
            while hits != 0 {
                let p = at + hits.trailing_zeros() as usize;
                if &h[p..p + n.len()] == n {
                    return Ok(p);
                }
                hits &= hits - 1;
            }
            at += 16;
        }
    }
    Err(at)
}
fn find_aligned<T: Unit>(f: &memmem::Finder, h: &[T], from: usize) -> Option<usize> {
    let b = as_bytes(h);
    let mut at = from * size_of::<T>();
    loop {
        let p = at + f.find(&b[at..])?;
        if p % size_of::<T>() == 0 {
            return Some(p / size_of::<T>());
        }
        at = p.next_multiple_of(size_of::<T>());
    }
}
/// Position of the last `n` in `h`; an empty `n` is at the end.
pub fn rfind<T: Unit>(h: &[T], n: &[T]) -> Option<usize> {
    if n.len() > h.len() {
        return None;
    }
    match n {
        [] => Some(h.len()),
        [c] => {
            if size_of::<T>() == 1 {
                memchr::memrchr(Into::<u32>::into(*c) as u8, as_bytes(h))
            } else {
                h.iter().rposition(|x| x == c)
            }
        }
        _ => {
            let finder = memmem::FinderRev::new(as_bytes(n));
            let b = as_bytes(h);
            let mut end = b.len();
            loop {
                let p = finder.rfind(&b[..end])?;
                if p % size_of::<T>() == 0 {
                    return Some(p / size_of::<T>());
                }
                end = p + size_of_val(n) - 1;
            }
        }
    }
}
/// Calls `f` with the position of each non-overlapping `n` (not empty) until it returns false.
pub fn each_match<T: Unit>(h: &[T], n: &[T], mut f: impl FnMut(usize) -> bool) {
    if size_of::<T>() == 1 {
        match as_bytes(n) {
            [c] => {
                for p in memchr::memchr_iter(*c, as_bytes(h)) {
                    if !f(p) {
                        return;
                    }
                }
            }
            n => {
                for p in memmem::find_iter(as_bytes(h), n) {
                    if !f(p) {
                        return;
                    }
                }
            }
        }
        return;
    }
    if let [c] = n {
        for (i, x) in h.iter().enumerate() {
            if x == c && !f(i) {
                return;
            }
        }
        return;
    }
    let finder = memmem::Finder::new(as_bytes(n));
    let mut at = 0;
    while let Some(p) = find_aligned(&finder, h, at) {
        if !f(p) {
            return;
        }
        at = p + n.len();
    }
}
/// Non-overlapping occurrences, at most `max`.
pub fn count<T: Unit>(h: &[T], n: &[T], max: usize) -> usize {
    if n.is_empty() {
        return h.len().saturating_add(1).min(max);
    }
    let mut found = 0;
    if max > 0 {
        each_match(h, n, |_| {
            found += 1;
            found < max
        });
    }
    found
}

pub type Ranges = Vec<Range<usize>>;

/// Parts between the separators `n` (not empty), at most `max` separations.
pub fn split<T: Unit>(h: &[T], n: &[T], max: usize) -> Ranges {
    let mut out = vec![];
    let mut from = 0;
    if max > 0 {
        each_match(h, n, |p| {
            out.push(from..p);
            from = p + n.len();
            out.len() < max
        });
    }
    out.push(from..h.len());
    out
}
/// As `split`, from the right.
pub fn rsplit<T: Unit>(h: &[T], n: &[T], max: usize) -> Ranges {
    let mut out = vec![];
    let mut end = h.len();
    while out.len() < max {
        let Some(p) = rfind(&h[..end], n) else { break };
        out.push(p + n.len()..end);
        end = p;
    }
    out.push(0..end);
    out.reverse();
    out
}
/// Is the code point, which is below 128, white space?
#[inline(always)]
pub fn is_ascii_space(c: u8) -> bool {
    const SPACES: u64 = 0x1f << 9 | 0xf << 28 | 1 << 32;
    c <= 32 && SPACES >> c & 1 != 0
}
/// Runs of units that are not white space, at most `max` separations; the last part keeps what follows.
pub fn split_space<T: Unit>(h: &[T], max: usize, space: impl Fn(u32) -> bool) -> Ranges {
    let mut out = vec![];
    let mut i = 0;
    loop {
        while i < h.len() && space(h[i].into()) {
            i += 1;
        }
        if i == h.len() {
            return out;
        }
        if out.len() >= max {
            out.push(i..h.len());
            return out;
        }
        let from = i;
        while i < h.len() && !space(h[i].into()) {
            i += 1;
        }
        out.push(from..i);
    }
}
/// As `split_space`, from the right.
pub fn rsplit_space<T: Unit>(h: &[T], max: usize, space: impl Fn(u32) -> bool) -> Ranges {
    let mut out = vec![];
    let mut end = h.len();
    loop {
        while end > 0 && space(h[end - 1].into()) {
            end -= 1;
        }
        if end == 0 {
            break;
        }
        if out.len() >= max {
            out.push(0..end);
            break;
        }
        let to = end;
        while end > 0 && !space(h[end - 1].into()) {
            end -= 1;
        }
        out.push(end..to);
    }
    out.reverse();
    out
}
/// Lines, with their ends if `keep`; `\r\n` is one end.
pub fn split_lines<T: Unit>(h: &[T], keep: bool, is_end: impl Fn(u32) -> bool) -> Ranges {
    let mut out = vec![];
    let mut i = 0;
    while i < h.len() {
        let from = i;
        while i < h.len() && !is_end(h[i].into()) {
            i += 1;
        }
        let end = i;
        if i < h.len() {
            let c: u32 = h[i].into();
            i += 1;
            if c == 13 && i < h.len() && Into::<u32>::into(h[i]) == 10 {
                i += 1;
            }
        }
        out.push(from..if keep { i } else { end });
    }
    out
}
/// What is left after stripping units of a set at either side.
pub fn strip<T: Unit>(h: &[T], left: bool, right: bool, set: impl Fn(u32) -> bool) -> Range<usize> {
    let mut from = 0;
    let mut to = h.len();
    if left {
        while from < to && set(h[from].into()) {
            from += 1;
        }
    }
    if right {
        while to > from && set(h[to - 1].into()) {
            to -= 1;
        }
    }
    from..to
}
/// What is left after stripping ASCII characters of a set at either side.
pub fn strip_ascii(h: &[u8], left: bool, right: bool, set: &[u8]) -> Range<usize> {
    if let [first, ..] = *set
        && set.len() <= 8
    {
        // the characters in one word, the first of them several times
        const ONES: u64 = !0 / 255;
        let mut bytes = [first; 8];
        bytes[..set.len()].copy_from_slice(set);
        let bytes = u64::from_le_bytes(bytes);
        return strip(h, left, right, |c| {
            let differ = bytes ^ (ONES * c as u64);
            differ.wrapping_sub(ONES) & !differ & (ONES << 7) != 0
        });
    }
    let mut low = 0u128;
    set.iter().for_each(|c| low |= 1 << c);
    strip(h, left, right, |c| low >> c & 1 != 0)
}

/// Start and stop of a search, clipped as slices are.
pub fn clip_range(start: i64, stop: i64, len: usize) -> (i64, i64) {
    let n = len as i64;
    let clip = |i: i64| if i < 0 { i.saturating_add(n).max(0) } else { i };
    (clip(start), clip(stop).min(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn wide_searches_respect_alignment() {
        let h: Vec<u16> = vec![0x0102, 0x0102, 0x0201, 0x0102];
        assert_eq!(find(&h, &[0x0201u16, 0x0102]), Some(2));
        assert_eq!(find(&h, &[0x0201u16, 0x0201]), None);
        assert_eq!(rfind(&h, &[0x0102u16, 0x0102]), Some(0));
        assert_eq!(count(&[7u32, 7, 7, 7, 7], &[7u32, 7], usize::MAX), 2);
    }
    #[test]
    fn splits() {
        assert_eq!(split(b"a,b,,c", b",", 2), [0..1, 2..3, 4..6]);
        assert_eq!(rsplit(b"a,b,,c", b",", 2), [0..3, 4..4, 5..6]);
        assert_eq!(split_space(b"  a b  c  ", 1, |c| c == 32), [2..3, 4..10]);
        assert_eq!(split_lines(b"a\r\nb\n\nc", false, |c| c == 10 || c == 13), [0..1, 3..4, 5..5, 6..7]);
    }
}
