//! Typed pointers into the heap, and the slots that hold values inside heap objects.
//!
//! The one rule: a `Value` or `Gc<T>` lives on a native stack, in a frame slot, or inside a GC allocation; never in a
//! malloc'ed `Vec`, `Box`, `HashMap`, in a thread-local or a static (root tables excepted). The native stack is scanned
//! conservatively, so locals, arguments and arrays on the stack need no rooting. Inside objects, values live in `Slot`
//! (one value or nothing) and `Ptr<T>` (one typed pointer or nothing), whose `set` carries the write barrier.

use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

use super::heap::{Header, heap};
use super::kind::Kind;
use super::value::Value;

/// A layout of heap objects: `#[repr(C)]`, first field `header: Header`.
///
/// # Safety
/// The layout starts with a `Header`, and `shape::register_kinds` declares how it is traced.
pub unsafe trait Object: Sized + 'static {
    const KIND: Kind;
}

/// A pointer to a live heap object. `Copy`; dereferences to the object, whose fields are cells.
#[repr(transparent)]
pub struct Gc<T>(NonNull<T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, o: &Self) -> bool {
        self.0 == o.0
    }
}
impl<T> Eq for Gc<T> {}
impl<T> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a Gc on the stack keeps its object alive; objects never move and change through cells only.
        unsafe { self.0.as_ref() }
    }
}
impl<T> Gc<T> {
    /// # Safety
    /// `p` points to a live heap object of layout `T`.
    #[inline(always)]
    pub unsafe fn from_raw(p: *mut T) -> Gc<T> {
        Gc(unsafe { NonNull::new_unchecked(p) })
    }
    #[inline(always)]
    pub fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }
    #[inline(always)]
    pub fn addr(self) -> u64 {
        self.0.as_ptr() as u64
    }
    #[inline(always)]
    pub fn header(self) -> &'static Header {
        // SAFETY: every layout starts with a header.
        unsafe { &*(self.0.as_ptr() as *const Header) }
    }
    #[inline(always)]
    pub fn value(self) -> Value {
        // SAFETY: the address of a heap object is a value.
        unsafe { Value::from_bits(self.addr()) }
    }
}
impl<T> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(g: Gc<T>) -> Value {
        g.value()
    }
}
impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gc({:#x})", self.addr())
    }
}

/// A value, or nothing, inside a heap object.
#[repr(transparent)]
#[derive(Default)]
pub struct Slot(Cell<u64>);

impl Slot {
    /// The initial contents of an object that is being built (no barrier needed: it is young).
    #[inline(always)]
    pub fn new(v: impl Into<Option<Value>>) -> Slot {
        Slot(Cell::new(v.into().map_or(0, Value::bits)))
    }
    pub const fn empty() -> Slot {
        Slot(Cell::new(0))
    }
    #[inline(always)]
    pub fn get(&self) -> Option<Value> {
        // SAFETY: only values and 0 are stored.
        unsafe { Value::from_bits_opt(self.0.get()) }
    }
    /// The contents, or `None` the Python object.
    #[inline(always)]
    pub fn get_or_none(&self) -> Value {
        self.get().unwrap_or_else(super::none)
    }
    /// Stores into the object `owner`, which contains this slot.
    #[inline(always)]
    pub fn set<O>(&self, owner: Gc<O>, v: impl Into<Option<Value>>) {
        let w = v.into().map_or(0, Value::bits);
        heap().barrier(owner.as_ptr() as *mut Header, w);
        self.0.set(w);
    }
    /// Stores into an object that nothing can have collected since it was allocated.
    #[inline(always)]
    pub fn init(&self, v: impl Into<Option<Value>>) {
        self.0.set(v.into().map_or(0, Value::bits));
    }
    pub fn is_some(&self) -> bool {
        self.0.get() != 0
    }
}

/// A typed pointer, or nothing, inside a heap object.
#[repr(transparent)]
pub struct Ptr<T>(Cell<u64>, PhantomData<*mut T>);

impl<T> Default for Ptr<T> {
    fn default() -> Self {
        Ptr::empty()
    }
}
impl<T> Ptr<T> {
    #[inline(always)]
    pub fn new(v: impl Into<Option<Gc<T>>>) -> Ptr<T> {
        Ptr(Cell::new(v.into().map_or(0, Gc::addr)), PhantomData)
    }
    pub const fn empty() -> Ptr<T> {
        Ptr(Cell::new(0), PhantomData)
    }
    #[inline(always)]
    pub fn get(&self) -> Option<Gc<T>> {
        // SAFETY: only addresses of live `T` and 0 are stored.
        NonNull::new(self.0.get() as *mut T).map(Gc)
    }
    /// The pointer of a field that is never empty once its object is built.
    #[inline(always)]
    pub fn gc(&self) -> Gc<T> {
        debug_assert!(self.0.get() != 0);
        // SAFETY: see above; never empty by the owner's invariant.
        unsafe { Gc::from_raw(self.0.get() as *mut T) }
    }
    #[inline(always)]
    pub fn set<O>(&self, owner: Gc<O>, v: impl Into<Option<Gc<T>>>) {
        let w = v.into().map_or(0, Gc::addr);
        heap().barrier(owner.as_ptr() as *mut Header, w);
        self.0.set(w);
    }
    #[inline(always)]
    pub fn init(&self, v: impl Into<Option<Gc<T>>>) {
        self.0.set(v.into().map_or(0, Gc::addr));
    }
}

/// Allocates an object of a built-in layout with its exact class and moves `body` (header included) into it.
#[inline(always)]
pub fn alloc<T: Object>(body: T) -> Gc<T> {
    alloc_shaped(T::KIND as u32, body)
}

/// As `alloc`, for an object of another shape of the same layout without attributes behind it.
#[inline(always)]
pub fn alloc_shaped<T: Object>(shape: u32, body: T) -> Gc<T> {
    let p = match heap().alloc(size_of::<T>(), shape) {
        Ok(p) => p as *mut T,
        Err(_) => super::out_of_memory(),
    };
    // SAFETY: fresh cell of at least this size; the header written by `alloc` is kept.
    unsafe {
        let header = std::ptr::read(p as *const u64);
        std::ptr::write(p, body);
        std::ptr::write(p as *mut u64, header);
        Gc::from_raw(p)
    }
}

/// As `alloc`, for layouts that own something outside the heap: `T` is dropped when the object dies.
pub fn alloc_droppable<T: Object>(body: T) -> Gc<T> {
    let p = match heap().alloc_droppable(size_of::<T>(), T::KIND as u32) {
        Ok(p) => p as *mut T,
        Err(_) => super::out_of_memory(),
    };
    // SAFETY: as in `alloc_shaped`.
    unsafe {
        let header = std::ptr::read(p as *const u64);
        std::ptr::write(p, body);
        std::ptr::write(p as *mut u64, header);
        Gc::from_raw(p)
    }
}
