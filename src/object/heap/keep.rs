//! What start-up made is kept for good, so that full collections need not look at it again.
//!
//! Kept objects stay marked. What was stored into them since is found through `Remembered::changed`: the first store of a
//! pointer into a kept object lists it (CHANGED), and full collections pass the words of what is listed.

use super::layout::*;
use super::{Header, State};

impl State {
    /// All objects become old and are kept.
    pub(super) fn keep_all(&mut self) {
        self.reserve();
        let tables = self.space.tables;
        let keep = |object: usize| {
            let (word, bit) = tables.mark_of(object);
            // SAFETY: an object, whose mark word exists.
            unsafe {
                *word |= bit;
                (*(object as *mut Header)).set(Header::OLD | Header::KEPT);
            }
        };
        for index in 0..self.space.block_count {
            // SAFETY: the block exists.
            let block = unsafe { *tables.block(index) };
            let (addr, cell) = (tables.block_addr(index), block.cell as usize);
            let handed_out = match block.state {
                BlockState::Free | BlockState::Released => continue,
                BlockState::Quiet => 0,
                BlockState::Consumed => block.cells as usize,
                BlockState::Current => (self.space.runs[block.class as usize].cursor - addr) / cell,
            };
            (0..handed_out).for_each(|at| keep(addr + at * cell));
            (handed_out..block.cells as usize)
                .map(|at| addr + at * cell)
                .filter(|&at| tables.is_marked(at))
                .for_each(keep);
        }
        let large = self.space.large.objects.iter().filter(|object| object.addr != 0);
        large.for_each(|object| keep(object.addr));
        self.remembered.clear();
        self.roots.all_old();
        let dead = self.lifecycle.settle(&tables, true);
        debug_assert!(dead.is_empty());
        let gained = self.space.sweep(true);
        self.space.keep_marks();
        self.pacing.keep(gained);
        self.space.budget = self.pacing.nursery(0);
    }
}
