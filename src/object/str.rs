//! `str`: code points of one width (1, 2 or 4 bytes, the narrowest that fits; PEP 393), O(1) indexing, cached hash,
//! lone surrogates allowed. The data lie behind the object or in a buffer it shares with others (slices, `s += t`).
//!
//! Invariant: `width` is the narrowest that holds every code point, so equal strings have equal width.

use std::borrow::Cow;
use std::cell::Cell;

use super::buffer::Buffer;
use super::gc::{Gc, Ptr, Object};
use super::heap::{Header, heap};
use super::kind::Kind;
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
    unsafe fn fill(p: *mut Str, owner: Option<Gc<Buffer>>, len: usize, data: *const u8, width: u8, ascii: bool) {
        let header = std::ptr::read(p as *const u64);
        std::ptr::write(
            p,
            Str {
                header: Str::HEADER,
                owner: Ptr::new(owner),
                len,
                data,
                hash: Cell::new(0),
                width,
                ascii,
                interned: Cell::new(false),
            },
        );
        std::ptr::write(p as *mut u64, header);
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
            let (g, data) = Str::try_alloc(s.len(), 1, true)?;
            // SAFETY: room for `s.len()` bytes.
            unsafe { std::ptr::copy_nonoverlapping(s.as_ptr(), data, s.len()) };
            return Ok(g);
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
        self == o || (self.len == o.len && self.width == o.width && self.raw() == o.raw())
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

/// Builds a string point by point, widening as needed.
#[derive(Default)]
pub struct StrBuilder {
    narrow: Vec<u8>,
    wide: Vec<u32>,
    max: u32,
}
impl StrBuilder {
    pub fn new() -> StrBuilder {
        StrBuilder::default()
    }
    #[inline]
    pub fn push(&mut self, c: u32) {
        self.max = self.max.max(c);
        if self.wide.is_empty() {
            if c < 0x100 {
                return self.narrow.push(c as u8);
            }
            self.wide = self.narrow.drain(..).map(u32::from).collect();
        }
        self.wide.push(c);
    }
    pub fn push_char(&mut self, c: char) {
        self.push(c as u32);
    }
    pub fn push_text(&mut self, s: &str) {
        s.chars().for_each(|c| self.push(c as u32));
    }
    pub fn push_str(&mut self, s: Gc<Str>) {
        if s.width == 1 && self.wide.is_empty() {
            self.narrow.extend_from_slice(s.raw());
            if let Some(&m) = s.raw().iter().max() {
                self.max = self.max.max(m as u32);
            }
        } else {
            s.points().for_each(|c| self.push(c));
        }
    }
    pub fn len(&self) -> usize {
        self.narrow.len() + self.wide.len()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn finish(self) -> Result<Gc<Str>, Raised> {
        if self.wide.is_empty() {
            let (g, data) = Str::try_alloc(self.narrow.len(), 1, self.max < 128)?;
            // SAFETY: room for that many bytes.
            unsafe { std::ptr::copy_nonoverlapping(self.narrow.as_ptr(), data, self.narrow.len()) };
            Ok(g)
        } else {
            Str::from_points(self.wide.len(), self.max, self.wide.iter().copied())
        }
    }
}
const _: () = assert!(Str::KIND as u8 == Kind::Str as u8);
const _: fn(&Header) = |_| ();
