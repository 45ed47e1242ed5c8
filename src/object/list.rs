//! `list`: a length and an array that grows.

use std::cell::Cell;

use super::Raised;
use super::buffer::{Array, GcVec};
use super::gc::{Gc, Ptr, alloc};
use super::value::Value;
use crate::layout;

layout! {
    /// Items `0..len` of `array`; the words behind are 0.
    pub struct List: List {
        gc array: Ptr<Array>,
        raw len: Cell<usize>,
    }
}

layout! {
    /// An iterator over a list; `list` is empty once it is exhausted.
    pub struct ListIter: ListIter {
        gc list: Ptr<List>,
        raw index: Cell<usize>,
    }
}

/// Room for the items of a list that there is no room for in `cap` words.
fn more_than(cap: usize) -> usize {
    const SHORT: usize = 64;
    4 + cap + if cap < SHORT { cap } else { cap >> 1 }
}
impl List {
    /// Items that a new list gets room for, at most, because they are likely to come.
    pub const FORESEEN: usize = 1000;
    pub fn new() -> Gc<List> {
        List::with_array(None, 0)
    }
    pub fn with_capacity(n: usize) -> Result<Gc<List>, Raised> {
        if n == 0 {
            return Ok(List::new());
        }
        let a = Array::try_new(n)?;
        Ok(List::with_array(Some(a), 0))
    }
    pub fn with_array(array: Option<Gc<Array>>, len: usize) -> Gc<List> {
        alloc(List { header: List::HEADER, array: Ptr::new(array), len: Cell::new(len) })
    }
    pub fn from_slice(items: &[Value]) -> Result<Gc<List>, Raised> {
        if items.is_empty() {
            return Ok(List::new());
        }
        Ok(List::with_array(Some(Array::of(items)?), items.len()))
    }
    pub fn from_vec(v: GcVec) -> Gc<List> {
        let n = v.len();
        List::with_array(v.into_array(), n)
    }
}
impl Gc<List> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len.get()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    pub fn get(self, i: usize) -> Option<Value> {
        if i < self.len() { self.array.gc().get(i) } else { None }
    }
    /// Overwrites item `i < len`.
    #[inline(always)]
    pub fn put(self, i: usize, v: Value) {
        debug_assert!(i < self.len());
        self.array.gc().set(i, v);
    }
    /// The items as a slice that is valid only until the list is touched: never call into Python while holding it.
    pub fn items<'a>(self) -> &'a [Value] {
        match self.array.get() {
            // SAFETY: the first `len` words are values; see above for how long.
            Some(a) => unsafe { std::slice::from_raw_parts(a.items() as *const Value, self.len()) },
            None => &[],
        }
    }
    /// Room for `n` items in all.
    pub fn reserve(self, n: usize) -> Result<(), Raised> {
        let a = match self.array.get() {
            None => Array::try_new(n.max(4))?,
            Some(a) if n <= a.cap.get() => return Ok(()),
            Some(a) => a.grown(self.len(), Array::room(n.max(more_than(a.cap.get()))))?,
        };
        self.array.set(self, a);
        Ok(())
    }
    #[inline]
    pub fn push(self, v: Value) -> Result<(), Raised> {
        let n = self.len();
        if let Some(a) = self.array.get()
            && n < a.cap.get()
        {
            a.set(n, v);
            self.len.set(n + 1);
            return Ok(());
        }
        self.push_growing(v)
    }
    #[inline(never)]
    fn push_growing(self, v: Value) -> Result<(), Raised> {
        let n = self.len();
        self.reserve(n + 1)?;
        self.array.gc().set(n, v);
        self.len.set(n + 1);
        Ok(())
    }
    pub fn extend(self, items: &[Value]) -> Result<(), Raised> {
        let n = self.len();
        self.reserve(n + items.len())?;
        let a = self.array.get();
        if let Some(a) = a
            && !items.is_empty()
        {
            // SAFETY: `reserve` made room; `items` may be part of this very list, whose old storage lives on the stack.
            unsafe { std::ptr::copy(items.as_ptr() as *const u64, a.items().add(n), items.len()) };
            a.written();
            self.len.set(n + items.len());
        }
        Ok(())
    }
    pub fn pop(self) -> Option<Value> {
        let n = self.len();
        if n == 0 {
            return None;
        }
        let v = self.array.gc().get(n - 1);
        self.array.gc().set(n - 1, None);
        self.len.set(n - 1);
        v
    }
    /// Shortens to `n` items.
    pub fn truncate(self, n: usize) {
        let len = self.len();
        if n < len {
            // SAFETY: in bounds; storing 0 needs no barrier.
            unsafe { std::ptr::write_bytes(self.array.gc().items().add(n), 0, len - n) };
            self.len.set(n);
        }
    }
}
