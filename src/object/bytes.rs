//! `bytes` and `bytearray`.

use std::cell::Cell;
use std::rc::Rc;

use super::buffer::{Buffer, copy_bytes, load_short, store_short};
use super::gc::{Gc, Ptr, alloc, alloc_droppable};
use super::heap::heap;
use super::kind::Kind;
use super::shape::ShapeInfo;
use super::{Raised, memory_error, out_of_memory};
use crate::layout;

layout! {
    /// Immutable: `len` bytes of `data`, which lie in `owner`, or behind this object if `owner` is empty.
    pub struct Bytes: Bytes {
        gc owner: Ptr<Buffer>,
        raw len: usize,
        raw data: *const u8,
        /// 0: not computed yet.
        raw hash: Cell<i64>,
    }
}
layout! {
    /// Mutable: bytes `start..start+len` of `buffer`. `exports` counts live buffer views, which forbid
    /// resizing.
    pub struct ByteArray: ByteArray {
        gc buffer: Ptr<Buffer>,
        raw start: Cell<usize>,
        raw len: Cell<usize>,
        raw exports: ExportCount,
    }
}

/// Longer bytes get a buffer of their own.
const INLINE_LIMIT: usize = 4096;

impl Bytes {
    /// Room for `len` bytes, which the caller fills at once through the pointer.
    pub fn try_alloc(len: usize) -> Result<(Gc<Bytes>, *mut u8), Raised> {
        if len > INLINE_LIMIT {
            let buf = Buffer::try_new(len)?;
            return Ok((Bytes::of_buffer(buf, 0, len), buf.bytes()));
        }
        let p = heap().alloc(size_of::<Bytes>() + len, Kind::Bytes as u32).map_err(|_| memory_error())? as *mut Bytes;
        // SAFETY: fresh object with `len` bytes behind the fixed part; the header written by `alloc` is kept.
        unsafe {
            let data = p.add(1) as *mut u8;
            Bytes::fill(p, None, len, data);
            Ok((Gc::from_raw(p), data))
        }
    }
    unsafe fn fill(p: *mut Bytes, owner: Option<Gc<Buffer>>, len: usize, data: *const u8) {
        let header = std::ptr::read(p as *const u64);
        std::ptr::write(p, Bytes { header: Bytes::HEADER, owner: Ptr::new(owner), len, data, hash: Cell::new(0) });
        std::ptr::write(p as *mut u64, header);
    }
    /// An object of another shape (a subclass of `bytes`).
    pub fn try_subclass(shape: &ShapeInfo, b: &[u8]) -> Result<Gc<Bytes>, Raised> {
        let buf = Buffer::try_new(b.len())?;
        let p = super::instance::alloc_instance(shape)? as *mut Bytes;
        // SAFETY: `buf` has room; `p` is a fresh object that starts with this layout.
        unsafe {
            std::ptr::copy_nonoverlapping(b.as_ptr(), buf.bytes(), b.len());
            Bytes::fill(p, Some(buf), b.len(), buf.bytes());
            Ok(Gc::from_raw(p))
        }
    }
    /// The first `n` of at most sixteen bytes.
    #[inline]
    pub fn short(bytes: u128, n: usize) -> Result<Gc<Bytes>, Raised> {
        const { assert!(size_of::<Bytes>() == 40) };
        let p = heap().alloc(size_of::<Bytes>() + n, Kind::Bytes as u32).map_err(|_| memory_error())? as *mut Bytes;
        // SAFETY: a fresh object with whole words behind the fixed part.
        unsafe {
            let data = p.add(1) as *mut u8;
            Bytes::fill(p, None, n, data);
            store_short(data, bytes, n);
            Ok(Gc::from_raw(p))
        }
    }
    pub fn try_new(b: &[u8]) -> Result<Gc<Bytes>, Raised> {
        if b.len() <= 16 {
            // SAFETY: the bytes are there.
            return Bytes::short(unsafe { load_short(b.as_ptr(), b.len()) }, b.len());
        }
        let (g, data) = Bytes::try_alloc(b.len())?;
        // SAFETY: room for `b.len()` bytes.
        unsafe { copy_bytes(b.as_ptr(), data, b.len()) };
        Ok(g)
    }
    pub fn new(b: &[u8]) -> Gc<Bytes> {
        Bytes::try_new(b).unwrap_or_else(|_| out_of_memory())
    }
    /// Bytes `start..start+len` of a buffer that nobody will change.
    pub fn of_buffer(buf: Gc<Buffer>, start: usize, len: usize) -> Gc<Bytes> {
        debug_assert!(start + len <= buf.cap.get());
        // SAFETY: in bounds.
        let data = unsafe { buf.bytes().add(start) };
        alloc(Bytes { header: Bytes::HEADER, owner: Ptr::new(buf), len, data, hash: Cell::new(0) })
    }
}
impl Gc<Bytes> {
    /// The same bytes.
    #[inline]
    pub fn same(self, o: Gc<Bytes>) -> bool {
        self == o || self.len == o.len && super::str::same_bytes(self.as_slice(), o.as_slice())
    }
    /// `same`, if that needs no call.
    #[inline(always)]
    pub fn same_if_short(self, o: Gc<Bytes>) -> Option<bool> {
        if self.len != o.len {
            return Some(false);
        }
        super::str::same_short_bytes(self.as_slice(), o.as_slice())
    }
    #[inline(always)]
    pub fn as_slice<'a>(self) -> &'a [u8] {
        // SAFETY: `data..data+len` lies in `owner`, which this object keeps alive; keep the Gc beside the slice.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
}
/// How many views of an object's memory are alive. The counter lies outside the heap, so that a view can give up its share
/// when it is dropped by the collector, whatever has become of the object. One word, which is 0 before the first view.
#[derive(Default)]
#[repr(transparent)]
pub struct ExportCount(Cell<Option<Rc<Cell<usize>>>>);
const _: () = assert!(size_of::<ExportCount>() == 8);
impl ExportCount {
    #[inline]
    pub fn get(&self) -> usize {
        let counter = self.0.take();
        let n = counter.as_ref().map_or(0, |c| c.get());
        self.0.set(counter);
        n
    }
    /// There has been no view yet (or all are forgotten).
    pub fn is_unused(&self) -> bool {
        let counter = self.0.take();
        let unused = counter.is_none();
        self.0.set(counter);
        unused
    }
    /// Counts anew: the views alive so far are of memory that the object has given up.
    pub fn forget(&self) {
        self.0.take();
    }
    pub fn hold(&self) -> Hold {
        let c = self.0.take().unwrap_or_default();
        self.0.set(Some(c.clone()));
        c.set(c.get() + 1);
        Hold(c)
    }
}
/// A share in an `ExportCount`.
pub struct Hold(Rc<Cell<usize>>);
impl Hold {
    /// Another share in the same count.
    pub fn again(&self) -> Hold {
        self.0.set(self.0.get() + 1);
        Hold(self.0.clone())
    }
}
impl Drop for Hold {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl ByteArray {
    /// The contents of a new array in `buf`.
    pub fn of_buffer(buf: Gc<Buffer>, len: usize) -> Gc<ByteArray> {
        alloc_droppable(ByteArray {
            header: ByteArray::HEADER,
            buffer: Ptr::new(buf),
            start: Cell::new(0),
            len: Cell::new(len),
            exports: ExportCount::default(),
        })
    }
    pub fn try_new(b: &[u8]) -> Result<Gc<ByteArray>, Raised> {
        let buf = Buffer::try_new(b.len())?;
        // SAFETY: `buf` has room.
        unsafe { std::ptr::copy_nonoverlapping(b.as_ptr(), buf.bytes(), b.len()) };
        Ok(ByteArray::of_buffer(buf, b.len()))
    }
    /// An empty array of another shape (a subclass).
    pub fn try_subclass(shape: &ShapeInfo) -> Result<Gc<ByteArray>, Raised> {
        let buf = Buffer::try_new(0)?;
        let p = super::instance::alloc_instance(shape)? as *mut ByteArray;
        // SAFETY: a fresh object that starts with this layout; all zero is no counter, length 0.
        unsafe {
            let g = Gc::from_raw(p);
            g.buffer.set(g, buf);
            Ok(g)
        }
    }
}
impl Gc<ByteArray> {
    /// Valid until the array is resized: never call into Python while holding it.
    pub fn as_slice<'a>(self) -> &'a [u8] {
        // SAFETY: in bounds of `buffer`.
        unsafe { std::slice::from_raw_parts(self.buffer.gc().bytes().add(self.start.get()), self.len.get()) }
    }
    /// As `as_slice`, for writing.
    #[allow(clippy::mut_from_ref)]
    pub fn as_mut_slice<'a>(self) -> &'a mut [u8] {
        // SAFETY: in bounds; under the GIL nobody else holds a slice of it while native code writes.
        unsafe { std::slice::from_raw_parts_mut(self.buffer.gc().bytes().add(self.start.get()), self.len.get()) }
    }
}
impl Gc<ByteArray> {
    /// Makes the length `n`; new bytes are unspecified. The caller has checked that no view forbids it.
    pub fn set_len(self, n: usize) -> Result<(), Raised> {
        let (start, len) = (self.start.get(), self.len.get());
        let buf = self.buffer.gc();
        if start + n > buf.cap.get() {
            if n <= buf.cap.get() {
                // room in front, left by deletions there
                // SAFETY: both ranges lie in the buffer.
                unsafe { std::ptr::copy(buf.bytes().add(start), buf.bytes(), len) };
                self.start.set(0);
            } else {
                let cap = n.checked_add(n >> 3).and_then(|c| c.checked_add(16)).ok_or_else(memory_error)?;
                let new = if start == 0 { buf.grown(len, cap)? } else { Buffer::try_new(cap)? };
                if new != buf && start != 0 {
                    // SAFETY: `len` bytes from `start` on, and room for them.
                    unsafe { std::ptr::copy_nonoverlapping(buf.bytes().add(start), new.bytes(), len) };
                }
                self.buffer.set(self, new);
                self.start.set(0);
            }
        } else if n == 0 || n < buf.cap.get() / 4 && buf.cap.get() > 256 {
            // give memory back
            let new = Buffer::try_new(n)?;
            // SAFETY: `n` is at most `len` here, for it is below the capacity and no growth.
            unsafe { std::ptr::copy_nonoverlapping(buf.bytes().add(start), new.bytes(), n.min(len)) };
            self.buffer.set(self, new);
            self.start.set(0);
        }
        self.len.set(n);
        Ok(())
    }
}
