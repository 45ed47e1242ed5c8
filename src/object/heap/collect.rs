//! The collection cycle and its pacing.

use super::classes::Dying;
use super::large::LargeSpace;
use super::layout::*;
use super::mark::{MarkStacks, Tracer};
use super::{HeapOptions, OutOfMemory, State, native_stack, verify};
use std::time::Instant;

/// Which objects a collection looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Collect {
    /// Those allocated since the last collection.
    Minor,
    /// All.
    Full,
}

/// Counters of the heap.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapStats {
    /// Objects allocated.
    pub allocations: u64,
    /// Bytes allocated.
    pub allocated_bytes: u64,
    /// Minor collections.
    pub minor: u64,
    /// Full collections.
    pub full: u64,
    /// Bytes that survived the last collection.
    pub live_bytes: usize,
    /// Memory of the blocks that are or were in use, and of large objects.
    pub reserved_bytes: usize,
    /// Free blocks.
    pub free_bytes: usize,
    /// Large objects.
    pub large_bytes: usize,
    /// Longest collection.
    pub max_pause_ns: u64,
    /// All collections together.
    pub gc_ns: u64,
}

/// When to collect. All sizes in bytes.
pub(super) struct Pacing {
    /// Held by objects that survived the last collection, and by promotions since the last full one.
    pub(super) live: usize,
    /// malloc'd memory owned by objects.
    pub(super) external: usize,
    /// `live` after the last full collection.
    base: usize,
    /// Of that what is kept for good.
    kept: usize,
    /// Words that the roots passed in the last minor collection.
    root_words: usize,
    /// Bytes that survived the last minor collections, forgotten by halves.
    survivors: usize,
    full_threshold: usize,
    nursery_min: usize,
    /// There is compiled code: the nursery grows with what is handed out, the heap by more.
    pub(super) grows: bool,
    heap_min: usize,
    /// Large objects allocated.
    large_objects: u64,
    large_bytes: u64,
    minor: u64,
    full: u64,
    max_pause_ns: u64,
    gc_ns: u64,
}

/// An eighth of what the last full collection left is handed out between collections, always something between these
/// bounds. A minor collection that finds nothing takes about 5 µs, but what is alive just then is kept until the next full one:
/// with 256 KiB, programs that build structures took a third longer.
const NURSERY_MIN: usize = 512 << 10;
const NURSERY_MAX: usize = 64 << 20;
/// Where much survives, minor collections come later: this many times what the last ones let live.
const NURSERY_PER_SURVIVOR: usize = 8;
const SURVIVORS_MAX: usize = 128 << 10;
/// With compiled code.
const SURVIVORS_MAX_COMPILED: usize = 2 << 20;
/// Where a minor collection has many roots to look at (deep recursion), it comes later: this many bytes for each of them.
const NURSERY_PER_ROOT: usize = 160;
/// With compiled code, which allocates faster: one of so many bytes that have been handed out so far, at most so much. Programs of the
/// benchmarks ran up to a third faster with a nursery of this size; short ones never get there. It fits into three huge pages together
/// with what start-up made.
const NURSERY_GROWTH: u64 = 6;
const NURSERY_GROWN: u64 = 13 << 18;
/// From this size of the nursery on, new blocks lie in huge pages.
const HUGE_PAGES_FROM: isize = 1 << 20;
/// Handed out before the first collection. Start-up takes less, and does without (to work out what lives in the frames of nested
/// imports took longer than to mark the heap).
const NURSERY_FIRST: usize = 4 << 20;
/// No full collection below this size; above it, one when what is not kept for good has grown by this factor, and by so much.
const HEAP_MIN: usize = 3 << 19;
const GROWTH: f64 = 1.5;
const GROWTH_MIN: usize = 384 << 10;
/// With compiled code.
const GROWTH_COMPILED: f64 = 2.0;
const GROWTH_MIN_COMPILED: usize = 1 << 20;

impl Pacing {
    pub(super) const fn new() -> Pacing {
        Pacing {
            live: 0,
            external: 0,
            base: 0,
            kept: 0,
            root_words: 0,
            survivors: 0,
            full_threshold: HEAP_MIN,
            nursery_min: NURSERY_MIN,
            grows: false,
            heap_min: HEAP_MIN,
            large_objects: 0,
            large_bytes: 0,
            minor: 0,
            full: 0,
            max_pause_ns: 0,
            gc_ns: 0,
        }
    }

    /// Has somebody said how large the nursery is?
    pub(super) fn is_given(&self) -> bool {
        self.nursery_min != NURSERY_MIN
    }

    /// Everything so far is kept, to which `gained` bytes were added since the last collection.
    pub(super) fn keep(&mut self, gained: usize) {
        self.live += gained;
        self.kept = self.live;
        self.set_base();
    }

    /// What lives now has survived all collections so far.
    fn set_base(&mut self) {
        self.base = self.live;
        let held = self.live.saturating_sub(self.kept).saturating_add(self.external) as f64;
        let (growth, least) = if self.grows { (GROWTH_COMPILED, GROWTH_MIN_COMPILED) } else { (GROWTH, GROWTH_MIN) };
        let growth = ((held * (growth - 1.0)) as usize).max(least);
        self.full_threshold = self.heap_min.max(self.live.saturating_add(self.external + growth));
    }

    /// Bytes to hand out before the next collection, after `handed_out` in all.
    pub(super) fn nursery(&self, handed_out: u64) -> isize {
        if self.minor + self.full == 0 && self.kept == 0 {
            return NURSERY_FIRST.max(self.nursery_min) as isize;
        }
        let most = if self.grows { SURVIVORS_MAX_COMPILED } else { SURVIVORS_MAX };
        let survivors = self.survivors.min(most) * NURSERY_PER_SURVIVOR;
        let grown = if self.grows { (handed_out / NURSERY_GROWTH).min(NURSERY_GROWN) as usize } else { 0 };
        let share = (self.base / 8).max(self.root_words * NURSERY_PER_ROOT).max(survivors).max(grown);
        share.clamp(self.nursery_min, NURSERY_MAX) as isize
    }
}

impl State {
    /// Reserves address space, once.
    #[inline]
    pub(super) fn reserve(&mut self) {
        if self.space.tables.base == 0 {
            self.reserve_now();
        }
    }

    #[cold]
    fn reserve_now(&mut self) {
        let Some(tables) = Tables::reserve() else {
            eprintln!("sidewinder: cannot reserve address space for the heap (is `ulimit -v` very low?)");
            std::process::exit(1);
        };
        self.space.tables = tables;
        // start-up uses this much: one page fault instead of hundreds
        want_huge_pages(tables.base, HUGE_PAGE);
        self.space.max_blocks = tables.small_span >> BLOCK_SHIFT;
        self.space.budget = self.pacing.nursery(0);
    }

    pub(super) fn set_options(&mut self, options: HeapOptions) {
        self.space.set_stress(options.stress);
        self.verify.stress_interval = options.stress_interval.max(1);
        self.verify.stray = options.stray;
        self.verify.stray_abort = options.stray_abort;
        let or = |n: usize, usual: usize| if n == 0 { usual } else { n };
        self.pacing.nursery_min = or(options.nursery, NURSERY_MIN).min(NURSERY_MAX);
        self.pacing.heap_min = or(options.full, HEAP_MIN);
        self.pacing.full_threshold = self.pacing.heap_min;
        self.space.budget = self.pacing.nursery(0);
        let limit = if options.max_bytes == 0 { usize::MAX } else { options.max_bytes };
        self.space.max_bytes = limit;
    }

    pub(super) fn wants_full(&self) -> bool {
        self.pacing.live.saturating_add(self.pacing.external) > self.pacing.full_threshold
    }

    /// A span for a large object, zeroed behind the first `filled` bytes; `Ok(0)` if a full collection may help, an error if nothing can.
    pub(super) fn take_large(&mut self, bytes: usize, filled: usize) -> Result<usize, OutOfMemory> {
        let space = &mut self.space;
        if bytes > space.max_bytes || !LargeSpace::plausible(&space.tables, bytes, space.used()) {
            return Err(OutOfMemory);
        }
        if space.used() + bytes > space.max_bytes {
            return Ok(0);
        }
        let addr = space.large.take(&space.tables, bytes, filled);
        if addr != 0 {
            space.budget -= bytes as isize;
            self.pacing.large_objects += 1;
            self.pacing.large_bytes += bytes as u64;
        }
        Ok(addr)
    }

    pub(super) fn try_grow(&mut self, object: usize, bytes: usize) -> bool {
        let space = &mut self.space;
        if object < space.tables.large_base {
            return bytes <= space.usable_size(object);
        }
        if bytes > space.max_bytes || !LargeSpace::plausible(&space.tables, bytes, space.used()) {
            return false;
        }
        let Some(more) = space.large.grow(&space.tables, object, bytes) else { return false };
        space.budget -= more as isize;
        if space.tables.is_marked(object) {
            self.pacing.live += more;
        }
        true
    }

    pub(super) fn shrink(&mut self, object: usize, bytes: usize) {
        let space = &mut self.space;
        if object >= space.tables.large_base {
            let less = space.large.shrink(&space.tables, object, bytes);
            if space.tables.is_marked(object) {
                self.pacing.live -= less.min(self.pacing.live);
            }
        }
    }

    pub(super) fn stats(&self) -> HeapStats {
        let (mut cells, mut bytes) = (self.space.cells_out, self.space.bytes_out);
        for class in 0..CLASSES {
            let (unused_cells, unused_bytes) = self.space.unused(class);
            cells -= unused_cells;
            bytes -= unused_bytes;
        }
        HeapStats {
            allocations: cells + self.pacing.large_objects,
            allocated_bytes: bytes + self.pacing.large_bytes,
            minor: self.pacing.minor,
            full: self.pacing.full,
            live_bytes: self.pacing.live,
            reserved_bytes: (self.space.block_count << BLOCK_SHIFT) + self.space.large.used,
            free_bytes: self.space.free_blocks.len() << BLOCK_SHIFT,
            large_bytes: self.space.large.used,
            max_pause_ns: self.pacing.max_pause_ns,
            gc_ns: self.pacing.gc_ns,
        }
    }

    /// The first part of a collection: marks what lives, clears weak words, queues finalizers. `sp` is the end of the
    /// calling thread's live stack. Returns the dead objects that own something to be dropped.
    pub(super) fn mark_phase(&mut self, what: Collect, sp: usize) -> Vec<usize> {
        let minor = what == Collect::Minor;
        if !minor {
            self.space.begin_full();
        }
        let State { space, roots, remembered, lifecycle, verify, mark_stacks, pacing, shape_hooks, shapes, .. } = self;
        let stacks = std::mem::replace(mark_stacks, MarkStacks::new());
        let mut tracer = Tracer::new(space, stacks);
        let hooks = shape_hooks.filter(|_| !minor);
        if hooks.is_some() {
            // SAFETY: the table has a byte for each shape.
            unsafe { std::ptr::write_bytes(tracer.space.tables.seen, 0, *shapes as usize) };
            tracer.bodies = Some(Vec::new());
        }
        native_stack::scan(sp, &mut tracer);
        roots.scan(&mut tracer, minor);
        lifecycle.scan(&mut tracer);
        pacing.root_words = tracer.relieved + tracer.stacks.objects.len();
        remembered.scan(&mut tracer, minor);
        if tracer.space.stress {
            verify::drain_checked(&mut tracer);
        } else {
            tracer.drain();
        }
        tracer.mark_classes(hooks);
        lifecycle.clear_weak(&space.tables, minor);
        lifecycle.revive(&mut tracer, minor, |object| shape_hooks.is_some_and(|h| (h.settled)(object)));
        tracer.mark_more_classes(hooks);
        if let Some(hooks) = hooks {
            let bodies = tracer.bodies.take().unwrap_or_default();
            let dying = Dying { tables: &space.tables, bodies: &bodies };
            (hooks.dying)(&dying);
            hooks.late_dying.into_iter().for_each(|hook| hook(&dying));
        }
        *mark_stacks = tracer.into_stacks();
        if verify.stray {
            let mut own = lifecycle.buffers();
            own.extend(mark_stacks.buffers());
            own.push(roots.buffer());
            verify.find_stray(space, &own);
        }
        lifecycle.settle(&space.tables, minor)
    }

    /// The last part: frees what is dead and sets the pace.
    pub(super) fn sweep_phase(&mut self, what: Collect, start: Instant) {
        let minor = what == Collect::Minor;
        let blocks_before = self.space.blocks_in_use();
        let live = self.space.sweep(minor);
        let pacing = &mut self.pacing;
        if minor {
            pacing.minor += 1;
            pacing.live += live;
            // What start-up made is no sign of what the program does.
            pacing.survivors = if pacing.minor == 1 && pacing.kept == 0 { 0 } else { live.max(pacing.survivors / 2) };
        } else {
            pacing.full += 1;
            pacing.live = live;
            pacing.set_base();
        }
        self.space.budget = pacing.nursery(self.space.bytes_out);
        self.space.huge = pacing.grows && self.space.budget >= HUGE_PAGES_FROM;
        if !minor {
            // Keep what will be used before the next full collection: also of blocks which have little in them.
            let growth = pacing.full_threshold.saturating_sub(live) + self.space.budget as usize;
            let returned = blocks_before.saturating_sub(self.space.blocks_in_use()) << BLOCK_SHIFT;
            self.space.release_free_blocks(growth.max(returned));
        }
        let pause = start.elapsed().as_nanos() as u64;
        pacing.max_pause_ns = pacing.max_pause_ns.max(pause);
        pacing.gc_ns += pause;
    }
}
