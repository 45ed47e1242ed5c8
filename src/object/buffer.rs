//! Storage that no program sees: arrays of values, byte buffers, and `GcVec`, the growable array for native code.

use std::cell::Cell;

use super::gc::{Gc, Object, Ptr};
use super::heap::{CLASS_SIZES, GcKind, Header, SMALL_MAX, heap, size_class};
use super::kind::{Kind, Layout};
use super::value::Value;
use super::{Raised, memory_error, out_of_memory};

/// A cell that holds nothing (shape 0).
#[repr(C)]
pub struct FreeCell {
    pub header: Header,
}
// SAFETY: header only.
unsafe impl Object for FreeCell {
    const KIND: Kind = Kind::Free;
}
impl Layout for FreeCell {
    const GC: GcKind = GcKind::Leaf;
}

/// `cap` words, each a value or 0. Words behind the used part are 0.
#[repr(C)]
pub struct Array {
    pub header: Header,
    pub cap: Cell<usize>,
    items: [Cell<u64>; 0],
}
// SAFETY: `GcKind::Array` is exactly this layout.
unsafe impl Object for Array {
    const KIND: Kind = Kind::Array;
}
impl Layout for Array {
    const GC: GcKind = GcKind::Array;
    const SIZE: usize = 0;
}

impl Array {
    /// All words 0. `Err(MemoryError)` when there is no room.
    pub fn try_new(cap: usize) -> Result<Gc<Array>, Raised> {
        let bytes = cap.checked_mul(8).and_then(|b| b.checked_add(16)).ok_or_else(memory_error)?;
        let p = heap().alloc(bytes, Kind::Array as u32).map_err(|_| memory_error())? as *mut Array;
        // SAFETY: fresh object of `bytes` bytes.
        unsafe {
            (*p).cap.set(cap);
            // large objects come zeroed
            if bytes <= SMALL_MAX {
                clear_words((p as *mut u64).add(2), cap);
            }
            Ok(Gc::from_raw(p))
        }
    }
    /// As `try_new`, but it is no error if there is no room.
    pub fn hoped_for(cap: usize) -> Option<Gc<Array>> {
        let p = heap().alloc(16 + 8 * cap, Kind::Array as u32).ok()? as *mut Array;
        // SAFETY: fresh object of that size; large ones come zeroed.
        unsafe {
            (*p).cap.set(cap);
            if 16 + 8 * cap <= SMALL_MAX {
                clear_words((p as *mut u64).add(2), cap);
            }
            Some(Gc::from_raw(p))
        }
    }
    /// An array whose words the caller fills at once, before anything else is allocated.
    #[inline(always)]
    pub fn to_fill(cap: usize) -> Result<Gc<Array>, Raised> {
        Array::with_room(cap, usize::MAX)
    }
    /// An array of `cap` words in `filled` bytes of which there may be anything.
    #[inline(always)]
    fn with_room(cap: usize, filled: usize) -> Result<Gc<Array>, Raised> {
        if cap > usize::MAX / 16 {
            return Err(memory_error());
        }
        let bytes = 16 + 8 * cap;
        let p = heap().alloc_to_fill(bytes, Kind::Array as u32, filled).map_err(|_| memory_error())? as *mut Array;
        // SAFETY: fresh object of `bytes` bytes.
        unsafe {
            (*p).cap.set(cap);
            Ok(Gc::from_raw(p))
        }
    }
    /// As `to_fill` for the first `n` words only; those behind them are 0.
    pub fn to_fill_part(n: usize, cap: usize) -> Result<Gc<Array>, Raised> {
        debug_assert!(n <= cap);
        let a = Array::with_room(cap, 16 + 8 * n)?;
        // large objects come zeroed behind what is filled
        if cap * 8 + 16 <= SMALL_MAX {
            // SAFETY: within the array.
            unsafe { clear_words(a.items().add(n), cap - n) };
        }
        Ok(a)
    }
    /// An array of just these values.
    pub fn of(items: &[Value]) -> Result<Gc<Array>, Raised> {
        let p = heap().alloc(16 + size_of_val(items), Kind::Array as u32).map_err(|_| memory_error())? as *mut Array;
        // SAFETY: fresh object with room for the items, which are kept alive by their owner.
        unsafe {
            (*p).cap.set(items.len());
            copy_values(items, (p as *mut u64).add(2));
            heap().remember(p as *mut Header);
            Ok(Gc::from_raw(p))
        }
    }
    /// Words of an array that takes no more room than one of `cap` words.
    pub fn room(cap: usize) -> usize {
        let bytes = 16 + 8 * cap.min(SMALL_MAX);
        if bytes > SMALL_MAX { cap } else { (CLASS_SIZES[size_class(bytes)] - 16) / 8 }
    }
    /// As `try_new` for small arrays.
    pub fn new(cap: usize) -> Gc<Array> {
        Array::try_new(cap).unwrap_or_else(|_| out_of_memory())
    }
}
impl Gc<Array> {
    #[inline(always)]
    pub fn items(self) -> *mut u64 {
        // SAFETY: within the object.
        unsafe { (self.as_ptr() as *mut u64).add(2) }
    }
    #[inline(always)]
    pub fn get(self, i: usize) -> Option<Value> {
        debug_assert!(i < self.cap.get());
        // SAFETY: in bounds; words are values or 0.
        unsafe { Value::from_bits_opt(*self.items().add(i)) }
    }
    #[inline(always)]
    pub fn set(self, i: usize, v: impl Into<Option<Value>>) {
        debug_assert!(i < self.cap.get());
        let w = v.into().map_or(0, Value::bits);
        // SAFETY: in bounds.
        unsafe {
            let slot = self.items().add(i);
            heap().barrier_slot(self.as_ptr() as *mut Header, slot, w);
            *slot = w;
        }
    }
    /// An array of at least `cap` words that starts with the first `used` words of this one; this one, if it can grow.
    pub fn grown(self, used: usize, cap: usize) -> Result<Gc<Array>, Raised> {
        let old = self.cap.get();
        if cap <= old {
            return Ok(self);
        }
        if 16 + 8 * old > SMALL_MAX && self.grow_in_place(cap)? {
            return Ok(self);
        }
        let n = Array::to_fill_part(used, cap)?;
        // SAFETY: both hold at least `used` words; `n` is young.
        unsafe { copy_words(self.items(), n.items(), used) };
        heap().remember(n.as_ptr() as *mut Header);
        Ok(n)
    }
    #[cold]
    fn grow_in_place(self, cap: usize) -> Result<bool, Raised> {
        let old = self.cap.get();
        let bytes = cap.checked_mul(8).and_then(|b| b.checked_add(16)).ok_or_else(memory_error)?;
        if !heap().try_grow(self.as_ptr() as *mut Header, bytes) {
            return Ok(false);
        }
        // SAFETY: the object now has `bytes` bytes.
        unsafe { std::ptr::write_bytes(self.items().add(old), 0, cap - old) };
        self.cap.set(cap);
        Ok(true)
    }
    /// Tells the collector that many words were written without `set`.
    pub fn written(self) {
        heap().remember(self.as_ptr() as *mut Header);
    }
}

/// Sets words to 0; few of them without a call.
///
/// # Safety
/// There are `n` words at `p`.
#[inline(always)]
pub unsafe fn clear_words(p: *mut u64, n: usize) {
    let put = |at: usize, width: usize| match width {
        1 => p.add(at).write(0),
        2 => p.add(at).cast::<[u64; 2]>().write([0; 2]),
        4 => p.add(at).cast::<[u64; 4]>().write([0; 4]),
        8 => p.add(at).cast::<[u64; 8]>().write([0; 8]),
        _ => p.add(at).cast::<[u64; 16]>().write([0; 16]),
    };
    by_ends(n, put, || std::ptr::write_bytes(p, 0, n));
}
/// Does `n` words by the first and the last of a power of two, which overlap; more than that otherwise.
#[inline(always)]
fn by_ends(n: usize, put: impl Fn(usize, usize), many: impl FnOnce()) {
    match n {
        0 => {}
        1 => put(0, 1),
        2..=4 => {
            put(0, 2);
            put(n - 2, 2);
        }
        5..=8 => {
            put(0, 4);
            put(n - 4, 4);
        }
        9..=16 => {
            put(0, 8);
            put(n - 8, 8);
        }
        17..=32 => {
            put(0, 16);
            put(n - 16, 16);
        }
        _ => many(),
    }
}
/// Copies words; few of them without a call.
///
/// # Safety
/// There are `n` words at both places, which do not overlap.
#[inline(always)]
pub unsafe fn copy_words(from: *const u64, to: *mut u64, n: usize) {
    let put = |at: usize, width: usize| {
        let (from, to) = (from.add(at), to.add(at));
        match width {
            1 => to.write(from.read()),
            2 => to.cast::<[u64; 2]>().write(from.cast::<[u64; 2]>().read()),
            4 => to.cast::<[u64; 4]>().write(from.cast::<[u64; 4]>().read()),
            8 => to.cast::<[u64; 8]>().write(from.cast::<[u64; 8]>().read()),
            _ => to.cast::<[u64; 16]>().write(from.cast::<[u64; 16]>().read()),
        }
    };
    by_ends(n, put, || std::ptr::copy_nonoverlapping(from, to, n));
}
/// Copies values; few of them without a call.
///
/// # Safety
/// There is room at `to`, which does not overlap `items`.
#[inline(always)]
pub unsafe fn copy_values(items: &[Value], to: *mut u64) {
    if let [a, b] = *items {
        *to = a.bits();
        *to.add(1) = b.bits();
    } else if let [a] = *items {
        *to = a.bits();
    } else {
        std::ptr::copy_nonoverlapping(items.as_ptr() as *const u64, to, items.len());
    }
}

/// Copies bytes that do not overlap; few of them without a call.
///
/// # Safety
/// There are `n` bytes at both places.
#[inline(always)]
pub unsafe fn copy_bytes(from: *const u8, to: *mut u8, n: usize) {
    if n > 16 {
        std::ptr::copy_nonoverlapping(from, to, n);
    } else if n >= 8 {
        let (a, b) = ((from as *const u64).read_unaligned(), (from.add(n - 8) as *const u64).read_unaligned());
        (to as *mut u64).write_unaligned(a);
        (to.add(n - 8) as *mut u64).write_unaligned(b);
    } else if n >= 4 {
        let (a, b) = ((from as *const u32).read_unaligned(), (from.add(n - 4) as *const u32).read_unaligned());
        (to as *mut u32).write_unaligned(a);
        (to.add(n - 4) as *mut u32).write_unaligned(b);
    } else if n > 0 {
        let (a, b, c) = (*from, *from.add(n / 2), *from.add(n - 1));
        *to = a;
        *to.add(n / 2) = b;
        *to.add(n - 1) = c;
    }
}

/// At most sixteen bytes, the first of them lowest, with zeros above.
///
/// # Safety
/// `n` bytes at `p`.
#[inline(always)]
pub unsafe fn load_short(p: *const u8, n: usize) -> u128 {
    let word = |i: usize| u64::from_le((p.add(i) as *const u64).read_unaligned());
    let half = |i: usize| u32::from_le((p.add(i) as *const u32).read_unaligned()) as u64;
    match n {
        9.. => ((word(n - 8) >> (8 * (16 - n))) as u128) << 64 | word(0) as u128,
        8 => word(0) as u128,
        4.. => (half(0) | half(n - 4) << (8 * (n - 4))) as u128,
        0 => 0,
        _ => {
            let byte = |i: usize| (*p.add(i) as u64) << (8 * i);
            (byte(0) | byte(n / 2) | byte(n - 1)) as u128
        }
    }
}
/// Stores sixteen bytes, or the first eight if they hold the first `n`, by one instruction: what reads them soon, to hash them, need not
/// wait for several stores.
///
/// # Safety
/// There is room for whole words.
#[inline(always)]
pub unsafe fn store_short(to: *mut u8, bytes: u128, n: usize) {
    if n <= 8 {
        // not even a word for no bytes
        if n > 0 {
            (to as *mut u64).write_unaligned((bytes as u64).to_le());
        }
        return;
    }
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_mm_set_epi64x, _mm_storeu_si128};
        _mm_storeu_si128(to.cast(), _mm_set_epi64x((bytes >> 64) as i64, bytes as i64));
    }
    #[cfg(not(target_arch = "x86_64"))]
    (to as *mut u128).write_unaligned(bytes.to_le());
}

/// The registers of a suspended generator: laid out as an `Array`, but dead ones may hold stale words.
#[repr(C)]
pub struct Registers {
    pub header: Header,
    pub cap: Cell<usize>,
}
// SAFETY: traced by `trace_registers`.
unsafe impl Object for Registers {
    const KIND: Kind = Kind::GeneratorRegs;
}
impl Layout for Registers {
    const GC: GcKind = GcKind::Custom(trace_registers);
    const SIZE: usize = 0;
}
unsafe fn trace_registers(p: *mut Header, t: &mut super::heap::Tracer) {
    let n = *(p as *const usize).add(1);
    t.conservative((p as *const u64).add(2), n);
}

/// Raw bytes: `cap` of them behind the header.
#[repr(C)]
pub struct Buffer {
    pub header: Header,
    pub cap: Cell<usize>,
    bytes: [Cell<u8>; 0],
}
// SAFETY: no values inside.
unsafe impl Object for Buffer {
    const KIND: Kind = Kind::Buffer;
}
impl Layout for Buffer {
    const GC: GcKind = GcKind::Leaf;
    const SIZE: usize = 0;
}
impl Buffer {
    /// All bytes 0.
    pub fn zeroed(cap: usize) -> Result<Gc<Buffer>, Raised> {
        let b = Buffer::with_room(cap, 0)?;
        if cap + 16 <= SMALL_MAX {
            // SAFETY: that many bytes.
            unsafe { std::ptr::write_bytes(b.bytes(), 0, cap) };
        }
        Ok(b)
    }
    /// Contents unspecified.
    pub fn try_new(cap: usize) -> Result<Gc<Buffer>, Raised> {
        Buffer::with_room(cap, usize::MAX)
    }
    /// A buffer in `filled` bytes of which, if it is large, there may be anything.
    fn with_room(cap: usize, filled: usize) -> Result<Gc<Buffer>, Raised> {
        let bytes = cap.checked_add(16).ok_or_else(memory_error)?;
        let p = heap().alloc_to_fill(bytes, Kind::Buffer as u32, filled).map_err(|_| memory_error())? as *mut Buffer;
        // SAFETY: fresh object.
        unsafe {
            (*p).cap.set(cap);
            Ok(Gc::from_raw(p))
        }
    }
}
impl Gc<Buffer> {
    /// Word `i` as a value that the buffer does not keep alive.
    ///
    /// # Safety
    /// The buffer is used for words, and the value is alive.
    pub unsafe fn word(self, i: usize) -> Option<Value> {
        debug_assert!(8 * i < self.cap.get());
        Value::from_bits_opt(*(self.bytes() as *const u64).add(i))
    }
    pub fn set_word(self, i: usize, w: u64) {
        debug_assert!(8 * i < self.cap.get());
        // SAFETY: in bounds.
        unsafe { *(self.bytes() as *mut u64).add(i) = w }
    }
    #[inline(always)]
    pub fn bytes(self) -> *mut u8 {
        // SAFETY: within the object.
        unsafe { (self.as_ptr() as *mut u8).add(16) }
    }
    pub fn grown(self, used: usize, cap: usize) -> Result<Gc<Buffer>, Raised> {
        if cap <= self.cap.get() {
            return Ok(self);
        }
        let bytes = cap.checked_add(16).ok_or_else(memory_error)?;
        if heap().try_grow(self.as_ptr() as *mut Header, bytes) {
            self.cap.set(cap);
            return Ok(self);
        }
        let n = Buffer::try_new(cap)?;
        // SAFETY: both hold `used` bytes.
        unsafe { std::ptr::copy_nonoverlapping(self.bytes(), n.bytes(), used) };
        Ok(n)
    }
}

/// A growable sequence of values for native code. Lives on the native stack; its storage is on the heap.
pub struct GcVec {
    array: Ptr<Array>,
    len: usize,
}
impl Default for GcVec {
    fn default() -> Self {
        GcVec::new()
    }
}
impl GcVec {
    pub const fn new() -> GcVec {
        GcVec { array: Ptr::empty(), len: 0 }
    }
    pub fn with_capacity(n: usize) -> GcVec {
        GcVec { array: Ptr::new(Array::new(n)), len: 0 }
    }
    pub fn len(&self) -> usize {
        self.len
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    pub fn push(&mut self, v: impl Into<Value>) {
        let v = v.into();
        let a = match self.array.get() {
            Some(a) if self.len < a.cap.get() => a,
            Some(a) => {
                let n = a.grown(self.len, a.cap.get() * 2).unwrap_or_else(|_| out_of_memory());
                self.array.init(n);
                n
            }
            None => {
                let n = Array::new(8);
                self.array.init(n);
                n
            }
        };
        a.set(self.len, v);
        self.len += 1;
    }
    pub fn pop(&mut self) -> Option<Value> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        let v = self.array.gc().get(self.len);
        self.array.gc().set(self.len, None);
        v
    }
    pub fn get(&self, i: usize) -> Value {
        assert!(i < self.len);
        self.array.gc().get(i).expect("a pushed word is a value")
    }
    pub fn set(&mut self, i: usize, v: Value) {
        assert!(i < self.len);
        self.array.gc().set(i, v);
    }
    pub fn truncate(&mut self, n: usize) {
        while self.len > n {
            self.pop();
        }
    }
    pub fn extend(&mut self, vs: impl IntoIterator<Item = Value>) {
        for v in vs {
            self.push(v);
        }
    }
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Value> + ExactSizeIterator + '_ {
        (0..self.len).map(|i| self.get(i))
    }
    /// The values as a slice; valid while the vector neither grows nor dies.
    pub fn as_slice(&self) -> &[Value] {
        match self.array.get() {
            // SAFETY: the first `len` words are values; the borrow keeps `self`, hence the array, alive.
            Some(a) => unsafe { std::slice::from_raw_parts(a.items() as *const Value, self.len) },
            None => &[],
        }
    }
    /// The storage, of which the first `len()` words are used.
    pub fn into_array(self) -> Option<Gc<Array>> {
        self.array.get()
    }
}
impl FromIterator<Value> for GcVec {
    fn from_iter<I: IntoIterator<Item = Value>>(it: I) -> GcVec {
        let mut v = GcVec::new();
        v.extend(it);
        v
    }
}
