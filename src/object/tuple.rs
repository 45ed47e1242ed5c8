//! `tuple`: length, then the items.

use std::cell::Cell;

use super::buffer::copy_values;
use super::gc::{Gc, Object};
use super::heap::{GcKind, Header, heap};
use super::kind::{Kind, Layout};
use super::value::Value;
use super::{Raised, memory_error, out_of_memory};

/// Items follow the length. Instances of subclasses with a `__dict__` have one more word behind the items for it.
#[repr(C)]
pub struct Tuple {
    pub header: Header,
    pub len: Cell<usize>,
    items: [Cell<u64>; 0],
}
// SAFETY: `GcKind::Array` is exactly this layout.
unsafe impl Object for Tuple {
    const KIND: Kind = Kind::Tuple;
}
impl Layout for Tuple {
    const GC: GcKind = GcKind::Array;
    const SIZE: usize = 0;
}

impl Tuple {
    /// A tuple of `n` unset items, to be filled by `init` before anything else is allocated or called.
    pub fn try_alloc(n: usize, shape: u32, extra_words: usize) -> Result<Gc<Tuple>, Raised> {
        let bytes = n.checked_add(extra_words + 2).and_then(|w| w.checked_mul(8)).ok_or_else(memory_error)?;
        let p = heap().alloc(bytes, shape).map_err(|_| memory_error())? as *mut Tuple;
        // SAFETY: fresh object of `bytes` bytes.
        unsafe {
            (*p).len.set(n);
            std::ptr::write_bytes((p as *mut u64).add(2), 0, n + extra_words);
            Ok(Gc::from_raw(p))
        }
    }
    /// A tuple whose `n > 0` items the caller writes at once, before anything else is allocated; then it calls `written`.
    #[inline(always)]
    pub fn to_fill(n: usize) -> Result<Gc<Tuple>, Raised> {
        if n > usize::MAX / 16 {
            return Err(memory_error());
        }
        let p = heap().alloc(16 + 8 * n, Kind::Tuple as u32).map_err(|_| memory_error())? as *mut Tuple;
        // SAFETY: fresh object of `bytes` bytes.
        unsafe {
            (*p).len.set(n);
            Ok(Gc::from_raw(p))
        }
    }
    pub fn new(items: &[Value]) -> Gc<Tuple> {
        Tuple::try_new(items).unwrap_or_else(|_| out_of_memory())
    }
    pub fn try_new(items: &[Value]) -> Result<Gc<Tuple>, Raised> {
        if items.is_empty() {
            return Ok(Tuple::empty());
        }
        let p = heap().alloc(16 + size_of_val(items), Kind::Tuple as u32).map_err(|_| memory_error())? as *mut Tuple;
        // SAFETY: a fresh object with room for the items, which are kept alive by their owner.
        unsafe {
            (*p).len.set(items.len());
            copy_values(items, (p as *mut u64).add(2));
            heap().remember(p as *mut Header);
            Ok(Gc::from_raw(p))
        }
    }
    /// The empty tuple (one object).
    pub fn empty() -> Gc<Tuple> {
        crate::vm::vm().empty_tuple.gc()
    }
}
impl Gc<Tuple> {
    #[inline(always)]
    pub fn words(self) -> *mut u64 {
        // SAFETY: within the object.
        unsafe { (self.as_ptr() as *mut u64).add(2) }
    }
    /// Tells the collector that items were written.
    pub fn written(self) {
        heap().remember(self.as_ptr() as *mut Header);
    }
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len.get()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// The items. A tuple never changes; keep the `Gc` alive beside the slice.
    #[inline(always)]
    pub fn items<'a>(self) -> &'a [Value] {
        // SAFETY: `len` words, each a value; immutable; the caller holds the tuple.
        unsafe { std::slice::from_raw_parts(self.words() as *const Value, self.len()) }
    }
    #[inline(always)]
    pub fn get(self, i: usize) -> Value {
        self.items()[i]
    }
    /// Fills an item of a tuple under construction (young).
    pub fn init(self, i: usize, v: Value) {
        debug_assert!(i < self.len());
        // SAFETY: in bounds.
        unsafe {
            let slot = self.words().add(i);
            heap().barrier_slot(self.as_ptr() as *mut Header, slot, v.bits());
            *slot = v.bits();
        }
    }
}
