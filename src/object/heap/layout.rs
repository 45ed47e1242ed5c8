//! Size classes, blocks and side tables: where everything lies in the one reservation the heap makes.
//!
//! ```text
//! base → | small space | large space | marks ×2 | blocks | large index | cards | shapes | seen |
//!          16 KiB blocks  4 KiB pages
//! ```
//! Small and large space are adjacent, so that one range check answers "is this a heap pointer?". All tables are indexed
//! by offsets from `base`; the kernel commits a page of them only when it is touched.
//!
//! Invariant: nothing in here knows about values; a word is a word.

use std::ffi::c_void;
use std::ptr;

/// A mark bit stands for 8 bytes.
pub(super) const GRANULE_SHIFT: usize = 3;
pub(super) const BLOCK_SHIFT: usize = 14;
pub(super) const BLOCK: usize = 1 << BLOCK_SHIFT;
/// Words of mark bits per block.
pub(super) const BLOCK_MARK_WORDS: usize = BLOCK >> (GRANULE_SHIFT + 6);
pub(super) const PAGE_SHIFT: usize = 12;
pub(super) const PAGE: usize = 1 << PAGE_SHIFT;
/// A card, the unit of remembering inside big arrays, is a page.
pub(super) const CARD_SHIFT: usize = PAGE_SHIFT;

/// Objects up to this size live in cells; larger ones have a span of their own.
pub const SMALL_MAX: usize = 8192;
/// Number of size classes.
pub const CLASSES: usize = 33;
/// The cell sizes, in bytes.
pub const CLASS_SIZES: [usize; CLASSES] = [
    16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
    1280, 1536, 1792, 2048, 2720, 3264, 4096, 5456, 8192,
];

static CLASS_OF: [u8; (SMALL_MAX >> GRANULE_SHIFT) + 1] = {
    let mut table = [0; (SMALL_MAX >> GRANULE_SHIFT) + 1];
    let (mut granules, mut class) = (0, 0);
    while granules < table.len() {
        if granules << GRANULE_SHIFT > CLASS_SIZES[class] {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
};

/// The size class of an object of `bytes` (at most [`SMALL_MAX`]); folds to a constant for a constant size.
#[inline(always)]
pub const fn size_class(bytes: usize) -> usize {
    CLASS_OF[(bytes + 7) >> GRANULE_SHIFT] as usize
}

/// What a block is doing since the last collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum BlockState {
    /// In no class; its mark bits are clear.
    Free,
    /// In no class, and its pages were given back to the system.
    Released,
    /// Nothing was handed out of it: its objects are exactly the marked cells.
    Quiet,
    /// Being handed out: marked cells, and all cells below the cursor.
    Current,
    /// Handed out completely: every cell is an object.
    Consumed,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Block {
    pub(super) state: BlockState,
    pub(super) class: u8,
    /// Cells that were marked when the block was last looked at.
    pub(super) live: u16,
    pub(super) cell: u32,
    /// `ceil(2^32 / cell)`: `(offset * magic) >> 32` is the cell an offset lies in.
    pub(super) magic: u32,
    pub(super) cells: u32,
}

impl Block {
    pub(super) fn new(class: usize, state: BlockState) -> Block {
        let cell = CLASS_SIZES[class];
        Block {
            state,
            class: class as u8,
            live: 0,
            cell: cell as u32,
            magic: (1u64 << 32).div_ceil(cell as u64) as u32,
            cells: (BLOCK / cell) as u32,
        }
    }

    /// The cell that a byte offset into the block lies in, if it is not in the waste at the block's end.
    #[inline(always)]
    pub(super) fn cell_at(&self, offset: usize) -> Option<usize> {
        let index = ((offset as u64 * self.magic as u64) >> 32) as usize;
        (index < self.cells as usize).then_some(index)
    }
}

/// Addresses of the spaces and their side tables. Plain copyable words; all null before the reservation.
#[derive(Clone, Copy)]
pub(super) struct Tables {
    pub(super) base: usize,
    pub(super) small_span: usize,
    pub(super) large_base: usize,
    /// Small and large span together: a word is a heap pointer iff `word - base < span`.
    pub(super) span: usize,
    /// Mark bits, one per granule of both spaces.
    pub(super) marks: *mut u64,
    /// During a full collection the marks as they were before it (they say which cells are objects); else the other
    /// bitmap, with stale contents.
    pub(super) other_marks: *mut u64,
    blocks: *mut Block,
    /// Page of the large space → 1 + index of the large object that covers it.
    pub(super) large_index: *mut u32,
    /// Page of the large space → card bits.
    pub(super) cards: *mut u8,
    pub(super) shapes: *mut super::mark::PackedInfo,
    pub(super) max_shapes: usize,
    /// Shape → has this collection marked an object of it?
    pub(super) seen: *mut u8,
    pub(super) mapping: (usize, usize),
}

/// Where the heap would like to begin: objects in the lowest 2 GiB, such as what start-up made, are constants of 32 bits in compiled
/// code. Above what malloc takes, unless that is much.
const WANTED: usize = 0x7000_0000;

impl Tables {
    pub(super) const fn unreserved() -> Tables {
        Tables {
            base: 0,
            small_span: 0,
            large_base: 0,
            span: 0,
            marks: ptr::null_mut(),
            other_marks: ptr::null_mut(),
            blocks: ptr::null_mut(),
            large_index: ptr::null_mut(),
            cards: ptr::null_mut(),
            shapes: ptr::null_mut(),
            max_shapes: 0,
            seen: ptr::null_mut(),
            mapping: (0, 0),
        }
    }

    /// Reserves address space; with a limit on it (`ulimit -v`, strict overcommit) tries ever smaller spans.
    pub(super) fn reserve() -> Option<Tables> {
        const SPANS: [(usize, usize, usize); 8] = [
            (64 << 30, 256 << 30, 1 << 22),
            (16 << 30, 64 << 30, 1 << 22),
            (4 << 30, 8 << 30, 1 << 21),
            (1 << 30, 2 << 30, 1 << 20),
            (512 << 20, 512 << 20, 1 << 18),
            (256 << 20, 256 << 20, 1 << 17),
            (64 << 20, 64 << 20, 1 << 16),
            (16 << 20, 16 << 20, 1 << 15),
        ];
        let limit = crate::memory::address_space_limit();
        SPANS.iter().find_map(|&(small, large, shapes)| {
            // Leave half of a limited address space to malloc, stacks and libraries.
            if limit.is_some_and(|limit| small + large > limit / 2) { None } else { Tables::map(small, large, shapes) }
        })
    }

    fn map(small_span: usize, large_span: usize, max_shapes: usize) -> Option<Tables> {
        const ALIGN: usize = 4 << 20;
        let span = small_span + large_span;
        let marks = span >> (GRANULE_SHIFT + 3);
        let blocks = (small_span >> BLOCK_SHIFT) * size_of::<Block>();
        let large_index = (large_span >> PAGE_SHIFT) * size_of::<u32>();
        let cards = large_span >> CARD_SHIFT;
        let shapes = max_shapes * size_of::<super::mark::PackedInfo>();
        let total = ALIGN + span + 2 * marks + blocks + large_index + cards + shapes + max_shapes;
        // SAFETY: a fresh anonymous mapping (the address is only a wish); NORESERVE commits pages only when they are touched.
        let raw = unsafe {
            libc::mmap(
                ptr::without_provenance_mut(WANTED),
                total,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if raw == libc::MAP_FAILED {
            return None;
        }
        let base = (raw as usize).next_multiple_of(ALIGN);
        let mut next = base + span;
        let mut take = |bytes: usize| {
            next += bytes;
            next - bytes
        };
        Some(Tables {
            base,
            small_span,
            large_base: base + small_span,
            span,
            marks: take(marks) as *mut u64,
            other_marks: take(marks) as *mut u64,
            blocks: take(blocks) as *mut Block,
            large_index: take(large_index) as *mut u32,
            cards: take(cards) as *mut u8,
            shapes: take(shapes) as *mut _,
            max_shapes,
            seen: take(max_shapes) as *mut u8,
            mapping: (raw as usize, total),
        })
    }

    /// Whether a word points into the heap's address range.
    #[inline(always)]
    pub(super) fn contains(&self, word: usize) -> bool {
        word.wrapping_sub(self.base) < self.span
    }

    #[inline(always)]
    pub(super) fn block(&self, index: usize) -> *mut Block {
        debug_assert!(index < self.small_span >> BLOCK_SHIFT);
        // SAFETY: the table has an entry for every block of the small space.
        unsafe { self.blocks.add(index) }
    }

    #[inline(always)]
    pub(super) fn block_addr(&self, index: usize) -> usize {
        self.base + (index << BLOCK_SHIFT)
    }

    /// The mark words of a block.
    #[inline(always)]
    pub(super) fn block_marks(&self, index: usize) -> &[u64] {
        // SAFETY: the bitmap covers the whole small space; a block's words are whole.
        unsafe { std::slice::from_raw_parts(self.marks.add(index * BLOCK_MARK_WORDS), BLOCK_MARK_WORDS) }
    }

    /// Word and bit of an object's mark.
    #[inline(always)]
    pub(super) fn mark_of(&self, object: usize) -> (*mut u64, u64) {
        let granule = (object - self.base) >> GRANULE_SHIFT;
        // SAFETY: callers pass addresses inside the spaces, which the bitmap covers.
        (unsafe { self.marks.add(granule >> 6) }, 1 << (granule & 63))
    }

    #[inline(always)]
    pub(super) fn is_marked(&self, object: usize) -> bool {
        let (word, bit) = self.mark_of(object);
        // SAFETY: inside the bitmap, as above.
        unsafe { *word & bit != 0 }
    }

    /// Clears an object's mark in both bitmaps, so that its place starts afresh.
    pub(super) fn forget_mark(&self, object: usize) {
        let granule = (object - self.base) >> GRANULE_SHIFT;
        // SAFETY: inside both bitmaps, as above.
        unsafe {
            *self.marks.add(granule >> 6) &= !(1 << (granule & 63));
            *self.other_marks.add(granule >> 6) &= !(1 << (granule & 63));
        }
    }

    /// Card byte of an address in the large space.
    #[inline(always)]
    pub(super) fn card(&self, addr: usize) -> *mut u8 {
        // SAFETY: callers pass addresses inside the large space, which the card table covers.
        unsafe { self.cards.add((addr - self.large_base) >> CARD_SHIFT) }
    }
}

/// Gives the pages of a range back to the system; they read as zero afterwards.
pub(super) fn release_pages(addr: usize, bytes: usize) {
    // SAFETY: only called on page-aligned ranges inside the heap's own anonymous mapping that hold no live object.
    unsafe { libc::madvise(addr as *mut c_void, bytes, libc::MADV_DONTNEED) };
}

/// The size of a huge page, which the space is aligned to.
pub(super) const HUGE_PAGE: usize = 2 << 20;

/// Asks for huge pages: fewer faults and TLB misses once the heap is large.
pub(super) fn want_huge_pages(addr: usize, bytes: usize) {
    #[cfg(target_os = "linux")]
    // SAFETY: advice about a range inside the heap's own mapping.
    unsafe {
        libc::madvise(addr as *mut c_void, bytes, libc::MADV_HUGEPAGE);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (addr, bytes);
}

/// Makes pages that are about to be written to present. That it may not work (an old kernel, no memory left) does no harm.
pub(super) fn populate(addr: usize, bytes: usize) {
    #[cfg(target_os = "linux")]
    // SAFETY: advice about a range inside the heap's own mapping, which keeps its contents.
    unsafe {
        libc::madvise(addr as *mut c_void, bytes, libc::MADV_POPULATE_WRITE);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (addr, bytes);
}

/// Physical memory and swap together, in bytes: no single object can sensibly be larger.
pub(super) fn memory_and_swap() -> usize {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: sysinfo fills the struct it is given; all-zero is a valid value of it.
        let (known, info) = unsafe {
            let mut info: libc::sysinfo = std::mem::zeroed();
            (libc::sysinfo(&mut info) == 0, info)
        };
        if known {
            let units = (info.totalram as usize).saturating_add(info.totalswap as usize);
            return units.saturating_mul(info.mem_unit.max(1) as usize);
        }
    }
    usize::MAX
}
