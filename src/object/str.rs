//! `str`: code points of one width (1, 2 or 4 bytes, the narrowest that fits; PEP 393), O(1) indexing, cached hash,
//! lone surrogates allowed. The data lie behind the object or in a buffer it shares with others (slices, `s += t`).
//!
//! Invariant: `width` is the narrowest that holds every code point, so equal strings have equal width.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem::{MaybeUninit, offset_of};

use super::buffer::{Buffer, copy_bytes, load_short, store_short};
use super::gc::{Gc, Object, Ptr};
use super::heap::heap;
use super::kind::Kind;
use super::value::Value;
use super::{Raised, memory_error, out_of_memory};
use crate::layout;

layout! {
    pub struct Str: Str {
        /// The buffer the data lie in; empty if they follow this object.
        gc owner: Ptr<Buffer>,
        /// In code points.
        raw len: usize,
        raw data: *const u8,
        /// 0: not computed yet.
        raw hash: Cell<i64>,
        /// Bytes for a code point: 1, 2 or 4.
        raw width: u8,
        /// All code points below 128.
        raw ascii: bool,
        /// In the intern table: equality with another interned string is identity.
        raw interned: Cell<bool>,
        /// Made by concatenation: being a left operand once more, it is worth a buffer with room to grow.
        raw joined: bool,
    }
}

const INLINE_LIMIT: usize = 4096;

/// The narrowest width for code points up to `max`.
pub fn width_for(max: u32) -> u8 {
    if max < 0x100 {
        1
    } else if max < 0x10000 {
        2
    } else {
        4
    }
}

impl Str {
    /// Room for `len` code points of `width`; the caller fills the data at once through the returned pointer.
    pub fn try_alloc(len: usize, width: u8, ascii: bool) -> Result<(Gc<Str>, *mut u8), Raised> {
        let bytes = len.checked_mul(width as usize).ok_or_else(memory_error)?;
        if bytes <= INLINE_LIMIT {
            let p = heap().alloc(size_of::<Str>() + bytes, Kind::Str as u32).map_err(|_| memory_error())? as *mut Str;
            // SAFETY: fresh object with `bytes` bytes behind the fixed part.
            unsafe {
                let data = p.add(1) as *mut u8;
                Str::fill(p, None, len, data, width, ascii);
                Ok((Gc::from_raw(p), data))
            }
        } else {
            let buf = Buffer::try_new(bytes)?;
            let data = buf.bytes();
            Ok((Str::of_buffer(buf, data, len, width, ascii), data))
        }
    }
    /// An object of another shape (a subclass of `str`) with the text of `s`.
    pub fn try_subclass(shape: &super::shape::ShapeInfo, s: Gc<Str>) -> Result<Gc<Str>, Raised> {
        let buf = Buffer::try_new(s.raw().len())?;
        let p = super::instance::alloc_instance(shape)? as *mut Str;
        // SAFETY: `buf` has room; `p` is a fresh object that starts with this layout.
        unsafe {
            std::ptr::copy_nonoverlapping(s.data, buf.bytes(), s.raw().len());
            Str::fill(p, Some(buf), s.len, buf.bytes(), s.width, s.ascii);
            Ok(Gc::from_raw(p))
        }
    }
    /// Writes all fields behind the header.
    #[inline(always)]
    unsafe fn fill(p: *mut Str, owner: Option<Gc<Buffer>>, len: usize, data: *const u8, width: u8, ascii: bool) {
        (&raw mut (*p).owner).write(Ptr::new(owner));
        (&raw mut (*p).len).write(len);
        (&raw mut (*p).data).write(data);
        (&raw mut (*p).hash).write(Cell::new(0));
        // the four small ones together
        const { assert!(offset_of!(Str, joined) == offset_of!(Str, width) + 3) };
        const { assert!(offset_of!(Str, interned) == offset_of!(Str, width) + 2) };
        const { assert!(offset_of!(Str, ascii) == offset_of!(Str, width) + 1) };
        (&raw mut (*p).width).cast::<u32>().write(u32::from_le_bytes([width, ascii as u8, 0, 0]).to_le());
    }
    /// A string whose data lie in `buf` at `data` (nobody changes them any more, except behind the end).
    pub fn of_buffer(buf: Gc<Buffer>, data: *const u8, len: usize, width: u8, ascii: bool) -> Gc<Str> {
        let p = heap().alloc(size_of::<Str>(), Kind::Str as u32).unwrap_or_else(|_| out_of_memory()) as *mut Str;
        // SAFETY: fresh object.
        unsafe {
            Str::fill(p, Some(buf), len, data, width, ascii);
            Gc::from_raw(p)
        }
    }
    pub fn try_new(s: &str) -> Result<Gc<Str>, Raised> {
        if s.is_ascii() {
            // SAFETY: ASCII, and not of the heap's to move.
            return unsafe { ascii_of(s.as_ptr(), s.len()) };
        }
        let (mut n, mut max) = (0, 0);
        for c in s.chars() {
            n += 1;
            max = max.max(c as u32);
        }
        Str::from_points(n, max, s.chars().map(|c| c as u32))
    }
    /// A string of the given text; for texts that are in memory already.
    pub fn new(s: &str) -> Gc<Str> {
        Str::try_new(s).unwrap_or_else(|_| out_of_memory())
    }
    /// `n` code points, the largest of which is `max`.
    pub fn from_points(n: usize, max: u32, points: impl Iterator<Item = u32>) -> Result<Gc<Str>, Raised> {
        let width = width_for(max);
        let (g, data) = Str::try_alloc(n, width, max < 128)?;
        for (i, c) in points.take(n).enumerate() {
            // SAFETY: i < n.
            unsafe { write_point(data, width, i, c) };
        }
        Ok(g)
    }
    pub fn from_u32s(s: &[u32]) -> Result<Gc<Str>, Raised> {
        Str::from_points(s.len(), s.iter().copied().max().unwrap_or(0), s.iter().copied())
    }
    /// The interned string of this text: one object for all equal texts.
    pub fn intern(s: &str) -> Gc<Str> {
        crate::vm::vm().intern_text(s)
    }
    pub fn empty() -> Gc<Str> {
        crate::vm::vm().empty_str.gc()
    }
}

/// # Safety
/// Index `i` of data of this width is in bounds.
#[inline(always)]
pub unsafe fn read_point(data: *const u8, width: u8, i: usize) -> u32 {
    match width {
        1 => *data.add(i) as u32,
        2 => *(data as *const u16).add(i) as u32,
        _ => *(data as *const u32).add(i),
    }
}
/// # Safety
/// As `read_point`; `c` fits the width.
#[inline(always)]
pub unsafe fn write_point(data: *mut u8, width: u8, i: usize, c: u32) {
    match width {
        1 => *data.add(i) = c as u8,
        2 => *(data as *mut u16).add(i) = c as u16,
        _ => *(data as *mut u32).add(i) = c,
    }
}

impl Gc<Str> {
    /// Length in code points.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len
    }
    pub fn is_empty(self) -> bool {
        self.len == 0
    }
    /// Code point `i < len`.
    #[inline(always)]
    pub fn point(self, i: usize) -> u32 {
        assert!(i < self.len);
        // SAFETY: in bounds.
        unsafe { read_point(self.data, self.width, i) }
    }
    pub fn points(self) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
        // SAFETY: in bounds; `self` is captured, which keeps the data alive.
        (0..self.len).map(move |i| unsafe { read_point(self.data, self.width, i) })
    }
    /// The raw data, `len * width` bytes.
    pub fn raw<'a>(self) -> &'a [u8] {
        // SAFETY: in bounds; keep the Gc beside the slice.
        unsafe { std::slice::from_raw_parts(self.data, self.len * self.width as usize) }
    }
    /// The text without a copy, if it is ASCII.
    pub fn as_ascii<'a>(self) -> Option<&'a str> {
        // SAFETY: ASCII bytes are UTF-8.
        if self.ascii { Some(unsafe { std::str::from_utf8_unchecked(self.raw()) }) } else { None }
    }
    /// The text; lone surrogates become U+FFFD.
    pub fn to_text<'a>(self) -> Cow<'a, str> {
        match self.as_ascii() {
            Some(s) => Cow::Borrowed(s),
            None => Cow::Owned(self.points().map(|c| char::from_u32(c).unwrap_or('\u{fffd}')).collect()),
        }
    }
    /// The text, or `None` if it has lone surrogates.
    pub fn to_utf8<'a>(self) -> Option<Cow<'a, str>> {
        match self.as_ascii() {
            Some(s) => Some(Cow::Borrowed(s)),
            None => self.points().map(char::from_u32).collect::<Option<String>>().map(Cow::Owned),
        }
    }
    /// Same code points.
    #[inline]
    pub fn same(self, o: Gc<Str>) -> bool {
        self == o || (self.len == o.len && self.width == o.width && same_bytes(self.raw(), o.raw()))
    }
    /// `same`, if that needs no call.
    #[inline(always)]
    pub fn same_if_short(self, o: Gc<Str>) -> Option<bool> {
        if self.len != o.len || self.width != o.width {
            return Some(false);
        }
        same_short_bytes(self.raw(), o.raw())
    }
    pub fn is_text(self, s: &str) -> bool {
        match self.as_ascii() {
            Some(t) => t == s,
            None => self.points().eq(s.chars().map(|c| c as u32)),
        }
    }
    /// Cached hash, never 0 nor -1.
    #[inline(always)]
    pub fn hash_value(self) -> i64 {
        let h = self.hash.get();
        if h != 0 { h } else { self.compute_hash() }
    }
    #[inline(never)]
    fn compute_hash(self) -> i64 {
        let h = super::hash::hash_str(self);
        self.hash.set(h);
        h
    }
    /// The one interned string equal to this.
    pub fn interned(self) -> Gc<Str> {
        if self.interned.get() { self } else { crate::vm::vm().intern(self) }
    }
}

/// Are two slices of one length equal? Short ones without a call.
#[inline]
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    same_short_bytes(a, b).unwrap_or_else(|| a == b)
}
/// The same for up to 32 bytes, by a few words that may overlap.
#[inline(always)]
pub fn same_short_bytes(a: &[u8], b: &[u8]) -> Option<bool> {
    let n = a.len();
    debug_assert_eq!(n, b.len());
    // SAFETY: the offsets read are inside both slices.
    unsafe {
        let differ = |i: usize| {
            (a.as_ptr().add(i) as *const u64).read_unaligned() ^ (b.as_ptr().add(i) as *const u64).read_unaligned()
        };
        let differ4 = |i: usize| {
            (a.as_ptr().add(i) as *const u32).read_unaligned() ^ (b.as_ptr().add(i) as *const u32).read_unaligned()
        };
        let differ1 = |i: usize| a.get_unchecked(i) ^ b.get_unchecked(i);
        Some(match n {
            8..=16 => differ(0) | differ(n - 8) == 0,
            4..8 => differ4(0) | differ4(n - 4) == 0,
            0 => true,
            1..4 => differ1(0) | differ1(n / 2) | differ1(n - 1) == 0,
            17..=32 => differ(0) | differ(8) | differ(n - 16) | differ(n - 8) == 0,
            _ => return None,
        })
    }
}

/// A code unit of one of the three widths.
pub trait Unit: Copy + Eq + Ord + Into<u32> + 'static {
    /// The unit of a code point that is known to fit.
    fn of(c: u32) -> Self;
}
impl Unit for u8 {
    #[inline(always)]
    fn of(c: u32) -> u8 {
        c as u8
    }
}
impl Unit for u16 {
    #[inline(always)]
    fn of(c: u32) -> u16 {
        c as u16
    }
}
impl Unit for u32 {
    #[inline(always)]
    fn of(c: u32) -> u32 {
        c
    }
}
/// The data of a string by width.
#[derive(Clone, Copy)]
pub enum Units<'a> {
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
}
/// `units!(s, |x| …)`: the same expression for the slice of whatever width.
#[macro_export]
macro_rules! units {
    ($s:expr, |$x:ident| $e:expr) => {
        match $s.units() {
            $crate::object::str::Units::One($x) => $e,
            $crate::object::str::Units::Two($x) => $e,
            $crate::object::str::Units::Four($x) => $e,
        }
    };
}

/// Space in front of the data of a buffer that grows: how many bytes behind it are used.
const HEAD: usize = 8;
/// Concatenations below this many bytes are simply copied.
const GROW_FROM: usize = 256;

impl Gc<Str> {
    /// The data; keep the Gc beside it.
    #[inline(always)]
    pub fn units<'a>(self) -> Units<'a> {
        // SAFETY: `len` units of that width, aligned by construction.
        unsafe {
            match self.width {
                1 => Units::One(std::slice::from_raw_parts(self.data, self.len)),
                2 => Units::Two(std::slice::from_raw_parts(self.data as *const u16, self.len)),
                _ => Units::Four(std::slice::from_raw_parts(self.data as *const u32, self.len)),
            }
        }
    }
    #[inline(always)]
    pub fn is_exact(self) -> bool {
        self.header().shape() == Kind::Str as u32
    }
    /// The same text as an object of class `str` itself.
    pub fn to_exact(self) -> Result<Gc<Str>, Raised> {
        if self.is_exact() {
            return Ok(self);
        }
        let (g, data) = Str::try_alloc(self.len, self.width, self.ascii)?;
        // SAFETY: room for the data.
        unsafe { std::ptr::copy_nonoverlapping(self.data, data, self.raw().len()) };
        Ok(g)
    }
    /// The growing buffer that ends where this string ends, if there is one.
    fn growable(self) -> Option<Gc<Buffer>> {
        let buf = self.owner.get()?;
        // SAFETY: data `HEAD` behind the start of its buffer mean that the head holds the used length.
        unsafe {
            let start = buf.bytes().add(HEAD);
            (start as *const u8 == self.data && *(buf.bytes() as *const usize) == self.raw().len()).then_some(buf)
        }
    }
    /// Copies the text to `to`, widening to `width`.
    ///
    /// # Safety
    /// There is room for `len` units of that width, and `width` is not below that of the string.
    #[inline]
    pub unsafe fn copy_to(self, to: *mut u8, width: u8) {
        if self.width == width {
            return copy_bytes(self.data, to, self.len * width as usize);
        }
        self.widen_to(to, width);
    }
    unsafe fn widen_to(self, to: *mut u8, width: u8) {
        match (self.units(), width) {
            (Units::One(s), 2) => s.iter().enumerate().for_each(|(i, &c)| *(to as *mut u16).add(i) = c as u16),
            (Units::One(s), _) => s.iter().enumerate().for_each(|(i, &c)| *(to as *mut u32).add(i) = c as u32),
            (Units::Two(s), _) => s.iter().enumerate().for_each(|(i, &c)| *(to as *mut u32).add(i) = c as u32),
            (Units::Four(_), _) => debug_assert!(false, "narrowing copy"),
        }
    }
}

/// `a + b`. Amortised O(len b) when `a` is itself the newest result of such a concatenation: its buffer has room behind
/// the end, and only the last extension may use that room.
pub fn concat(a: Gc<Str>, b: Gc<Str>) -> Result<Gc<Str>, Raised> {
    if b.len == 0 {
        return a.to_exact();
    }
    if a.len == 0 {
        return b.to_exact();
    }
    let len = a.len.checked_add(b.len).ok_or_else(memory_error)?;
    let width = a.width.max(b.width);
    let ascii = a.ascii && b.ascii;
    let bytes = len.checked_mul(width as usize).ok_or_else(memory_error)?;
    if bytes <= 16 && width == 1 {
        // SAFETY: the data of both.
        let both = unsafe { load_short(a.data, a.len) | load_short(b.data, b.len) << (8 * a.len) };
        return short(both, len, ascii);
    }
    if bytes < GROW_FROM || !a.joined {
        let (g, data) = Str::try_alloc(len, width, ascii)?;
        // SAFETY: room for both; the object is young and only we know it.
        unsafe {
            a.copy_to(data, width);
            b.copy_to(data.add(a.len * width as usize), width);
            (*g.as_ptr()).joined = true;
        }
        return Ok(g);
    }
    let used = a.len * width as usize;
    let cap = bytes.checked_add(bytes / 2 + HEAD).ok_or_else(memory_error)?;
    let buf = match a.growable() {
        Some(buf) if a.width == width => {
            if buf.cap.get() >= bytes + HEAD {
                buf
            } else {
                buf.grown(used + HEAD, cap)?
            }
        }
        _ => {
            let buf = Buffer::try_new(cap)?;
            // SAFETY: room for the text.
            unsafe { a.copy_to(buf.bytes().add(HEAD), width) };
            buf
        }
    };
    // SAFETY: the buffer has `bytes + HEAD` bytes, of which nobody uses those behind `used + HEAD`.
    unsafe {
        let start = buf.bytes().add(HEAD);
        b.copy_to(start.add(used), width);
        *(buf.bytes() as *mut usize) = bytes;
        let g = Str::of_buffer(buf, start, len, width, ascii);
        (*g.as_ptr()).joined = true;
        Ok(g)
    }
}

/// All parts, if each is one ASCII character: what programs that look at each character of a text collect.
pub fn concat_characters(parts: &[Value]) -> Result<Option<Gc<Str>>, Raised> {
    // 0 if it is something else
    let character = |v: &Value| match v.exact::<Str>() {
        // SAFETY: a string that is not empty has data.
        Some(s) if s.len == 1 && s.ascii => unsafe { *s.data as u32 | 0x100 },
        _ => 0,
    };
    if parts.len() < 2
        || [parts.first(), parts.get(parts.len() / 2), parts.last()].iter().flatten().any(|p| character(p) == 0)
    {
        return Ok(None);
    }
    let (g, data) = Str::try_alloc(parts.len(), 1, true)?;
    for (i, p) in parts.iter().enumerate() {
        let c = character(p);
        if c == 0 {
            return Ok(None);
        }
        // SAFETY: there is room for as many bytes as there are parts.
        unsafe { *data.add(i) = c as u8 };
    }
    Ok(Some(g))
}
/// All parts, one behind the other. They are strings.
pub fn concat_all(parts: &[Value]) -> Result<Gc<Str>, Raised> {
    // SAFETY: the caller knows that the parts are strings.
    let text = |p: &Value| unsafe { p.cast_unchecked::<Str>() };
    let (mut len, mut width, mut ascii) = (0usize, 1, true);
    for s in parts.iter().map(text) {
        len = len.checked_add(s.len).ok_or_else(memory_error)?;
        width = width.max(s.width);
        ascii &= s.ascii;
    }
    let (g, mut at) = Str::try_alloc(len, width, ascii)?;
    for s in parts.iter().map(text) {
        // SAFETY: the lengths add up to `len`.
        unsafe {
            s.copy_to(at, width);
            at = at.add(s.len * width as usize);
        }
    }
    Ok(g)
}

/// Code point `i` as a string.
#[inline]
pub fn get_index(s: Gc<Str>, i: usize) -> Gc<Str> {
    of_point(s.point(i))
}
/// The string of one code point.
#[inline]
pub fn of_point(c: u32) -> Gc<Str> {
    if c < 0x100 {
        return crate::vm::vm().latin1(c as u8);
    }
    Str::from_points(1, c, std::iter::once(c)).unwrap_or_else(|_| out_of_memory())
}

/// A string of these units, narrowed.
pub fn of_units<T: Unit>(u: &[T]) -> Result<Gc<Str>, Raised> {
    match u {
        [] => return Ok(Str::empty()),
        [c] => return Ok(of_point((*c).into())),
        _ => {}
    }
    let max: u32 = match size_of::<T>() {
        // SAFETY: T is u8.
        1 if unsafe { std::slice::from_raw_parts(u.as_ptr() as *const u8, u.len()) }.is_ascii() => 127,
        1 => 255,
        _ => u.iter().copied().max().map_or(0, Into::into),
    };
    let width = width_for(max);
    let (g, data) = Str::try_alloc(u.len(), width, max < 128)?;
    // SAFETY: room for `u.len()` units; `data` does not overlap.
    unsafe {
        match width as usize {
            w if w == size_of::<T>() => copy_bytes(u.as_ptr() as *const u8, data, size_of_val(u)),
            1 => u.iter().enumerate().for_each(|(i, &c)| *data.add(i) = Into::<u32>::into(c) as u8),
            _ => u.iter().enumerate().for_each(|(i, &c)| *(data as *mut u16).add(i) = Into::<u32>::into(c) as u16),
        }
    }
    Ok(g)
}

/// `s[from..to]`, bounds already clipped.
#[inline]
pub fn slice(s: Gc<Str>, from: usize, to: usize) -> Result<Gc<Str>, Raised> {
    let to = to.min(s.len);
    if from >= to {
        return Ok(Str::empty());
    }
    if from == 0 && to == s.len {
        return s.to_exact();
    }
    match s.units() {
        Units::One(u) if s.ascii => {
            if to - from == 1 {
                return Ok(crate::vm::vm().latin1(u[from]));
            }
            // SAFETY: a part of the data.
            unsafe { ascii_part(s.data.add(from), to - from, s.len - from) }
        }
        Units::One(u) => of_units(&u[from..to]),
        Units::Two(u) => of_units(&u[from..to]),
        Units::Four(u) => of_units(&u[from..to]),
    }
}

/// A string of these ASCII bytes.
///
/// # Safety
/// `n` ASCII bytes at `from`, which stay where they are while memory is taken.
#[inline]
unsafe fn ascii_of(from: *const u8, n: usize) -> Result<Gc<Str>, Raised> {
    ascii_part(from, n, n)
}
/// The same where `room` bytes can be read.
#[inline(always)]
unsafe fn ascii_part(from: *const u8, n: usize, room: usize) -> Result<Gc<Str>, Raised> {
    // what is read behind the end lies behind the end of the new string, too
    if n <= 8 && room >= 8 {
        return short(u64::from_le((from as *const u64).read_unaligned()) as u128, n, true);
    }
    if n <= 16 {
        let whole = room >= 16;
        let bytes = if whole { u128::from_le((from as *const u128).read_unaligned()) } else { load_short(from, n) };
        return short(bytes, n, true);
    }
    let (g, data) = Str::try_alloc(n, 1, true)?;
    std::ptr::copy_nonoverlapping(from, data, n);
    Ok(g)
}
/// A string of at most sixteen bytes; those behind may be anything.
#[inline]
fn short(bytes: u128, n: usize, ascii: bool) -> Result<Gc<Str>, Raised> {
    let p = heap().alloc(size_of::<Str>() + n, Kind::Str as u32).map_err(|_| memory_error())? as *mut Str;
    // SAFETY: a fresh object with whole words behind the fixed part.
    unsafe {
        let data = p.add(1) as *mut u8;
        Str::fill(p, None, n, data, 1, ascii);
        store_short(data, bytes, n);
        Ok(Gc::from_raw(p))
    }
}
const _: () = assert!(size_of::<Str>() == 48);

/// The `n` code points of `s` from `last` on, backwards.
pub fn slice_back(s: Gc<Str>, last: usize, n: usize) -> Result<Gc<Str>, Raised> {
    debug_assert!(n == 0 || n <= last + 1 && last < s.len);
    match n {
        0 => return Ok(Str::empty()),
        1 => return Ok(get_index(s, last)),
        _ => {}
    }
    if !s.ascii && n != s.len {
        // perhaps it takes less width
        let part = slice(s, last + 1 - n, last + 1)?;
        return slice_back(part, n - 1, n);
    }
    if s.ascii && n <= 16 {
        // SAFETY: a part of the data.
        let bytes = unsafe { load_short(s.data.add(last + 1 - n), n) };
        return short(bytes.swap_bytes() >> (8 * (16 - n)), n, true);
    }
    let (g, data) = Str::try_alloc(n, s.width, s.ascii)?;
    crate::units!(s, |units| reverse(&units[last + 1 - n..last + 1], data));
    Ok(g)
}
fn reverse<T: Copy>(from: &[T], to: *mut u8) {
    let to = to as *mut T;
    for (i, c) in from.iter().rev().enumerate() {
        // SAFETY: the caller has made room for as many units.
        unsafe { *to.add(i) = *c };
    }
}

/// `s * n`; `None` if the result would be too long for any string.
pub fn repeat(s: Gc<Str>, n: i64) -> Option<Result<Gc<Str>, Raised>> {
    if n <= 0 || s.len == 0 {
        return Some(Ok(Str::empty()));
    }
    if n == 1 {
        return Some(s.to_exact());
    }
    let len = s.len.checked_mul(n as usize).filter(|l| *l <= isize::MAX as usize)?;
    Some(Str::try_alloc(len, s.width, s.ascii).map(|(g, data)| {
        // SAFETY: room for `len` units.
        unsafe { fill_repeated(data, s.raw(), len * s.width as usize) };
        g
    }))
}
/// Fills `total` bytes with repetitions of `unit`.
///
/// # Safety
/// `to` has room for `total` bytes and does not overlap `unit`.
pub unsafe fn fill_repeated(to: *mut u8, unit: &[u8], total: usize) {
    if unit.len() == 1 {
        return std::ptr::write_bytes(to, unit[0], total);
    }
    let mut done = unit.len().min(total);
    std::ptr::copy_nonoverlapping(unit.as_ptr(), to, done);
    while done < total {
        let n = done.min(total - done);
        std::ptr::copy_nonoverlapping(to, to.add(done), n);
        done += n;
    }
}

/// Order by code points.
pub fn compare(a: Gc<Str>, b: Gc<Str>) -> std::cmp::Ordering {
    match (a.units(), b.units()) {
        (Units::One(&[x, ..]), Units::One(&[y, ..])) if x != y => x.cmp(&y),
        (Units::One(x), Units::One(y)) => x.cmp(y),
        (Units::Two(x), Units::Two(y)) => x.cmp(y),
        (Units::Four(x), Units::Four(y)) => x.cmp(y),
        _ => a.points().cmp(b.points()),
    }
}

/// Builds a string point by point, widening as needed. Short ones take no memory but its own.
pub struct StrBuilder {
    room: [MaybeUninit<u8>; SHORT],
    /// How many bytes of `room` are used; nothing is there any more once `narrow` or `wide` has something.
    short: usize,
    narrow: Vec<u8>,
    wide: Vec<u32>,
    max: u32,
}
const SHORT: usize = 128;
impl Default for StrBuilder {
    fn default() -> StrBuilder {
        StrBuilder::new()
    }
}
impl StrBuilder {
    #[inline]
    pub fn new() -> StrBuilder {
        StrBuilder {
            room: [const { MaybeUninit::uninit() }; SHORT],
            short: 0,
            narrow: Vec::new(),
            wide: Vec::new(),
            max: 0,
        }
    }
    fn short_bytes(&self) -> &[u8] {
        // SAFETY: that many bytes of the room were written.
        unsafe { self.room[..self.short].assume_init_ref() }
    }
    fn is_narrow(&self) -> bool {
        self.wide.is_empty()
    }
    /// Narrow code points, the largest of which is at most `max`.
    #[inline]
    fn push_bytes(&mut self, b: &[u8], max: u32) {
        self.max = self.max.max(max);
        if self.narrow.is_empty() && b.len() <= SHORT - self.short {
            // SAFETY: there is room for them.
            unsafe { copy_bytes(b.as_ptr(), self.room.as_mut_ptr().add(self.short) as *mut u8, b.len()) };
            self.short += b.len();
            return;
        }
        self.push_long(b);
    }
    #[inline(never)]
    fn push_long(&mut self, b: &[u8]) {
        if self.narrow.is_empty() {
            self.narrow.reserve((self.short + b.len()) * 2);
            let short = std::mem::take(&mut self.short);
            // SAFETY: that many bytes of the room were written.
            self.narrow.extend_from_slice(unsafe { self.room[..short].assume_init_ref() });
        }
        self.narrow.extend_from_slice(b);
    }
    #[inline]
    pub fn push(&mut self, c: u32) {
        if self.is_narrow() && c < 0x100 {
            return self.push_bytes(&[c as u8], c);
        }
        self.push_wide(c);
    }
    #[inline(never)]
    fn push_wide(&mut self, c: u32) {
        self.max = self.max.max(c);
        if self.is_narrow() {
            self.wide = self.short_bytes().iter().chain(&self.narrow).map(|c| u32::from(*c)).collect();
            self.short = 0;
            self.narrow = Vec::new();
        }
        self.wide.push(c);
    }
    pub fn push_char(&mut self, c: char) {
        self.push(c as u32);
    }
    /// The same code point `n` times.
    pub fn push_times(&mut self, c: u32, n: usize) {
        if c < 0x100 && self.is_narrow() {
            if n <= 16 {
                return self.push_bytes(&[c as u8; 16][..n], c);
            }
            let (piece, mut left) = ([c as u8; 64], n);
            while left > 0 {
                let now = left.min(piece.len());
                self.push_bytes(&piece[..now], c);
                left -= now;
            }
            return;
        }
        (0..n).for_each(|_| self.push(c));
    }
    #[inline]
    pub fn push_text(&mut self, s: &str) {
        if self.is_narrow() && s.is_ascii() {
            return self.push_bytes(s.as_bytes(), 0x7f);
        }
        s.chars().for_each(|c| self.push(c as u32));
    }
    pub fn push_str(&mut self, s: Gc<Str>) {
        self.push_part(s, 0, s.len());
    }
    /// Code points `from..to` of `s`.
    pub fn push_part(&mut self, s: Gc<Str>, from: usize, to: usize) {
        match s.units() {
            Units::One(u) if self.is_narrow() => {
                let part = &u[from..to];
                self.push_bytes(part, if s.ascii { 0x7f } else { latin1_max(part) });
            }
            _ => (from..to).for_each(|i| self.push(s.point(i))),
        }
    }
    pub fn len(&self) -> usize {
        self.short + self.narrow.len() + self.wide.len()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn finish(&self) -> Result<Gc<Str>, Raised> {
        if self.is_narrow() {
            let b = if self.narrow.is_empty() { self.short_bytes() } else { &self.narrow };
            let (g, data) = Str::try_alloc(b.len(), 1, self.max < 128)?;
            // SAFETY: room for that many bytes.
            unsafe { copy_bytes(b.as_ptr(), data, b.len()) };
            Ok(g)
        } else {
            Str::from_points(self.wide.len(), self.max, self.wide.iter().copied())
        }
    }
}
/// An upper bound of the code points.
fn latin1_max(b: &[u8]) -> u32 {
    if b.is_ascii() { 0x7f } else { 0xff }
}
const _: () = assert!(Str::KIND as u8 == Kind::Str as u8);
