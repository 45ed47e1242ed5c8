//! What is known about shapes, and the mark loop.

use super::alloc::Space;
use super::layout::Tables;
use super::{Header, OutOfMemory, ShapeId};

/// Which words of an object the collector looks at. A traced word is 0, an immediate (low three bits not all zero) or the
/// address of the start of an object; addresses outside the heap are ignored.
#[derive(Clone, Copy, Debug)]
pub enum GcKind {
    /// No traced words.
    Leaf,
    /// Bit i: word i of the object is traced. Word 0 is the header, so bit 0 is ignored.
    Mask(u64),
    /// Words 1..=n are traced.
    Words(u16),
    /// Word 1 is a length n (plain `usize`), words 2..2+n are traced.
    Array,
    /// The function passes the words to the tracer. It may read the heap, but must not allocate.
    Custom(unsafe fn(*mut Header, &mut Tracer)),
}

/// What the collector knows about a shape.
#[derive(Clone, Copy, Debug)]
pub struct GcInfo {
    /// Where the traced words are.
    pub kind: GcKind,
    /// Called when an object made with `alloc_droppable` has died: frees what it owns outside the heap. It runs inside the
    /// sweep, must not touch other objects, allocate, or unwind.
    pub drop: Option<unsafe fn(*mut Header)>,
}

/// `GcInfo` in 16 bytes, all-zero if the shape is unknown. Bit 0 of `kind` clear: a mask. Else bits 1..3 say which kind
/// and the rest is its argument.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct PackedInfo {
    pub(super) kind: u64,
    pub(super) drop: Option<unsafe fn(*mut Header)>,
}

const KIND_WORDS: u64 = 1;
/// No words.
pub(super) const KIND_LEAF: u64 = KIND_WORDS;
pub(super) const KIND_ARRAY: u64 = 3;
const KIND_CUSTOM: u64 = 5;
const KIND_BITS: u32 = 3;

impl PackedInfo {
    fn new(info: GcInfo) -> PackedInfo {
        let kind = match info.kind {
            GcKind::Leaf | GcKind::Mask(0 | 1) => KIND_LEAF,
            GcKind::Mask(mask) => mask & !1,
            GcKind::Words(n) => (n as u64) << KIND_BITS | KIND_WORDS,
            GcKind::Array => KIND_ARRAY,
            GcKind::Custom(trace) => (trace as usize as u64) << KIND_BITS | KIND_CUSTOM,
        };
        PackedInfo { kind, drop: info.drop }
    }
}

impl Tables {
    pub(super) fn set_info(&self, shape: ShapeId, info: GcInfo) -> Result<(), OutOfMemory> {
        if shape as usize >= self.max_shapes {
            return Err(OutOfMemory);
        }
        // SAFETY: inside the shape table.
        unsafe { *self.shapes.add(shape as usize) = PackedInfo::new(info) };
        Ok(())
    }

    #[inline(always)]
    pub(super) fn info(&self, shape: ShapeId) -> PackedInfo {
        debug_assert!((shape as usize) < self.max_shapes, "unknown shape {shape}");
        // SAFETY: objects only have shapes that were given to `set_gc_info`, which checked the index.
        unsafe { *self.shapes.add(shape as usize) }
    }
}

/// Work lists of the mark loop, kept between collections for their capacity.
pub(super) struct MarkStacks {
    /// Objects to be looked at.
    pub(super) objects: Vec<usize>,
    /// What is left of long runs of words: address and count.
    pub(super) long: Vec<(usize, usize)>,
}

impl MarkStacks {
    pub(super) const fn new() -> MarkStacks {
        MarkStacks { objects: Vec::new(), long: Vec::new() }
    }

    /// Where the lists are, for the search for stray pointers.
    pub(super) fn buffers(&self) -> [(usize, usize); 2] {
        [
            (self.objects.as_ptr() as usize, self.objects.capacity() * size_of::<usize>()),
            (self.long.as_ptr() as usize, self.long.capacity() * size_of::<(usize, usize)>()),
        ]
    }
}

/// Runs of words longer than `LONG` are passed in pieces of `PIECE`, which keeps the mark stack short.
const LONG: usize = 1024;
const PIECE: usize = 512;

/// Length of the prefetch queues, a power of two.
const QUEUE: usize = 16;

/// A ring of objects on their way through the mark loop.
struct Queue {
    objects: [usize; QUEUE],
    head: usize,
    len: usize,
}

impl Queue {
    fn new() -> Queue {
        Queue { objects: [0; QUEUE], head: 0, len: 0 }
    }

    #[inline(always)]
    fn push(&mut self, object: usize) {
        self.objects[(self.head + self.len) & (QUEUE - 1)] = object;
        self.len += 1;
    }

    #[inline(always)]
    fn pop(&mut self) -> usize {
        let object = self.objects[self.head & (QUEUE - 1)];
        self.head += 1;
        self.len -= 1;
        object
    }
}

/// Asks the processor to fetch a line that will be needed soon.
#[inline(always)]
pub(super) fn prefetch(addr: usize) {
    // SAFETY: prefetching never faults.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(addr as *const i8);
    }
    // SAFETY: prefetching never faults.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        core::arch::asm!("prfm pldl1keep, [{}]", in(reg) addr, options(nostack, preserves_flags, readonly));
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = addr;
}

/// Receives the traced words of roots and objects.
pub struct Tracer<'a> {
    pub(super) space: &'a Space,
    base: usize,
    span: usize,
    pub(super) stacks: MarkStacks,
    /// Words that `relieve` has taken off the list.
    pub(super) relieved: usize,
    /// In a full collection the bodies of code whose inline caches were left out.
    pub(super) bodies: Option<Vec<usize>>,
}

impl<'a> Tracer<'a> {
    pub(super) fn new(space: &'a Space, stacks: MarkStacks) -> Tracer<'a> {
        debug_assert!(stacks.objects.is_empty() && stacks.long.is_empty());
        Tracer { space, base: space.tables.base, span: space.tables.span, stacks, relieved: 0, bodies: None }
    }

    /// Whether this is a full collection: then shapes do not keep classes alive by themselves.
    pub fn is_full(&self) -> bool {
        self.bodies.is_some()
    }

    /// Whether what the inline caches of that body of code hold is to be passed. If not, dead things will be taken out of them.
    pub fn wants_caches(&mut self, body: *mut Header) -> bool {
        match &mut self.bodies {
            Some(bodies) => {
                bodies.push(body as usize);
                false
            }
            None => true,
        }
    }

    /// Passes one word.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if word & 7 == 0 && (word as usize).wrapping_sub(self.base) < self.span {
            self.stacks.objects.push(word as usize);
        }
    }

    /// Passes `n` consecutive words.
    ///
    /// # Safety
    /// They are readable until the end of the collection, and traced words.
    #[inline(always)]
    pub unsafe fn words(&mut self, words: *const u64, n: usize) {
        let mut now = n;
        if n > LONG {
            self.stacks.long.push((words as usize + 8 * PIECE, n - PIECE));
            now = PIECE;
        }
        // arrays are often filled with one object
        let mut last = 0;
        for i in 0..now {
            let word = *words.add(i);
            if word != last {
                self.word(word);
            }
            last = word;
        }
    }

    /// Passes words that may be anything; those that point to, into, or one past the end of an object keep it alive.
    ///
    /// # Safety
    /// The words are readable.
    pub unsafe fn conservative(&mut self, words: *const u64, n: usize) {
        for i in 0..n {
            // Volatile: the thread whose stack this is may be writing to it while it waits for the GIL.
            let word = words.add(i).read_volatile() as usize;
            // Eight more than the span: one past the end of the last object.
            if word.wrapping_sub(self.base) < self.span + 8 {
                self.stacks.objects.extend(self.space.resolve(word));
                if word & 7 == 0 {
                    self.stacks.objects.extend(self.space.resolve(word - 8));
                }
            }
        }
    }

    /// Marks through what was passed so far, if that has become long: for scanners that pass very many words.
    pub fn relieve(&mut self) {
        const LONG_LIST: usize = 1 << 16;
        if self.stacks.objects.len() < LONG_LIST {
            return;
        }
        self.relieved += self.stacks.objects.len();
        if self.space.stress { super::verify::drain_checked(self) } else { self.drain() }
    }

    /// Passes the traced words of an object.
    ///
    /// # Safety
    /// `object` is one.
    #[inline(always)]
    pub(super) unsafe fn children(&mut self, object: usize) {
        let header = object as *mut Header;
        let shape = (*header).shape();
        *self.space.tables.seen.add(shape as usize) = 1;
        let kind = self.space.tables.info(shape).kind;
        let words = object as *const u64;
        if kind & 1 == 0 {
            let mut mask = kind;
            while mask != 0 {
                self.word(*words.add(mask.trailing_zeros() as usize));
                mask &= mask - 1;
            }
        } else if kind == KIND_ARRAY {
            self.words(words.add(2), *words.add(1) as usize);
        } else if kind & ((1 << KIND_BITS) - 1) == KIND_WORDS {
            self.words(words.add(1), (kind >> KIND_BITS) as usize);
        } else {
            let trace: unsafe fn(*mut Header, &mut Tracer) = std::mem::transmute((kind >> KIND_BITS) as usize);
            trace(header, self);
        }
    }

    pub(super) fn into_stacks(self) -> MarkStacks {
        self.stacks
    }

    /// Marks everything reachable from the work lists.
    ///
    /// Two short queues in front of the stack hide memory latency: an object first waits for its mark word, then for its
    /// header and first fields. That halves the time of full collections.
    pub(super) fn drain(&mut self) {
        let tables = self.space.tables;
        let mut to_mark = Queue::new();
        let mut to_scan = Queue::new();
        loop {
            if to_mark.len < QUEUE {
                if let Some(object) = self.stacks.objects.pop() {
                    prefetch(tables.mark_of(object).0 as usize);
                    to_mark.push(object);
                    continue;
                }
                if to_mark.len + to_scan.len == 0 {
                    let Some((words, n)) = self.stacks.long.pop() else { return };
                    // SAFETY: the rest of a range passed to `words`.
                    unsafe { self.words(words as *const u64, n) };
                    continue;
                }
            }
            if to_mark.len > 0 {
                let object = to_mark.pop();
                let (word, bit) = tables.mark_of(object);
                // SAFETY: traced words are objects, whose mark words exist.
                unsafe {
                    if *word & bit != 0 {
                        continue;
                    }
                    *word |= bit;
                }
                prefetch(object);
                prefetch(object + 64);
                to_scan.push(object);
                if to_scan.len < QUEUE {
                    continue;
                }
            }
            let object = to_scan.pop();
            // SAFETY: traced words are objects.
            unsafe {
                (*(object as *mut Header)).set(Header::OLD);
                self.children(object);
            }
        }
    }

    /// Calls `f` with every object that `object` refers to.
    pub(super) fn for_each_child(&mut self, object: usize, f: &mut dyn FnMut(usize)) {
        // SAFETY: callers pass an object.
        unsafe { self.children(object) };
        loop {
            while let Some(child) = self.stacks.objects.pop() {
                f(child);
            }
            let Some((words, n)) = self.stacks.long.pop() else { return };
            // SAFETY: the rest of a range passed to `words`.
            unsafe { self.words(words as *const u64, n) };
        }
    }
}
