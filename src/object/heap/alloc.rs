//! Cells: bump allocation into runs of free cells, one run per size class.
//!
//! The fast path (in `mod.rs`, and the same in machine code of traces) bumps a cursor. When a run is used up this file looks,
//! in this order, for the next run of unmarked cells in the class's current block, a partly free block of the class, a
//! free block, a new block.
//!
//! Invariant: everything below the cursor of a run has a header. Everything between cursor and limit is free.

use super::large::LargeSpace;
use super::layout::*;

/// A run of free cells. Machine code relies on this layout.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Run {
    pub(super) cursor: usize,
    pub(super) limit: usize,
}

/// The block a size class allocates from.
#[derive(Clone, Copy)]
pub(super) struct Current {
    /// Block index, if there is a current block.
    block: Option<u32>,
    /// The cell after the run being handed out.
    next_cell: u32,
    /// Where the run really ends; under stress the visible limit is kept at the cursor.
    run_end: usize,
}

const NO_RUN: Run = Run { cursor: 0, limit: 0 };
const NO_CURRENT: Current = Current { block: None, next_cell: 0, run_end: 0 };

/// The memory of the heap and who owns which part of it. The collector shares it while marking and changes it while
/// sweeping.
#[repr(C)]
pub(super) struct Space {
    pub(super) runs: [Run; CLASSES],
    pub(super) tables: Tables,
    current: [Current; CLASSES],
    pub(super) partial: [Vec<u32>; CLASSES],
    /// Free blocks, the ones to use first at the end.
    pub(super) free_blocks: Vec<u32>,
    /// Blocks something was handed out of since the last collection.
    pub(super) nursery: Vec<u32>,
    /// Blocks ever used; higher ones were never touched.
    pub(super) block_count: usize,
    pub(super) max_blocks: usize,
    /// Limit on blocks and large objects together.
    pub(super) max_bytes: usize,
    pub(super) large: LargeSpace,
    /// Bytes that may still be handed out before the next collection.
    pub(super) budget: isize,
    /// Cells and bytes handed out so far, counting open runs as a whole.
    pub(super) cells_out: u64,
    pub(super) bytes_out: u64,
    pub(super) stress: bool,
    /// So much is being handed out that new blocks will be needed soon: they may as well lie in huge pages.
    pub(super) huge: bool,
    /// Blocks that are up to so many eighths live are handed out again after a minor collection.
    pub(super) reuse_minor: usize,
    /// The marks of kept objects, from the first block on.
    pub(super) kept: Vec<u64>,
}

/// Above this many bytes of blocks, ask for huge pages in any case.
const HUGE_PAGES_FROM: usize = 64 << 20;
/// New blocks get their pages this many bytes at a time: a page fault takes as long as filling the page. (A huge page takes as long as
/// a third of the small ones in its place, and comes at once.)
const POPULATE: usize = 128 << 10;

impl Space {
    pub(super) const fn new() -> Space {
        Space {
            runs: [NO_RUN; CLASSES],
            tables: Tables::unreserved(),
            current: [NO_CURRENT; CLASSES],
            partial: [const { Vec::new() }; CLASSES],
            free_blocks: Vec::new(),
            nursery: Vec::new(),
            block_count: 0,
            max_blocks: 0,
            max_bytes: usize::MAX,
            large: LargeSpace::new(),
            budget: 0,
            cells_out: 0,
            bytes_out: 0,
            stress: false,
            huge: false,
            reuse_minor: super::sweep::REUSE_MINOR,
            kept: Vec::new(),
        }
    }

    /// A cell of the class with an unwritten body, or 0 if no block is to be had.
    pub(super) fn take_cell(&mut self, class: usize) -> usize {
        let size = CLASS_SIZES[class];
        loop {
            let run = &mut self.runs[class];
            run.limit = self.current[class].run_end;
            if run.cursor + size <= run.limit {
                let cell = run.cursor;
                run.cursor += size;
                if self.stress {
                    run.limit = run.cursor;
                }
                return cell;
            }
            if !self.next_run(class) && !self.fresh_block(class) {
                return 0;
            }
        }
    }

    /// Opens the next run of free cells in the class's current or partly free blocks.
    fn next_run(&mut self, class: usize) -> bool {
        loop {
            if let Some(block) = self.current[class].block {
                if let Some((from, to)) = self.free_run(block as usize, self.current[class].next_cell as usize) {
                    self.open_run(class, block as usize, from..to);
                    return true;
                }
                self.close_current(class);
            }
            let Some(block) = self.partial[class].pop() else { return false };
            // SAFETY: blocks in `partial` exist.
            unsafe { (*self.tables.block(block as usize)).state = BlockState::Current };
            self.nursery.push(block);
            self.current[class] = Current { block: Some(block), ..NO_CURRENT };
        }
    }

    /// Takes a free or new block for the class; false if there is none.
    fn fresh_block(&mut self, class: usize) -> bool {
        self.close_current(class);
        if self.used() + BLOCK > self.max_bytes {
            return false;
        }
        let index = match self.free_blocks.pop() {
            Some(index) => index as usize,
            None if self.block_count < self.max_blocks => {
                self.block_count += 1;
                let addr = self.tables.block_addr(self.block_count - 1);
                if addr & (HUGE_PAGE - 1) == 0 && (self.huge || self.block_count << BLOCK_SHIFT > HUGE_PAGES_FROM) {
                    want_huge_pages(addr, HUGE_PAGE);
                }
                if (addr - self.tables.base).is_multiple_of(POPULATE) {
                    populate(addr, POPULATE);
                }
                self.block_count - 1
            }
            None => return false,
        };
        let block = Block::new(class, BlockState::Current);
        // SAFETY: the index is below `block_count`.
        unsafe { *self.tables.block(index) = block };
        self.nursery.push(index as u32);
        self.open_run(class, index, 0..block.cells as usize);
        true
    }

    /// Cells `cells` of the block, the rest of which is looked at later.
    fn open_run(&mut self, class: usize, block: usize, cells: std::ops::Range<usize>) {
        let (addr, size) = (self.tables.block_addr(block), CLASS_SIZES[class]);
        let (from, to, next_cell) = (addr + cells.start * size, addr + cells.end * size, cells.end);
        let block = block as u32;
        self.current[class] = Current { block: Some(block), next_cell: next_cell as u32, run_end: to };
        self.runs[class] = Run { cursor: from, limit: to };
        self.budget -= (to - from) as isize;
        self.cells_out += cells.len() as u64;
        self.bytes_out += (to - from) as u64;
    }

    fn close_current(&mut self, class: usize) {
        debug_assert!(self.runs[class].cursor == self.current[class].run_end);
        if let Some(block) = self.current[class].block {
            // SAFETY: a current block exists.
            unsafe { (*self.tables.block(block as usize)).state = BlockState::Consumed };
        }
        self.current[class] = NO_CURRENT;
        self.runs[class] = NO_RUN;
    }

    /// Gives up all open runs; what was left of them is free again. Only for the collector, which classifies the blocks.
    pub(super) fn abandon_runs(&mut self) {
        for class in 0..CLASSES {
            let (cells, bytes) = self.unused(class);
            self.cells_out -= cells;
            self.bytes_out -= bytes;
            self.runs[class] = NO_RUN;
            self.current[class] = NO_CURRENT;
        }
    }

    /// Cells and bytes of a class's open run that nobody has taken yet.
    pub(super) fn unused(&self, class: usize) -> (u64, u64) {
        let bytes = self.current[class].run_end - self.runs[class].cursor;
        ((bytes / CLASS_SIZES[class]) as u64, bytes as u64)
    }

    /// The next run of unmarked cells at or after cell `from`: first cell and the one after the last.
    fn free_run(&self, index: usize, from: usize) -> Option<(usize, usize)> {
        // SAFETY: callers pass existing blocks.
        let block = unsafe { *self.tables.block(index) };
        let marks = self.tables.block_marks(index);
        let granules = block.cell as usize >> GRANULE_SHIFT;
        let cells = block.cells as usize;
        // Only the first granule of a cell is ever marked.
        let mut bit = from * granules;
        let mut first = from;
        while first < cells && marks[bit >> 6] >> (bit & 63) & 1 != 0 {
            first += 1;
            bit += granules;
        }
        if first >= cells {
            return None;
        }
        // The next mark of any kind ends the run.
        let mut word = bit >> 6;
        let mut bits = marks[word] & (!0 << (bit & 63));
        while bits == 0 {
            word += 1;
            if word == marks.len() {
                return Some((first, cells));
            }
            bits = marks[word];
        }
        let end = ((word << 6) + bits.trailing_zeros() as usize) << GRANULE_SHIFT;
        Some((first, block.cell_at(end).unwrap_or(cells)))
    }

    /// Bytes in blocks that are not free, and in large objects.
    pub(super) fn used(&self) -> usize {
        (self.blocks_in_use() << BLOCK_SHIFT) + self.large.used
    }
    pub(super) fn blocks_in_use(&self) -> usize {
        self.block_count - self.free_blocks.len()
    }

    /// Under stress every allocation takes the slow path: no limit is above its cursor.
    pub(super) fn set_stress(&mut self, on: bool) {
        self.stress = on;
        for class in 0..CLASSES {
            self.runs[class].limit = if on { self.runs[class].cursor } else { self.current[class].run_end };
        }
    }

    /// The object that `word` points into, whether at its start or inside.
    pub(super) fn resolve(&self, word: usize) -> Option<usize> {
        let offset = word.wrapping_sub(self.tables.base);
        if offset >= self.tables.span {
            return None;
        }
        if offset >= self.tables.small_span {
            return self.large.object_at(&self.tables, word);
        }
        let index = offset >> BLOCK_SHIFT;
        if index >= self.block_count {
            return None;
        }
        // SAFETY: the index is below `block_count`.
        let block = unsafe { *self.tables.block(index) };
        let cell = match block.state {
            BlockState::Free | BlockState::Released => return None,
            _ => block.cell_at(offset & (BLOCK - 1))?,
        };
        let object = self.tables.block_addr(index) + cell * block.cell as usize;
        let is_new = match block.state {
            BlockState::Consumed => true,
            BlockState::Current => object < self.runs[block.class as usize].cursor,
            _ => false,
        };
        (is_new || self.was_marked(object)).then_some(object)
    }

    /// Bytes an object may use where it is.
    pub(super) fn usable_size(&self, object: usize) -> usize {
        let tables = &self.tables;
        if object >= tables.large_base {
            return self.large.used_by(tables, object);
        }
        // SAFETY: callers pass an object of the small space.
        unsafe { (*tables.block((object - tables.base) >> BLOCK_SHIFT)).cell as usize }
    }

    /// Whether the object was alive before the collection under way (or is marked, if there is none).
    fn was_marked(&self, object: usize) -> bool {
        let granule = (object - self.tables.base) >> GRANULE_SHIFT;
        // SAFETY: the bitmap covers both spaces.
        unsafe { *self.large.known_marks(&self.tables).add(granule >> 6) >> (granule & 63) & 1 != 0 }
    }
}
