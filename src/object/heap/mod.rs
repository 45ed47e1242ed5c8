//! The garbage-collected heap: non-moving, size classes, sticky mark bits, conservative about native stacks.
//!
//! There is one heap per process. It is touched only while holding the GIL (or by the only thread), which is what makes the
//! static below sound.
//!
//! **Objects** begin with a [`Header`] and are 8-byte aligned. What the collector has to know about a shape is registered
//! with [`Heap::set_gc_info`] before the first object of the shape is made. A traced word is 0, an immediate (low three bits
//! not all zero) or the exact address of an object; words that point outside the heap (immortal statics) are ignored.
//!
//! **Allocation** leaves the body of small objects unwritten: initialise it before the next allocation, which may
//! collect. Objects above [`SMALL_MAX`] come zeroed.
//!
//! **Roots** are: registered root tables and scanners, the native stacks and saved registers of all threads
//! (conservatively: pointers to, into, or one past the end of an object), the queues of [`weak`]. A pointer that lives only
//! in a malloc'd structure, a thread-local or an unregistered static is invisible: that is the one rule, and `stray` mode
//! looks for violations.
//!
//! **Barrier**: after storing a pointer into an object that may have survived a collection, call [`Heap::barrier`] (or
//! [`Heap::barrier_slot`] for long arrays). Not needed for an object allocated since the last allocation.
//!
//! Reading order: `layout` (size classes, side tables), `alloc`, `large`, `mark`, `classes`, `remember`, `roots`,
//! `native_stack`, `collect` (the cycle), `sweep`, `keep`, `weak` (finalizers, weak references, drops), `verify`.

mod alloc;
mod classes;
mod collect;
mod keep;
mod large;
mod layout;
mod mark;
mod native_stack;
mod remember;
mod roots;
mod sweep;
mod verify;
mod weak;

#[cfg(test)]
mod tests;

/// Unit tests run on many threads without a GIL: a test that touches the heap holds this lock from beginning to end.
#[cfg(test)]
pub fn test_lock() -> std::sync::MutexGuard<'static, ()> {
    static LOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let guard = LOCK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Heap::init(HeapOptions::default());
    guard
}

pub use classes::{Dying, ShapeHooks};
pub use collect::{Collect, HeapStats};
pub use layout::{CLASS_SIZES, CLASSES, SMALL_MAX, size_class};
pub use mark::{GcInfo, GcKind, Tracer};
pub use native_stack::ThreadSlot;

use alloc::Space;
use layout::Tables;
use std::cell::{Cell, UnsafeCell};
use std::time::Instant;

/// Identifies an object's layout: what a shape guard compares.
pub type ShapeId = u32;

/// The first word of every object.
///
/// Bits 0..32 shape, 32..40 the collector's flags, 40..64 the layout's own (lengths, flags).
#[repr(C)]
pub struct Header(Cell<u64>);

impl Header {
    /// The object survived a collection and is not in the remembered set: stores of pointers need the barrier.
    pub const OLD: u64 = 1 << 32;
    /// Long enough to have cards.
    pub const BIG: u64 = 1 << 33;
    /// A finalizer is or was registered.
    pub const FINALIZE: u64 = 1 << 34;
    /// A weak reference to the object is or was registered.
    pub const WEAK: u64 = 1 << 35;
    /// Only during a collection: kept alive by a finalizer.
    const REVIVED: u64 = 1 << 36;
    /// Only during a collection: kept alive by a finalizer that will run first.
    const DEFERRED: u64 = 1 << 37;
    /// Kept for good (`keep`).
    const KEPT: u64 = 1 << 38;
    /// Kept, and something was stored into it since.
    const CHANGED: u64 = 1 << 39;
    /// First of the bits that belong to the object's layout.
    pub const AUX_SHIFT: u32 = 40;

    /// A header for an object outside the heap (immortal statics). Objects inside get theirs from `alloc`.
    pub const fn new(shape: ShapeId, aux: u32) -> Header {
        Header(Cell::new(shape as u64 | (aux as u64) << Header::AUX_SHIFT))
    }

    /// The object's shape.
    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        self.0.get() as u32
    }

    /// Changes the shape, leaving everything else alone.
    #[inline(always)]
    pub fn set_shape(&self, shape: ShapeId) {
        self.0.set(self.0.get() & !(u32::MAX as u64) | shape as u64);
    }

    /// The 24 bits that belong to the layout.
    #[inline(always)]
    pub fn aux(&self) -> u32 {
        (self.0.get() >> Header::AUX_SHIFT) as u32
    }

    /// Sets the layout's bits (the low 24 of `aux`).
    #[inline(always)]
    pub fn set_aux(&self, aux: u32) {
        let rest = self.0.get() & ((1 << Header::AUX_SHIFT) - 1);
        self.0.set(rest | (aux as u64) << Header::AUX_SHIFT);
    }

    /// Whether stores of pointers into the object need the barrier's slow path.
    #[inline(always)]
    pub fn is_old(&self) -> bool {
        self.has(Header::OLD)
    }

    /// Whether the object is kept for good: no collection frees it.
    #[inline(always)]
    pub fn is_kept(&self) -> bool {
        self.has(Header::KEPT)
    }

    /// The whole word.
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.0.get()
    }

    #[inline(always)]
    fn has(&self, flags: u64) -> bool {
        self.0.get() & flags != 0
    }

    #[inline(always)]
    fn set(&self, flags: u64) {
        self.0.set(self.0.get() | flags);
    }

    #[inline(always)]
    fn clear(&self, flags: u64) {
        self.0.set(self.0.get() & !flags);
    }
}

/// There is no memory for an allocation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

/// How to run the heap; see `--help` for the options that set these.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapOptions {
    /// Collect at every allocation, every 64th time fully, and overwrite freed cells.
    pub stress: bool,
    /// Under stress, collect at every n-th allocation only; 0 is 1.
    pub stress_interval: u32,
    /// After marking, look through writable memory for pointers to dying objects and report them.
    pub stray: bool,
    /// Abort at the first such pointer.
    pub stray_abort: bool,
    /// Upper limit for the heap in bytes; 0 for what address space allows.
    pub max_bytes: usize,
    /// Bytes handed out between collections of a small heap; 0 for the usual.
    pub nursery: usize,
    /// Size below which there is no full collection; 0 for the usual.
    pub full: usize,
}

/// Everything the heap knows. `space` is first, and in it the cursors: machine code finds them at a fixed address.
#[repr(C)]
struct State {
    space: Space,
    roots: roots::Roots,
    remembered: remember::Remembered,
    lifecycle: weak::Lifecycle,
    pacing: collect::Pacing,
    verify: verify::Verify,
    mark_stacks: mark::MarkStacks,
    shape_hooks: Option<ShapeHooks>,
    /// One more than the highest number of a shape.
    shapes: ShapeId,
    collecting: bool,
}

/// The heap. All methods require the GIL.
#[repr(C)]
pub struct Heap {
    state: UnsafeCell<State>,
}

// SAFETY: the GIL admits one thread at a time to the heap; what other threads touch while giving it up or ending is in
// `native_stack`'s mutex.
unsafe impl Sync for Heap {}

static HEAP: Heap = Heap {
    state: UnsafeCell::new(State {
        space: Space::new(),
        roots: roots::Roots::new(),
        remembered: remember::Remembered::new(),
        lifecycle: weak::Lifecycle::new(),
        pacing: collect::Pacing::new(),
        verify: verify::Verify::new(),
        mark_stacks: mark::MarkStacks::new(),
        shape_hooks: None,
        shapes: 0,
        collecting: false,
    }),
};

/// The heap of this process.
#[inline(always)]
pub fn heap() -> &'static Heap {
    &HEAP
}

// A pointer to an object is as good as a reference everywhere in this crate: objects do not move, and die only unreachable.
#[allow(clippy::not_unsafe_ptr_arg_deref)]
impl Heap {
    /// Reserves the heap's address space (once) and sets its options (every time). Exits the process if there is no
    /// address space at all, since nothing can run without a heap.
    pub fn init(options: HeapOptions) {
        let state = HEAP.state();
        state.reserve();
        state.set_options(options);
    }

    /// There is compiled code now: lets the nursery grow with what is handed out, unless its size was given.
    pub fn grow_nursery(&self) {
        let State { pacing, space, .. } = self.state();
        pacing.grows = !pacing.is_given();
        space.reuse_minor = sweep::REUSE_MINOR_COMPILED;
    }

    /// The one place where the state is borrowed. Callbacks (scanners, tracers, drops, hooks) run while it is, so they may
    /// use only what their documentation allows.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    fn state(&self) -> &mut State {
        // SAFETY: the GIL, and no method holds the borrow across a call out of this module other than those callbacks.
        unsafe { &mut *self.state.get() }
    }

    #[inline(always)]
    fn tables(&self) -> &Tables {
        // SAFETY: the tables are written when the heap is reserved and when a full collection begins, never while they are
        // borrowed. No `&mut State`, so that callbacks may ask `is_heap_word`.
        unsafe { &(*self.state.get()).space.tables }
    }

    // ------------------------------------------------------------------------------------------------ allocation

    /// Allocates an object of `bytes` (header included) with the given shape. The body is not initialised if
    /// `bytes <= SMALL_MAX`, else zero.
    #[inline(always)]
    pub fn alloc(&self, bytes: usize, shape: ShapeId) -> Result<*mut Header, OutOfMemory> {
        if bytes > SMALL_MAX {
            return self.alloc_large(bytes, shape, 0);
        }
        let class = size_class(bytes);
        // SAFETY: the GIL; `class` is below CLASSES; the run invariant says that the cell is free.
        unsafe {
            let run = (&raw mut (*self.state.get()).space.runs).cast::<alloc::Run>().add(class);
            let cell = (*run).cursor;
            let end = cell + *CLASS_SIZES.get_unchecked(class);
            if end > (*run).limit {
                return self.alloc_slow(class, shape);
            }
            (*run).cursor = end;
            *(cell as *mut u64) = shape as u64;
            Ok(cell as *mut Header)
        }
    }

    /// Like `alloc` for a caller who fills the first bytes at once: they are whatever was there, in a large object, too.
    #[inline(always)]
    pub fn alloc_to_fill(&self, bytes: usize, shape: ShapeId, filled: usize) -> Result<*mut Header, OutOfMemory> {
        if bytes > SMALL_MAX { self.alloc_large(bytes, shape, filled) } else { self.alloc(bytes, shape) }
    }

    /// Like `alloc`, with the header's layout bits set.
    #[inline(always)]
    pub fn alloc_aux(&self, bytes: usize, shape: ShapeId, aux: u32) -> Result<*mut Header, OutOfMemory> {
        let object = self.alloc(bytes, shape)?;
        // SAFETY: just allocated.
        unsafe { (*object).set_aux(aux) };
        Ok(object)
    }

    /// Like `alloc`, with a body of zeros.
    #[inline]
    pub fn alloc_zeroed(&self, bytes: usize, shape: ShapeId) -> Result<*mut Header, OutOfMemory> {
        let object = self.alloc(bytes, shape)?;
        if bytes <= SMALL_MAX {
            // SAFETY: just allocated with room for `bytes`.
            unsafe { std::ptr::write_bytes((object as *mut u8).add(8), 0, bytes.max(8) - 8) };
        }
        Ok(object)
    }

    /// Like `alloc_zeroed` for a shape with a `drop`: the drop function is called when the object has died.
    pub fn alloc_droppable(&self, bytes: usize, shape: ShapeId) -> Result<*mut Header, OutOfMemory> {
        let object = self.alloc_zeroed(bytes, shape)?;
        self.state().lifecycle.add_droppable(object);
        Ok(object)
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, class: usize, shape: ShapeId) -> Result<*mut Header, OutOfMemory> {
        self.before_allocation();
        let mut cell = self.state().space.take_cell(class);
        if cell == 0 {
            self.collect(Collect::Full);
            cell = self.state().space.take_cell(class);
        }
        if cell == 0 {
            return Err(OutOfMemory);
        }
        // SAFETY: a free cell of the class.
        unsafe { *(cell as *mut u64) = shape as u64 };
        Ok(cell as *mut Header)
    }

    #[cold]
    #[inline(never)]
    fn alloc_large(&self, bytes: usize, shape: ShapeId, filled: usize) -> Result<*mut Header, OutOfMemory> {
        self.before_allocation();
        let mut addr = self.state().take_large(bytes, filled)?;
        if addr == 0 {
            self.collect(Collect::Full);
            addr = self.state().take_large(bytes, filled)?;
        }
        if addr == 0 {
            return Err(OutOfMemory);
        }
        let big = if bytes >= remember::BIG_MIN { Header::BIG } else { 0 };
        // SAFETY: a fresh span.
        unsafe { *(addr as *mut u64) = shape as u64 | big };
        Ok(addr as *mut Header)
    }

    /// What every slow allocation does first: reserve on the very first, collect if it is time.
    fn before_allocation(&self) {
        self.state().reserve();
        if !self.state().space.stress {
            self.maybe_collect();
        } else if let Some(what) = self.state().verify.stress_collection() {
            self.collect(what);
        }
    }

    /// Makes a large object larger without moving it, or says no. The new bytes are zero. For a small object the answer is
    /// whether its cell has room already.
    pub fn try_grow(&self, object: *mut Header, bytes: usize) -> bool {
        self.state().try_grow(object as usize, bytes)
    }

    /// Gives the unused end of a large object back to the system. Has no effect on small objects.
    pub fn shrink(&self, object: *mut Header, bytes: usize) {
        self.state().shrink(object as usize, bytes);
    }

    /// How many bytes, header included, the object may use without growing.
    pub fn usable_size(&self, object: *const Header) -> usize {
        self.state().space.usable_size(object as usize)
    }

    /// Address of the bump cursor of a size class, for machine code. Allocation there is: `p = [cursor]; n = p + size; if n >
    /// [limit] slow; [cursor] = n; [p] = header`.
    pub fn cursor_addr(&self, class: usize) -> usize {
        assert!(class < CLASSES);
        // SAFETY: in bounds; only the address is taken.
        unsafe { (&raw const (*self.state.get()).space.runs).cast::<alloc::Run>().add(class) as usize }
    }

    /// Address of the limit that belongs to [`Heap::cursor_addr`].
    pub fn limit_addr(&self, class: usize) -> usize {
        self.cursor_addr(class) + std::mem::offset_of!(alloc::Run, limit)
    }

    /// Counts malloc'd bytes that heap objects own (or no longer own) towards the budget.
    pub fn account_external(&self, delta: isize) {
        let state = self.state();
        state.pacing.external = state.pacing.external.saturating_add_signed(delta);
        state.space.budget -= delta.max(0);
    }

    // ------------------------------------------------------------------------------------------------ shapes

    /// Tells the collector about a shape. Fails if there is no room for so many shapes.
    pub fn set_gc_info(&self, shape: ShapeId, info: GcInfo) -> Result<(), OutOfMemory> {
        let state = self.state();
        state.reserve();
        state.space.tables.set_info(shape, info)?;
        state.shapes = state.shapes.max(shape + 1);
        Ok(())
    }

    /// How many shapes there can be.
    pub fn max_shapes(&self) -> usize {
        self.state().reserve();
        self.tables().max_shapes
    }

    /// From now on classes live no longer than their instances, names and subclasses.
    pub fn set_shape_hooks(&self, hooks: ShapeHooks) {
        self.state().shape_hooks = Some(hooks);
    }

    /// Adds roots that may be given up for the sake of classes (`ShapeHooks::late`). They are no roots otherwise: what is late
    /// in full collections is for a stable scanner in minor ones.
    pub fn set_late_roots(&self, late: fn(&mut Tracer), dying: fn(&Dying)) {
        if let Some(hooks) = &mut self.state().shape_hooks {
            (hooks.late, hooks.late_dying) = (Some(late), Some(dying));
        }
    }

    // ------------------------------------------------------------------------------------------------ barrier

    /// After `value` was stored somewhere in `object`.
    #[inline(always)]
    pub fn barrier(&self, object: *mut Header, value: u64) {
        // SAFETY: the caller passes an object.
        if value & 7 == 0 && unsafe { (*object).is_old() } {
            self.barrier_slow(object, value);
        }
    }

    /// After `value` was stored at `slot` in `object`: cheaper than `barrier` in the long run if the object is big.
    #[inline(always)]
    pub fn barrier_slot(&self, object: *mut Header, slot: *const u64, value: u64) {
        // SAFETY: the caller passes an object.
        if value & 7 == 0 && unsafe { (*object).is_old() } {
            self.barrier_slot_slow(object, slot as usize, value);
        }
    }

    /// After anything at all may have been stored in `object`.
    #[inline(always)]
    pub fn remember(&self, object: *mut Header) {
        // SAFETY: the caller passes an object.
        if unsafe { (*object).is_old() } {
            self.remember_slow(object);
        }
    }

    #[cold]
    #[inline(never)]
    fn barrier_slow(&self, object: *mut Header, value: u64) {
        if self.is_heap_word(value) {
            self.remember_slow(object);
        }
    }

    #[cold]
    #[inline(never)]
    fn barrier_slot_slow(&self, object: *mut Header, slot: usize, value: u64) {
        if self.is_heap_word(value) {
            let state = self.state();
            state.remembered.add_slot(&state.space.tables, object, slot);
        }
    }

    #[cold]
    #[inline(never)]
    fn remember_slow(&self, object: *mut Header) {
        let state = self.state();
        state.remembered.add(&state.space.tables, object);
    }

    // ------------------------------------------------------------------------------------------------ queries

    /// Whether a word looks like a pointer into the heap.
    #[inline(always)]
    pub fn is_heap_word(&self, word: u64) -> bool {
        word & 7 == 0 && self.tables().contains(word as usize)
    }

    /// Whether an object of so many bytes is not out of the question.
    pub fn may_hold(&self, bytes: usize) -> bool {
        let state = self.state();
        state.reserve();
        large::LargeSpace::plausible(&state.space.tables, bytes, state.space.used())
    }

    /// The object that a word points to or into.
    pub fn is_object(&self, word: u64) -> Option<*mut Header> {
        self.state().space.resolve(word as usize).map(|object| object as *mut Header)
    }

    /// Calls `f` for every object. Dead ones are among them unless a full collection has just been made. `f` must not
    /// allocate.
    pub fn for_each_object(&self, mut f: impl FnMut(*mut Header)) {
        self.state().space.for_each_object(&mut |object| f(object as *mut Header));
    }

    /// Calls `f` with every object made with `alloc_droppable`, dead ones included. `f` must not allocate.
    pub fn for_each_droppable(&self, mut f: impl FnMut(*mut Header)) {
        let droppable = &self.state().lifecycle.droppable;
        droppable.old.iter().chain(&droppable.young).for_each(|&object| f(object as *mut Header));
    }

    /// Calls `f` with every object that `object` refers to. `f` must not allocate.
    pub fn for_each_child(&self, object: *mut Header, mut f: impl FnMut(*mut Header)) {
        let mut tracer = Tracer::new(&self.state().space, mark::MarkStacks::new());
        tracer.for_each_child(object as usize, &mut |child| f(child as *mut Header));
    }

    /// Counters and sizes.
    pub fn stats(&self) -> HeapStats {
        self.state().stats()
    }

    // ------------------------------------------------------------------------------------------------ collection

    /// Collects now. Finalizers and weak-reference callbacks are queued, not run.
    #[inline(never)]
    pub fn collect(&self, what: Collect) {
        let start = Instant::now();
        self.state().reserve();
        if std::mem::replace(&mut self.state().collecting, true) {
            // A callback allocates against the rules; without a collection it may get away with it.
            debug_assert!(false, "collection inside a collection");
            return;
        }
        let dead = native_stack::with_spilled_registers(|sp| self.state().mark_phase(what, sp));
        // The state is not borrowed here: drops may call `account_external`.
        for object in dead {
            let header = object as *mut Header;
            // SAFETY: the object is not freed before `sweep_phase`.
            unsafe {
                if let Some(drop) = self.tables().info((*header).shape()).drop {
                    drop(header);
                }
            }
        }
        self.state().sweep_phase(what, start);
        if what == Collect::Full
            && let Some(hooks) = self.state().shape_hooks
        {
            (hooks.freed)();
        }
        self.state().collecting = false;
        if let Some(hook) = self.state().lifecycle.hook() {
            hook();
        }
        crate::memory::after_collection();
        native_stack::clear_dead_stack();
    }

    /// Keeps all objects there are for good, dead ones included: full collections will take no time for them. For the end
    /// of start-up.
    pub fn keep_all(&self) {
        self.state().keep_all();
    }

    /// Overwrites the stack below the caller, so that a collection called next finds no words there of calls that have ended.
    pub fn forget_ended_calls(&self) {
        native_stack::clear_dead_stack();
    }

    /// Collects if the budget is used up, choosing the kind.
    #[inline]
    pub fn maybe_collect(&self) {
        let state = self.state();
        if state.space.budget < 0 {
            let what = if state.wants_full() { Collect::Full } else { Collect::Minor };
            self.collect(what);
        }
    }

    // ------------------------------------------------------------------------------------------------ roots

    /// Makes `n` words at `words` roots until the table is removed.
    ///
    /// # Safety
    /// The words stay readable and hold traced words only.
    pub unsafe fn add_root_table(&self, words: *const u64, n: usize) {
        self.state().roots.add_table(words, n);
    }

    /// Removes a root table by its address.
    pub fn remove_root_table(&self, words: *const u64) {
        self.state().roots.remove_table(words);
    }

    /// Adds a function that is called in every collection to pass further roots. It must not allocate.
    pub fn add_root_scanner(&self, scanner: fn(&mut Tracer)) {
        self.state().roots.add_scanner(scanner);
    }

    /// Adds a function that passes roots in full collections only. What comes under it later must be announced with
    /// [`Heap::add_root_word`]. It must not allocate.
    pub fn add_stable_root_scanner(&self, scanner: fn(&mut Tracer)) {
        self.state().roots.add_stable_scanner(scanner);
    }

    /// A stable scanner passes this word from now on.
    #[inline]
    pub fn add_root_word(&self, word: u64) {
        self.state().roots.add_word(word);
    }

    /// Registers the calling thread's stack; done by itself at the thread's first collection, undone when it ends.
    pub fn register_thread(&self) -> ThreadSlot {
        native_stack::register_current()
    }

    /// Publishes the calling thread's stack and registers for collections by others, before it gives up the GIL.
    #[inline(never)]
    pub fn park(&self, slot: ThreadSlot) {
        native_stack::with_spilled_registers(|sp| native_stack::park(slot, sp));
    }

    /// After the thread has the GIL again.
    pub fn unpark(&self, slot: ThreadSlot) {
        native_stack::unpark(slot);
    }

    /// To be held across a fork, so that the child does not inherit the thread table in the middle of a change.
    pub fn fork_guard(&self) -> impl Drop {
        native_stack::fork_guard()
    }

    /// In the child of a fork, after the guard was dropped: forgets the threads that exist only in the parent.
    pub fn after_fork_in_child(&self) {
        native_stack::forget_other_threads();
    }

    // ------------------------------------------------------------------------------------------------ end of life

    /// Asks that `object` be queued for finalization, once, when it would die.
    pub fn register_finalizer(&self, object: *mut Header) {
        self.state().lifecycle.add_finalizable(object);
    }

    /// The next object whose finalizer is due. It and what it refers to live on at least until the next collection.
    pub fn take_finalizable(&self) -> Option<*mut Header> {
        self.state().lifecycle.take_finalizable()
    }

    /// Declares that the word at `field_offset` in `holder` points to an object without keeping it alive. When that object
    /// dies the word becomes 0 and, if the holder lives, the holder is queued. The holder's `GcKind` must not trace the
    /// word. Storing another target requires another registration; storing 0 ends it.
    pub fn register_weak(&self, holder: *mut Header, field_offset: usize) {
        let state = self.state();
        state.lifecycle.add_weak(&state.space.tables, holder, field_offset);
    }

    /// The next holder whose weak word was cleared.
    pub fn take_cleared_weak(&self) -> Option<*mut Header> {
        self.state().lifecycle.take_cleared()
    }

    /// Queues all objects whose finalizers have not run, for the end of the program.
    pub fn queue_all_finalizable(&self) {
        self.state().lifecycle.queue_all();
    }

    /// How many finalizers and weak references have been registered. If there are no new ones since some moment, a
    /// collection has nothing new to run.
    pub fn registrations(&self) -> u64 {
        self.state().lifecycle.registrations
    }

    /// Whether finalizable objects or cleared holders are queued.
    #[inline]
    pub fn has_pending(&self) -> bool {
        self.state().lifecycle.has_pending()
    }

    /// Sets a function that is called at the end of a collection that left something queued. It must not use the heap.
    pub fn set_pending_hook(&self, hook: fn()) {
        self.state().lifecycle.set_hook(hook);
    }

    // ------------------------------------------------------------------------------------------------ verification

    /// Turns collecting at every allocation on or off.
    pub fn set_stress(&self, on: bool) {
        self.state().space.set_stress(on);
    }

    /// How many stray pointers have been found (see [`HeapOptions::stray`]).
    pub fn stray_count(&self) -> usize {
        self.state().verify.stray_count
    }

    /// Excludes memory from the search for stray pointers, such as the dead part of a precisely scanned stack.
    pub fn ignore_in_stray(&self, addr: usize, bytes: usize) {
        self.state().verify.ignore(addr, bytes);
    }
}
