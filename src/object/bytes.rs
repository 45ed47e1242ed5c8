//! `bytes` and `bytearray`.

use std::cell::Cell;

use super::buffer::Buffer;
use super::gc::{Gc, Ptr, alloc};
use super::{Raised, out_of_memory};
use crate::layout;

layout! {
    /// Immutable: `len` bytes of `data`, which lie in `owner`.
    pub struct Bytes: Bytes {
        gc owner: Ptr<Buffer>,
        raw len: usize,
        raw data: *const u8,
        /// 0: not computed yet.
        raw hash: Cell<i64>,
    }
}
layout! {
    /// Mutable: bytes `start..start+len` of `buffer`. `exports` counts live buffer views, which forbid resizing.
    pub struct ByteArray: ByteArray {
        gc buffer: Ptr<Buffer>,
        raw start: Cell<usize>,
        raw len: Cell<usize>,
        raw exports: Cell<usize>,
    }
}

impl Bytes {
    pub fn try_new(b: &[u8]) -> Result<Gc<Bytes>, Raised> {
        let buf = Buffer::try_new(b.len())?;
        // SAFETY: `buf` has room.
        unsafe { std::ptr::copy_nonoverlapping(b.as_ptr(), buf.bytes(), b.len()) };
        Ok(Bytes::of_buffer(buf, 0, b.len()))
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
    pub fn as_slice<'a>(self) -> &'a [u8] {
        // SAFETY: `data..data+len` lies in `owner`, which this object keeps alive; keep the Gc beside the slice.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
}
impl ByteArray {
    pub fn try_new(b: &[u8]) -> Result<Gc<ByteArray>, Raised> {
        let buf = Buffer::try_new(b.len())?;
        // SAFETY: `buf` has room.
        unsafe { std::ptr::copy_nonoverlapping(b.as_ptr(), buf.bytes(), b.len()) };
        Ok(alloc(ByteArray {
            header: ByteArray::HEADER,
            buffer: Ptr::new(buf),
            start: Cell::new(0),
            len: Cell::new(b.len()),
            exports: Cell::new(0),
        }))
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
