//! After marking: which blocks are free, partly free, or full.

use super::alloc::Space;
use super::layout::*;

/// What freed cells are filled with under stress.
const POISON: u8 = 0xdb;
/// Cells of a block are handed out again if at most this many eighths are live, after a minor and after a full collection. In
/// fuller blocks runs are so short that looking for them takes longer than what a collection costs: with six eighths after
/// minor collections, programs that allocate much took up to an eighth longer. Start-up's blocks have long runs.
pub(super) const REUSE_MINOR: usize = 4;
pub(super) const REUSE_MINOR_COMPILED: usize = 2;
const REUSE_FULL: usize = 6;
const REUSE_STARTUP: usize = 7;

/// How many bits are set.
fn count_bits(words: &[u64]) -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        /// The same with the instruction for it, which the oldest processors do not have.
        #[target_feature(enable = "popcnt")]
        fn count(words: &[u64]) -> usize {
            words.iter().map(|word| word.count_ones() as usize).sum()
        }
        if std::arch::is_x86_feature_detected!("popcnt") {
            // SAFETY: the processor has the instruction.
            return unsafe { count(words) };
        }
    }
    words.iter().map(|word| word.count_ones() as usize).sum()
}

impl Space {
    /// Before a full collection: all objects become unmarked; the old marks go on saying which cells are objects.
    pub(super) fn begin_full(&mut self) {
        let tables = &mut self.tables;
        std::mem::swap(&mut tables.marks, &mut tables.other_marks);
        // SAFETY: the bitmap covers all blocks.
        unsafe { std::ptr::write_bytes(tables.marks, 0, self.block_count * BLOCK_MARK_WORDS) };
        // SAFETY: as above; what is kept lay in blocks.
        unsafe { std::ptr::copy_nonoverlapping(self.kept.as_ptr(), tables.marks, self.kept.len()) };
        for object in self.large.objects.iter().filter(|object| object.addr != 0) {
            let (word, bit) = tables.mark_of(object.addr);
            // SAFETY: large objects lie in the spaces, which the bitmap covers.
            unsafe { *word = if object.kept { *word | bit } else { *word & !bit } };
        }
        self.large.marking_full = true;
    }

    /// What is marked now stays marked in full collections, and all there is is old. The bytes of young large objects.
    pub(super) fn keep_blocks(&mut self) -> usize {
        let words = self.block_count * BLOCK_MARK_WORDS;
        let tables = self.tables;
        // SAFETY: the bitmap covers all blocks.
        self.kept = unsafe { std::slice::from_raw_parts(tables.marks, words) }.to_vec();
        // SAFETY: blocks of the nursery exist.
        self.nursery.retain(|&block| unsafe { (*tables.block(block as usize)).state } == BlockState::Current);
        self.sweep_large(true)
    }

    /// Frees everything that is not marked; returns by how many bytes the live part changed: what a minor collection
    /// promoted, or (after a full one) all there is.
    pub(super) fn sweep(&mut self, minor: bool) -> usize {
        self.abandon_runs();
        let mut live = 0;
        if minor {
            // In reverse: the block handed out first is used first again.
            let mut nursery = std::mem::take(&mut self.nursery);
            for block in nursery.drain(..).rev() {
                live += self.classify(block as usize, true);
            }
            self.nursery = nursery;
        } else {
            self.nursery.clear();
            self.free_blocks.clear();
            self.partial.iter_mut().for_each(Vec::clear);
            for block in (0..self.block_count).rev() {
                live += self.classify(block, false);
            }
        }
        self.large.marking_full = false;
        live + self.sweep_large(minor)
    }

    /// Decides what becomes of a block; returns its live bytes (those it gained, in a minor collection).
    fn classify(&mut self, index: usize, minor: bool) -> usize {
        // SAFETY: callers pass existing blocks.
        let block = unsafe { &mut *self.tables.block(index) };
        if matches!(block.state, BlockState::Free | BlockState::Released) {
            self.free_blocks.push(index as u32);
            return 0;
        }
        let live: usize = count_bits(self.tables.block_marks(index));
        let gained = if minor { live - block.live as usize } else { live };
        block.live = live as u16;
        block.state = BlockState::Quiet;
        let eighths = if self.kept.is_empty() {
            REUSE_STARTUP
        } else if minor {
            self.reuse_minor
        } else {
            REUSE_FULL
        };
        let bytes = gained * block.cell as usize;
        let block = *block;
        if self.stress {
            self.poison(index, &block);
        }
        if live == 0 {
            // SAFETY: as above.
            unsafe { (*self.tables.block(index)).state = BlockState::Free };
            self.free_blocks.push(index as u32);
        } else if live * 8 <= block.cells as usize * eighths {
            self.partial[block.class as usize].push(index as u32);
        }
        bytes
    }

    /// Overwrites the free cells of a block.
    fn poison(&self, index: usize, block: &Block) {
        for cell in 0..block.cells as usize {
            let addr = self.tables.block_addr(index) + cell * block.cell as usize;
            if !self.tables.is_marked(addr) {
                // SAFETY: the cell is free.
                unsafe { std::ptr::write_bytes(addr as *mut u8, POISON, block.cell as usize) };
            }
        }
    }

    fn sweep_large(&mut self, minor: bool) -> usize {
        let mut live = 0;
        let young = std::mem::take(&mut self.large.young);
        let all = if minor { young } else { (0..self.large.objects.len() as u32).collect() };
        for index in all {
            let object = self.large.objects[index as usize];
            if object.addr == 0 {
                continue;
            }
            if self.tables.is_marked(object.addr) {
                live += object.used;
            } else {
                self.large.free(&self.tables, index);
            }
        }
        live
    }

    /// After a full collection: gives free blocks beyond `reserve` bytes back to the system, the highest ones first.
    pub(super) fn release_free_blocks(&mut self, reserve: usize) {
        let surplus = self.free_blocks.len().saturating_sub(reserve >> BLOCK_SHIFT);
        // The list runs from high to low addresses after a full sweep, so neighbours are next to each other.
        let mut pending: Option<(usize, usize)> = None;
        for &index in &self.free_blocks[..surplus] {
            let index = index as usize;
            // SAFETY: free blocks exist.
            let block = unsafe { &mut *self.tables.block(index) };
            if block.state == BlockState::Released {
                continue;
            }
            block.state = BlockState::Released;
            pending = match pending {
                Some((first, count)) if first == index + 1 => Some((index, count + 1)),
                Some((first, count)) => {
                    release_pages(self.tables.block_addr(first), count << BLOCK_SHIFT);
                    Some((index, 1))
                }
                None => Some((index, 1)),
            };
        }
        if let Some((first, count)) = pending {
            release_pages(self.tables.block_addr(first), count << BLOCK_SHIFT);
        }
    }

    /// Calls `f` with the address of every object.
    pub(super) fn for_each_object(&self, f: &mut dyn FnMut(usize)) {
        for index in 0..self.block_count {
            // SAFETY: the index is below `block_count`.
            let block = unsafe { *self.tables.block(index) };
            if matches!(block.state, BlockState::Free | BlockState::Released) {
                continue;
            }
            for cell in 0..block.cells as usize {
                let object = self.tables.block_addr(index) + cell * block.cell as usize;
                if self.resolve(object).is_some() {
                    f(object);
                }
            }
        }
        for object in &self.large.objects {
            if object.addr != 0 {
                f(object.addr);
            }
        }
    }
}
